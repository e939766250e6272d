"""The contract's own few functions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.networks.contract import Said, fold_hashtag, storable
from campaigns.networks.telling import Interest


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("telekomhilf", "telekomhilf"),
        ("#TelekomHilf", "telekomhilf"),
        ("\uff03TelekomHilf", "telekomhilf"),
        (" #ECHH13 ", "echh13"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("\uff34elekom", "telekom"),
        ("Büro", "büro"),
        ("Bu\u0308ro", "büro"),
        ("ﬁlm", "film"),
        ("a\x00b", "ab"),
        ("", ""),
    ],
)
def test_fold_hashtag_gives_one_identity(written: str, folded: str) -> None:
    assert fold_hashtag(written) == folded


@given(st.text())
def test_fold_hashtag_is_stable(tag: str) -> None:
    assert fold_hashtag(fold_hashtag(tag)) == fold_hashtag(tag)


def test_storable_drops_nul_only() -> None:
    assert storable("a\x00b\n\u2028") == "ab\n\u2028"


def test_interest_wants_what_any_part_of_it_names() -> None:
    interest = Interest(hashtags=frozenset({"a"}), authors=frozenset({"me"}), links=("https://c.example/x",))
    nothing = Said(text="")
    assert interest.wants(author="me", said=nothing)
    assert interest.wants(author="z", said=Said(text="", hashtags=frozenset({"a", "b"})))
    assert interest.wants(author="z", said=Said(text="", links=("https://c.example/x/1",)))
    other = Said(text="a", hashtags=frozenset({"b"}), links=("https://c.example/y",))
    assert not interest.wants(author="z", said=other)
    assert not Interest().wants(author="", said=Said(text="", links=("",)))
