"""What of the stream is worth reading: events that may be of interest stay."""

import msgspec
import pytest

from campaigns.networks.bluesky import sieve
from campaigns.networks.bluesky.sieve import Sieve
from campaigns.networks.telling import Interest
from tests.campaigns.networks.shapes import Json, bluesky_record, jetstream_event

INTEREST = Interest(hashtags=frozenset({"telekomhilf"}))


def said(*tags: str, number: int = 1) -> bytes:
    """A post with these hashtags."""
    features: list[Json] = [{"$type": "app.bsky.richtext.facet#tag", "tag": tag} for tag in tags]
    facet = {"index": {"byteStart": 0, "byteEnd": 5}, "features": features}
    return msgspec.json.encode(jetstream_event(number, record=bluesky_record(facets=[facet])))


def test_hashtags_of_others_are_known_again_and_hide_nothing() -> None:
    kept = Sieve(INTEREST)
    others, ours, both = said("monday"), said("TelekomHilf"), said("monday", "TELEKOMHILF")
    for _ in range(2):
        assert list(kept.keep([others, ours, both])) == [ours, both]


def test_hashtag_beside_the_text_is_seen_after_it_was_somebody_elses() -> None:
    first = Sieve(Interest(hashtags=frozenset({"other"})))
    hidden = msgspec.json.encode(jetstream_event(1, record=bluesky_record(facets=[], tags=["TelekomHilf"])))
    assert list(first.keep([hidden])) == []
    assert list(Sieve(INTEREST).keep([hidden])) == [hidden]


def test_no_more_hashtags_of_others_are_remembered_than_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sieve, "_KNOWN_TAGS", 10)
    kept = Sieve(INTEREST)
    for number in range(50):
        assert list(kept.keep([said(f"tag{number}")])) == []
        assert len(kept._others) <= 11
    assert list(kept.keep([said("telekomhilf")])) == [said("telekomhilf")]
