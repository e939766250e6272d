"""When a message that did not arrive is tried again: pure functions, told the time and the chance."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

# How long a message is tried, from its first try on.
PATIENCE = timedelta(days=3)
_WAITS = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=2),
    timedelta(hours=4),
    timedelta(hours=8),
    timedelta(hours=12),
)
# A wait is so much shorter or longer than it says, so that what failed together does not come back together.
_SPREAD = 0.2
# Those who ask for rest get that long at most in one go.
LONGEST_REST = timedelta(days=1)


def next_try(*, attempts: int, first_tried_at: datetime, now: datetime, chance: float) -> datetime | None:
    """When to try again after the `attempts`-th failure; None when it is time to give up.

    `chance` is a random number from 0 to 1. The last try is `PATIENCE` after the first.
    """
    ends = first_tried_at + PATIENCE
    if now >= ends:
        return None
    wait = _WAITS[min(attempts, len(_WAITS)) - 1] * (1 - _SPREAD + 2 * _SPREAD * chance)
    return min(now + wait, ends)


def asked_rest(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long `Retry-After` (seconds, or a date) asks us to wait; None where it does not, or cannot be read."""
    told = headers.get("retry-after", "").strip()
    if told.isascii() and told.isdigit():
        return min(timedelta(seconds=min(int(told), LONGEST_REST.total_seconds())), LONGEST_REST)
    try:
        moment = parsedate_to_datetime(told)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(moment - now, timedelta()), LONGEST_REST)
