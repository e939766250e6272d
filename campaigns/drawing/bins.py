"""From hourly counts to the bars of a chart: as fine as there is room for, and cut at the reader's midnights."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

MOST_BARS = 84
WEEK = 168
STEPS = (1, 3, 6, 24, WEEK)  # hours
HOUR = timedelta(hours=1)
MONDAY = datetime(2001, 1, 1)  # noqa: DTZ001 - wall clock time

Points = Sequence[tuple[datetime, int]]


@dataclass(frozen=True)
class Axis:
    """A chart's time axis: `slots` slots of `step` hours, the first one beginning at `start`.

    Hours are told in UTC, so that the hour a clock shows twice is two slots; longer slots are told in the zone's wall
    clock time (`start` is naive then), so that a day is a day however many hours it has.
    """

    start: datetime
    step: int
    slots: int
    zone: ZoneInfo

    def position(self, moment: datetime) -> float:
        """Where the moment lies, in slots from the beginning."""
        return (_told(moment, self.step, self.zone) - self.start) / (self.step * HOUR)

    def edge(self, index: int) -> datetime:
        """The local time at which slot `index` begins."""
        edge = self.start + index * self.step * HOUR
        return edge.astimezone(self.zone) if self.step == 1 else edge


def axis_of(moments: Sequence[datetime], zone: ZoneInfo) -> Axis:
    """The finest axis that holds all the moments (at least one) in at most `MOST_BARS` slots."""
    first, last = min(moments), max(moments)
    for step in STEPS:
        start = _floor(_told(first, step, zone), step)
        slots = int((_told(last, step, zone) - start) / (step * HOUR)) + 1
        if slots <= MOST_BARS:
            break
    return Axis(start, step, slots, zone)


def counts(points: Points, axis: Axis) -> list[int]:
    """How much fell into each slot."""
    sums = [0] * axis.slots
    for moment, count in points:
        sums[int(axis.position(moment))] += count
    return sums


def _told(moment: datetime, step: int, zone: ZoneInfo) -> datetime:
    return moment.astimezone(UTC) if step == 1 else moment.astimezone(zone).replace(tzinfo=None)


def _floor(moment: datetime, step: int) -> datetime:
    if step == 1:
        return moment.replace(minute=0, second=0, microsecond=0)
    return moment - (moment - MONDAY) % (step * HOUR)
