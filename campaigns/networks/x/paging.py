"""Where we are on X: the cursor's text.

Counting, it is the hour up to which was counted (`hour:2026-01-01T10:00:00Z`). Reading, it is the newest post read
(`after:ID`), or, while older pages are still to come, `back:TOKEN:ID:AFTER`: then `after:ID`.
"""

from datetime import UTC, datetime, timedelta
from typing import Self

import msgspec

# Source: https://docs.x.com/x-api/posts/search/introduction: recent search reaches seven days back; a minute for the way.
REACH = timedelta(days=7) - timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_FORMAT = "%Y-%m-%dT%H:%M:%SZ"


def counted_from(cursor: str, since: datetime | None, now: datetime) -> datetime:
    """From when to count: from `since` at first, then once more the hour before the newest, which late posts still change."""
    kind, _, told = cursor.partition(":")
    begins = max(since or now - _HOUR, now - REACH)
    if kind != "hour":
        return begins
    try:
        return max(datetime.strptime(told, _FORMAT).replace(tzinfo=UTC) - _HOUR, begins)
    except ValueError:
        return begins


def counted_to(hour: datetime) -> str:
    return f"hour:{written(hour)}"


def written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(_FORMAT)


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """`after`: read what is newer; `token`: the next older page of that; `newest`: where `after` goes when it is read."""

    after: str = ""
    token: str = ""
    newest: str = ""

    @classmethod
    def read(cls, cursor: str) -> Self:
        """From a stored cursor; an unreadable one starts anew."""
        kind, _, rest = cursor.partition(":")
        if kind == "after":
            return cls(after=rest)
        if kind == "back" and rest.count(":") == 2:  # noqa: PLR2004
            token, newest, after = rest.split(":")
            return cls(after=after, token=token, newest=newest)
        return cls()

    def __str__(self) -> str:
        return f"back:{self.token}:{self.newest}:{self.after}" if self.token else f"after:{self.after}"

    def moved(self, newest: str, token: str) -> Self:
        """The position after a page with this newest post and this token for the next one."""
        newest = self.newest or newest
        if token:
            return msgspec.structs.replace(self, token=token, newest=newest)
        return type(self)(after=newest or self.after)

    def params(self, since: datetime | None, now: datetime) -> dict[str, str]:
        """The query of the next page."""
        found = {"next_token": self.token} if self.token else {}
        if self.after:
            return {**found, "since_id": self.after}
        return {**found, "start_time": written(max(since or now - _HOUR, now - REACH))}
