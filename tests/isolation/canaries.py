"""Words and numbers that tell whose they are, and who may read them: what the suite looks for in every answer."""

import re
from collections.abc import Iterable, Mapping
from enum import IntEnum

FIRST_ID = {"alpha": 31_000_000_000, "beta": 71_000_000_000}


class Tier(IntEnum):
    """Who may read a text: nobody's canary seen, anybody, members and staff, members alone."""

    NONE = 0
    PUBLIC = 1
    PRIVATE = 2
    SECRET = 3


_BEGINNINGS = {Tier.PUBLIC: "vp", Tier.PRIVATE: "zq", Tier.SECRET: "qx"}


def word(tier: Tier, tenant: str) -> str:
    """A word that no dictionary has and every field takes: name, slug, hashtag, handle, host."""
    return f"{_BEGINNINGS[tier]}{tenant}"


class Canaries:
    """Finds what belongs to one tenant in a text. Its ids, in a range of their own, and its uuids are private."""

    def __init__(self, tenant: str, uuids: Iterable[str] = ()) -> None:
        first = str(FIRST_ID[tenant])
        ids = rf"(?<![0-9A-Za-z]){first[:2]}0\d{{{len(first) - 3}}}(?![0-9A-Za-z])"
        known = "|".join(sorted(part for uuid in uuids for part in (uuid, uuid.replace("-", ""))))
        private = "|".join(part for part in (word(Tier.PRIVATE, tenant), ids, known) if part)
        self._patterns: Mapping[Tier, re.Pattern[str]] = {
            Tier.SECRET: re.compile(word(Tier.SECRET, tenant), re.IGNORECASE),
            Tier.PRIVATE: re.compile(private, re.IGNORECASE),
            Tier.PUBLIC: re.compile(word(Tier.PUBLIC, tenant), re.IGNORECASE),
        }

    def highest(self, text: str) -> Tier:
        """The most secret tier of which the text shows something."""
        return next((tier for tier, found in self._patterns.items() if found.search(text)), Tier.NONE)

    def above(self, text: str, allowed: Tier) -> list[str]:
        """What the text shows that is more secret than allowed, with a few letters around it."""
        return [
            text[max(0, found.start() - 60) : found.end() + 40]
            for tier, pattern in self._patterns.items()
            if tier > allowed
            for found in [pattern.search(text)]
            if found
        ]
