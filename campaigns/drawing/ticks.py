"""Where a chart's axes are labeled, and with what: few labels, round numbers, the reader's language and clock."""

from dataclasses import dataclass
from datetime import datetime

from babel import Locale
from babel.dates import format_skeleton
from babel.numbers import format_decimal
from django.utils.translation import get_language, to_locale

from campaigns.drawing.bins import WEEK, Axis

MOST_LABELS = 6
FEW_HOURS = 36
HOUR_STRIDES = (1, 2, 3, 4, 6, 12)
DAY_STRIDES = (1, 2, 3, 7, 14, 28, 56, 112, 364)


@dataclass(frozen=True)
class Tick:
    """A label at a position: in slots on the time axis, in posts on the other one."""

    at: float
    text: str


def number_ticks(highest: int) -> list[Tick]:
    """Round numbers from 0 to at least `highest`: at most five."""
    power = 1
    while True:
        for factor in (1, 2, 5):
            step = factor * power
            if 4 * step >= highest:
                count = max(-(-highest // step), 1)
                return [Tick(n * step, number(n * step)) for n in range(count + 1)]
        power *= 10


def time_ticks(axis: Axis) -> list[Tick]:
    """Hours of the day while there are few of them, else dates at midnight."""
    edges = [(index, axis.edge(index)) for index in range(axis.slots + 1)]
    if axis.step == 1 and axis.slots <= FEW_HOURS:
        stride = _stride(axis.slots + 1, HOUR_STRIDES)
        return [Tick(index, _hour(edge)) for index, edge in edges if edge.hour % stride == 0]
    days = [(index, edge) for index, edge in edges if edge.hour == 0]
    kept = days[:: _stride(len(days), DAY_STRIDES if axis.step < WEEK else range(1, len(days) + 1))]
    return [Tick(index, day(edge)) for index, edge in kept]


def _stride(count: int, strides: range | tuple[int, ...]) -> int:
    return next((stride for stride in strides if count <= stride * MOST_LABELS), strides[-1])


def _hour(edge: datetime) -> str:
    """The hour, or the date where a day begins."""
    return day(edge) if edge.hour == 0 else clock_time(edge)


def clock_time(moment: datetime) -> str:
    """The time of day as its zone tells it: 14:05."""
    return format_skeleton("Hm", moment, tzinfo=moment.tzinfo, locale=_locale())


def day(moment: datetime) -> str:
    """The day in short: Apr 22, 22. Apr."""
    return format_skeleton("MMMd", moment, tzinfo=moment.tzinfo, locale=_locale())


def number(value: int) -> str:
    """The number with its thousands grouped."""
    return format_decimal(value, locale=_locale())


def _locale() -> Locale:
    return Locale.parse(to_locale(get_language() or "en"))
