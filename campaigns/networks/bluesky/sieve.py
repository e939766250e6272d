"""Which of the stream's events may be of interest. Every event of the network comes by here."""

from collections.abc import Sequence
from typing import Any

import msgspec

from campaigns.networks.asking import UNREADABLE
from campaigns.networks.bluesky.reading import answered
from campaigns.networks.bluesky.shapes import Facet, Glance, GlanceRecord, ReactionRecord, Reply
from campaigns.networks.contract import fold_hashtag
from campaigns.networks.telling import Interest

_GLANCE = msgspec.json.Decoder(Glance[GlanceRecord])
# Where there are posts of ours that somebody may react to.
_SECOND_GLANCE = msgspec.json.Decoder(Glance[ReactionRecord])
_REPLY = msgspec.json.Decoder(Reply | None)
# So many hashtags of others are known again without being folded; then it begins anew.
_KNOWN_TAGS = 10_000


class Sieve:
    """For one interest; nearly all events are told apart without a call, by what they do not have."""

    def __init__(self, interest: Interest) -> None:
        self.interest = interest
        self._others: set[str] = set()

    def keep(self, messages: Sequence[bytes]) -> Sequence[bytes]:
        """The events that may be of interest. Raises what is `UNREADABLE`."""
        authors, subjects = self.interest.authors, self.interest.subjects
        glance: msgspec.json.Decoder[Glance[Any]] = _SECOND_GLANCE if subjects else _GLANCE
        if len(self._others) > _KNOWN_TAGS:
            self._others.clear()
        kept = []
        for message, event in zip(messages, map(glance.decode, messages), strict=True):
            if (commit := event.commit) is None:
                continue
            if (
                (record := commit.record) is None  # something was deleted
                or event.did in authors
                or ((facets := record.facets) is not None and self._names_wanted(facets))
                or ((record.embed is not None or record.tags is not None) and self._hints_at_wanted(record))
                or (subjects and self._is_about_ours(record))
            ):
                kept.append(message)
        return kept

    def _names_wanted(self, facets: Sequence[Facet]) -> bool:
        """Whether a text has a hashtag or link that somebody wants."""
        others = self._others
        for facet in facets:
            for feature in facet.features:
                if (tag := feature.tag) is not None:
                    if tag not in others and self._is_wanted(tag):
                        return True
                elif feature.uri is not None and feature.uri.startswith(self.interest.links):
                    return True
        return False

    def _is_wanted(self, tag: str) -> bool:
        if fold_hashtag(tag) in self.interest.hashtags:
            return True
        self._others.add(tag)
        return False

    def _hints_at_wanted(self, record: GlanceRecord) -> bool:
        """Whether somebody wants what is told beside a text: unseen hashtags, a link's card."""
        if record.tags and any(map(self._is_wanted, record.tags)):
            return True
        card = record.embed.external if record.embed else None
        return card is not None and card.uri.startswith(self.interest.links)

    def _is_about_ours(self, record: GlanceRecord) -> bool:
        """Whether it likes, reposts or answers one of our posts."""
        if not isinstance(record, ReactionRecord):
            return False
        if record.subject is not None:
            return record.subject.uri in self.interest.subjects
        try:
            reply = _REPLY.decode(record.reply)
        except UNREADABLE:
            return False
        return reply is not None and not answered(reply).isdisjoint(self.interest.subjects)
