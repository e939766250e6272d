"""Where in the storm hour we are: pure functions of its waves and a moment."""

from collections.abc import Sequence
from datetime import datetime, timedelta

# How long a wave lasts on the page.
LASTS = timedelta(hours=1)
# How long before it its supporters are reminded.
AHEAD = timedelta(minutes=30)


def current_wave(starts: Sequence[datetime], now: datetime) -> datetime | None:
    """The wave that began last, while it lasts. `starts` in their order."""
    begun = [start for start in starts if start <= now < start + LASTS]
    return begun[-1] if begun else None


def next_wave(starts: Sequence[datetime], now: datetime) -> datetime | None:
    """The first wave to come."""
    return next((start for start in starts if start > now), None)
