"""Counting as the networks count, and shortening what may be shortened."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.networks.bluesky.connector import TEXT_RULES as BLUESKY
from campaigns.networks.composing import Composed, ShareText, TextRules, Unit, compose, count, fits
from campaigns.networks.mastodon.connector import TEXT_RULES as MASTODON
from campaigns.networks.threads import TEXT_RULES as THREADS
from campaigns.networks.x.connector import TEXT_RULES as X
from tests.support.counting import on_bluesky, on_mastodon, on_threads, on_x

URL = "https://candystorm.example/educamp/echh13/?from=a-very-long-address"
FAMILY = "👨‍👩‍👧‍👦"


# The page's script is held to the same table (tests/browser/test_composer.py).
COUNTED: list[dict[str, Any]] = json.loads((Path(__file__).parent / "counted.json").read_text())


@pytest.mark.parametrize("case", COUNTED, ids=[case["text"][:20] for case in COUNTED])
def test_count_is_the_network_s_own(case: dict[str, Any]) -> None:
    text = case["text"]
    counted = {
        name: count(text, rules)
        for name, rules in (("mastodon", MASTODON), ("bluesky", BLUESKY), ("x", X), ("threads", THREADS))
    }
    assert counted == {name: case[name] for name in counted}


@pytest.mark.parametrize("case", COUNTED, ids=[case["text"][:20] for case in COUNTED])
def test_table_is_what_others_count(case: dict[str, Any]) -> None:
    text = case["text"]
    counted = {
        "mastodon": on_mastodon(text),
        "bluesky": on_bluesky(text),
        "x": on_x(text),
        "threads": on_threads(text),
    }
    assert counted == {name: case[name] for name in counted}


@pytest.mark.parametrize(
    ("rules", "longest"),
    [
        (MASTODON, "ä" * 500),
        (BLUESKY, "ä" * 300),
        (BLUESKY, FAMILY * 120),
        (X, "ä" * 280),
        (X, "語" * 140),
        (THREADS, "ä" * 500),
        (THREADS, "🍭" * 125),
        (TextRules(limit=5000, unit=Unit.GRAPHEMES, url_length=23), "ä" * 5000),
    ],
)
def test_fits_ends_where_the_network_s_limit_ends(rules: TextRules, longest: str) -> None:
    assert fits(longest, rules)
    assert not fits(longest + longest[-1], rules)


def test_fits_looks_at_bluesky_s_bytes_too() -> None:
    assert count(FAMILY * 121, BLUESKY) == 121
    assert len((FAMILY * 120).encode()) == 3000
    assert not fits(FAMILY * 121, BLUESKY)


def test_compose_puts_all_parts_in_order() -> None:
    share = ShareText(
        opening="Please help.",
        mention="@telekom",
        hashtags=("telekomhilf", "echh13"),
        url="https://c.example/",
    )
    composed = compose(share, MASTODON)
    assert composed == Composed(
        body="Please help. @telekom", hashtags=("telekomhilf", "echh13"), url="https://c.example/"
    )
    assert composed.text == "Please help. @telekom #telekomhilf #echh13 https://c.example/"


def test_compose_does_not_repeat_what_the_opening_says() -> None:
    opening = "Dear @Telekom, #TelekomHilf please: https://c.example/ #echh13b"
    share = ShareText(
        opening=opening, mention="@telekom", hashtags=("telekomhilf", "echh13"), url="https://c.example/"
    )
    assert compose(share, MASTODON).text == f"{opening} #echh13"


@pytest.mark.parametrize("opening", ["", "   "])
def test_compose_does_without_an_opening(opening: str) -> None:
    share = ShareText(opening=opening, hashtags=("a",), url="https://c.example/")
    assert compose(share, MASTODON).text == "#a https://c.example/"


def _rules(limit: int) -> TextRules:
    return TextRules(limit=limit, unit=Unit.GRAPHEMES)


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        (44, "one two, three four @co #first #second u://x"),
        (43, "one two, three four @co #first u://x"),
        (36, "one two, three four @co #first u://x"),
        (35, "one two, three… @co #first u://x"),
        (32, "one two, three… @co #first u://x"),
        (31, "one two… @co #first u://x"),
        (25, "one two… @co #first u://x"),
        (24, "one… @co #first u://x"),
        (21, "one… @co #first u://x"),
        (20, "on… @co #first u://x"),
        (19, "o… @co #first u://x"),
        (18, "@co #first u://x"),
        (1, "@co #first u://x"),
    ],
)
def test_compose_drops_hashtags_first_and_words_last(limit: int, text: str) -> None:
    share = ShareText(opening="one two, three four", mention="@co", hashtags=("first", "second"), url="u://x")
    assert compose(share, _rules(limit)).text == text


def test_compose_appends_what_shortening_has_cut() -> None:
    share = ShareText(opening="long words here @co #tag", mention="@co", hashtags=("tag",), url="")
    assert compose(share, _rules(20)).text == "long words… @co #tag"


def test_compose_never_cuts_within_a_grapheme() -> None:
    share = ShareText(opening=FAMILY * 10, hashtags=("a",), url="")
    assert compose(share, _rules(6)).text == f"{FAMILY * 2}… #a"


PARTS = st.builds(
    ShareText,
    opening=st.text(max_size=400),
    mention=st.sampled_from(["", "@telekom_hilft", "@telekom_hilft@social.example"]),
    hashtags=st.lists(
        st.sampled_from(["telekomhilf", "echh13", "barcamp", "größe"]), max_size=4, unique=True
    ).map(tuple),
    url=st.sampled_from(["", URL, "https://c.example/"]),
)


@given(PARTS, st.sampled_from([MASTODON, BLUESKY, X, THREADS]))
def test_compose_always_fits_and_keeps_what_matters(share: ShareText, rules: TextRules) -> None:
    text = compose(share, rules).text
    assert fits(text, rules)
    assert share.mention.casefold() in text.casefold()
    assert share.url.casefold() in text.casefold()
    if share.hashtags:
        assert f"#{share.hashtags[0]}".casefold() in text.casefold()


@given(st.text(max_size=200), st.text(max_size=50))
def test_count_never_shrinks_when_more_is_written(text: str, more: str) -> None:
    assert count(f"{text} {more}", X) >= count(text.rstrip(), X)
