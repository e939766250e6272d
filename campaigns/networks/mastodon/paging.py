"""Where we are in a timeline: the cursor's text, and how it moves on.

A cursor is `[account;]min:ID` (all that came after ID, oldest first) or, while working back to a campaign's start,
`[account;]back:BEFORE:ID` (next the page before BEFORE, and in the end `min:ID`). Posts that arrive late from another
server are sorted in by their own time, below newer ones: so `min` stays a little behind the newest post seen.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Self

import msgspec

PAGE_SIZE = 40
# Servers that allow fewer than we ask for give this many.
SMALL_PAGE = 20
OVERLAP = SMALL_PAGE - 1
# Posts younger than this may still be overtaken by late ones.
FRESH = timedelta(minutes=2)

# The times of a page's oldest and newest post.
Span = tuple[datetime, datetime]


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


def is_full(count: int) -> bool:
    """Whether the server may have more. Its `Link` header does not tell: hashtag timelines always name a next page."""
    return count >= SMALL_PAGE


def moved(
    here: Position,
    ids: Sequence[str],
    span: Span | None,
    *,
    full: bool,
    now: datetime,
    since: datetime | None,
) -> Position:
    """The position after a page with these ids, newest first as servers send them; `span` None: an empty page."""
    if here.before or not here.after:
        return _moved_back(here, ids, span, full=full, since=since)
    if not full or span is None:
        return here
    overlap = min(OVERLAP, len(ids) // 2) if now - span[1] < FRESH else 0
    return msgspec.structs.replace(here, after=ids[overlap])


def _moved_back(
    here: Position, ids: Sequence[str], span: Span | None, *, full: bool, since: datetime | None
) -> Position:
    after = here.after or (ids[OVERLAP] if len(ids) > OVERLAP else "")
    reached = since is None or span is None or span[0] <= since
    return Position(account=here.account, after=after, before="" if reached or not full else ids[-1])
