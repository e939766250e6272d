"""Where we are in a timeline: the cursor's text, and how it moves on.

A cursor is `[account;]min:ID` (all that came after ID, oldest first) or, while working back to a campaign's start,
`[account;]back:BEFORE:ID` (next the page before BEFORE, and in the end `min:ID`). Posts that arrive late from another
server are sorted in by their own time, below newer ones: so `min` stays a little behind the newest post seen.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Self

import msgspec

PAGE_SIZE = 40
# Servers that allow fewer than we ask for give this many.
SMALL_PAGE = 20
OVERLAP = SMALL_PAGE - 1


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """`after`: read what is newer than this id; `before`: read what is older; neither: the newest page."""

    account: str = ""
    after: str = ""
    before: str = ""

    @classmethod
    def read(cls, cursor: str) -> Self:
        """From a stored cursor; an unreadable one starts anew."""
        account, _, rest = cursor.rpartition(";")
        kind, *ids = rest.split(":")
        if kind == "min" and len(ids) == 1:
            return cls(account=account, after=ids[0])
        if kind == "back" and len(ids) == 2:  # noqa: PLR2004
            return cls(account=account, before=ids[0], after=ids[1])
        return cls(account=account)

    def __str__(self) -> str:
        prefix = f"{self.account};" if self.account else ""
        return (
            f"{prefix}back:{self.before}:{self.after}" if self.before else f"{prefix}min:{self.after or '0'}"
        )

    @property
    def params(self) -> dict[str, str | int]:
        """The query of the next page."""
        if self.before:
            return {"limit": PAGE_SIZE, "max_id": self.before}
        return {"limit": PAGE_SIZE, "min_id": self.after} if self.after else {"limit": PAGE_SIZE}


def is_full(count: int, link_header: str) -> bool:
    """Whether the server has more on the far side of a page."""
    return count in (SMALL_PAGE, PAGE_SIZE) or 'rel="next"' in link_header


def moved(
    here: Position, ids: Sequence[str], oldest: datetime | None, *, full: bool, since: datetime | None
) -> Position:
    """The position after a page with these ids, newest first as servers send them; `oldest` is its oldest post's time."""
    if here.before or not here.after:
        return _moved_back(here, ids, oldest, full=full, since=since)
    if full and ids:
        return msgspec.structs.replace(here, after=ids[0])
    return msgspec.structs.replace(here, after=_overlapping(ids, here.after))


def _moved_back(
    here: Position, ids: Sequence[str], oldest: datetime | None, *, full: bool, since: datetime | None
) -> Position:
    after = here.after or _overlapping(ids, "")
    reached = since is None or oldest is None or oldest <= since
    return Position(account=here.account, after=after, before="" if reached or not full else ids[-1])


def _overlapping(ids: Sequence[str], otherwise: str) -> str:
    return ids[OVERLAP] if len(ids) > OVERLAP else otherwise
