"""Hashtags as people type them."""

import pytest

from campaigns.authoring.hashtags import clean_hashtags, split_hashtags
from candyplatform.base.errors import Invalid


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("#telekomhilf #echh13", ["telekomhilf", "echh13"]),
        ("telekomhilf, echh13;\nnetz", ["telekomhilf", "echh13", "netz"]),
        ("##doppelt ＃weit", ["doppelt", "weit"]),  # noqa: RUF001 - the full width sign
        (" , # ", []),
    ],
)
def test_line_of_hashtags_is_split(typed: str, tags: list[str]) -> None:
    assert split_hashtags(typed) == tags


def test_hashtags_are_kept_as_written_and_compared_folded() -> None:
    tags = ["#TelekomHilf", "telekomhilf", "Straße", "STRASSE", "été_2"]
    assert clean_hashtags(tags) == [("TelekomHilf", "telekomhilf"), ("Straße", "strasse"), ("été_2", "été_2")]


@pytest.mark.parametrize("tag", ["2-rooms", "13", "1_3", "a.b", "ein netz", "", "😀"])
def test_what_no_network_takes_is_refused_with_its_reason(tag: str) -> None:
    with pytest.raises(Invalid) as caught:
        clean_hashtags([tag, "fine"])
    sentence = f"#{tag}: hashtags may hold letters, digits and _, and not only digits"
    assert caught.value.fields == {"hashtags": [sentence]}


def test_more_hashtags_than_fit_a_post_are_refused() -> None:
    assert len(clean_hashtags([f"tag{number}" for number in range(6)])) == 6
    with pytest.raises(Invalid):
        clean_hashtags([f"tag{number}" for number in range(7)])


def test_clean_composes_letters_that_were_pasted_in_parts() -> None:
    assert clean_hashtags(["scho\u0308ne"]) == [("sch\u00f6ne", "sch\u00f6ne")]
