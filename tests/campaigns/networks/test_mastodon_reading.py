"""What a Mastodon server's posts and authors become."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.networks.contract import AuthorSeen, HashtagTopic, PostSeen
from campaigns.networks.mastodon import Mastodon
from campaigns.networks.mastodon.reading import _parsed, _quickly, plain_text
from tests.campaigns.networks.recorded_door import RecordedDoor, said
from tests.campaigns.networks.shapes import HOST, Json, mastodon_account, mastodon_status

TAG = HashtagTopic("TelekomHilf")
TIMELINE = f"https://{HOST}/api/v1/timelines/tag/TelekomHilf"


def test_a_remote_author_is_the_same_one_as_at_home() -> None:
    home = _one_post(mastodon_status(1))
    away = _one_post(
        mastodon_status(
            99, uri=mastodon_status(1)["uri"], account=mastodon_account(id="3", acct=f"ada@{HOST}")
        )
    )
    assert (home.uri, home.author) == (away.uri, away.author)


def _one_post(status: Json) -> PostSeen:
    return (
        Mastodon()
        .fetch(host=HOST, topic=TAG, cursor="", door=RecordedDoor(replies={TIMELINE: said([status])}))
        .posts[0]
    )


def test_an_author_without_uri_is_known_by_the_profile() -> None:
    post = _one_post(
        mastodon_status(1, account={"id": "1", "acct": "Ada", "url": f"https://{HOST}/@Ada", "bot": True})
    )
    url = f"https://{HOST}/@Ada"
    assert post.author == AuthorSeen(id=url, handle=f"ada@{HOST}", url=url, followers=None, is_bot=True)


def test_a_post_carries_links_edit_and_warning() -> None:
    content = (
        '<p><span class="h-card"><a href="https://social.example/@ada" class="u-url mention">@<span>ada</span></a></span> see '
        '<a href="https://c.example/long/address"><span class="invisible">https://</span><span class="ellipsis">c.example/lo'
        '</span><span class="invisible">ng/address</span></a></p><p>Tea &amp; cake<br />for all</p>'
    )
    post = _one_post(
        mastodon_status(
            1,
            content=content,
            spoiler_text="Food",
            sensitive=True,
            edited_at="2026-01-01T01:00:00.000+01:00",
            in_reply_to_id="77",
        )
    )
    assert post.text == "Food\n\n@ada see https://c.example/long/address\n\nTea & cake\nfor all"
    assert post.links == ("https://c.example/long/address",)
    assert (post.edited_at, post.in_reply_to, post.is_sensitive) == (
        datetime(2026, 1, 1, tzinfo=UTC),
        "77",
        True,
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("plain", "plain"),
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("&lt;b&gt; &#128525;", "<b> 😍"),
        ("<p>open", "open"),
        ("<a href='javascript:x'>y</a>", "y"),
    ],
)
def test_plain_text_reads_as_a_person_would(html: str, text: str) -> None:
    assert plain_text(html) == (text, ())


FRAGMENTS = (
    "<p>", "</p>", "<br>", "<br />", "<span>", '<span class="h-card">', "</span>", "</a>", "<ul>", "<li>", "<!-- x -->",
    '<a href="https://a.example/?x=1&amp;y=2" rel="nofollow">', '<a href="https://a.example/@b" class="u-url mention">',
    '<a href="https://a.example/tags/c" class="mention hashtag" rel="tag">', "<a href='https://single.example/'>",
    '<a class="mentioned" href="http://b.example/">', '<a href="javascript:x">', '<a href="https://c.example/>">', "<a>",
    "text", " ", "&amp;", "&lt;b&gt;", "&#128525;", "a > b", "<3", "&", '"', "<p", "\u00fc", "<B>",
)  # fmt: skip


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join))
def test_what_is_read_quickly_is_what_a_parser_reads(html: str) -> None:
    assert _quickly(html) in (None, _parsed(html))


def test_the_html_that_servers_write_is_read_quickly() -> None:
    assert _quickly(str(mastodon_status(1)["content"])) == ("Bitte! #TelekomHilf", ())
