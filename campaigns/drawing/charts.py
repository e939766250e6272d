"""The chart of a storm: posts by hour, and the moment the company answered.

On pages it is an SVG that takes its colors from classes (chart-bar, chart-axis, chart-label, chart-answer), since the
content security policy allows no inline style; in mails it is a PNG with the colors and the font drawn in.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.drawing.bins import Axis, Points, axis_of, counts
from campaigns.drawing.shapes import Drawing, Line, Rect, Text, paint, picture
from campaigns.drawing.ticks import clock_time, day, number, number_ticks, time_ticks

WIDTH, HEIGHT = 560, 220
LEFT, RIGHT, TOP, BOTTOM = 60, 12, 32, 32
FLOOR = HEIGHT - BOTTOM
WIDEST_BAR = 40
HOURS_A_DAY = 24


def hourly_chart(
    points: Points, *, title: str, answered_at: datetime | None = None, time_zone: str = "UTC"
) -> str:
    """Posts by hour as an inline SVG, safe to put into a template.

    `points` are (beginning of an hour, posts), in any order; hours may be left out. With many hours a bar stands for 3, 6,
    24 or 168 of them. `answered_at` is marked. `title` names the picture for who cannot see it; its description tells
    the gist. Words and numbers are in the running language, times in `time_zone`.
    """
    drawing = _draw(points, answered_at, ZoneInfo(time_zone))
    return SafeString(
        paint(drawing, title=title, description=_gist(points, answered_at, ZoneInfo(time_zone)))
    )


def hourly_chart_png(points: Points, *, answered_at: datetime | None = None, time_zone: str = "UTC") -> bytes:
    """The same chart as a PNG of 1120 x 440 pixels, to be shown at half that size; say the gist beside it."""
    return picture(_draw(points, answered_at, ZoneInfo(time_zone)))


def gist(points: Points, *, answered_at: datetime | None = None, time_zone: str = "UTC") -> str:
    """What the chart shows, in a sentence or two: the picture's text alternative."""
    return _gist(points, answered_at, ZoneInfo(time_zone))


def _draw(points: Points, answered_at: datetime | None, zone: ZoneInfo) -> Drawing:
    drawing = Drawing(WIDTH, HEIGHT)
    heard = [moment for moment, count in points if count]
    if not heard:
        drawing.add(Line("chart-axis", LEFT, FLOOR, WIDTH - RIGHT, FLOOR))
        drawing.add(Text("chart-label", WIDTH / 2, HEIGHT / 2, _("No posts yet"), "middle"))
        return drawing
    axis = axis_of([*heard, *([answered_at] if answered_at else [])], zone)
    slots = counts([point for point in points if point[1]], axis)
    top = _draw_grid(drawing, max(slots))
    _draw_bars(drawing, slots, top)
    _draw_times(drawing, axis)
    if answered_at:
        _draw_answer(drawing, axis, answered_at)
    return drawing


def _draw_grid(drawing: Drawing, highest: int) -> float:
    """Draw the horizontal lines; return the number at the top one."""
    ticks = number_ticks(highest)
    top = ticks[-1].at
    for tick in ticks:
        y = FLOOR - tick.at / top * (FLOOR - TOP)
        drawing.add(Line("chart-axis", LEFT, y, WIDTH - RIGHT, y))
        drawing.add(Text("chart-label", LEFT - 8, y + 5, tick.text, "end"))
    return top


def _draw_bars(drawing: Drawing, slots: list[int], top: float) -> None:
    slot = (WIDTH - RIGHT - LEFT) / len(slots)
    width = min(slot * 0.82, WIDEST_BAR)
    for index, count in enumerate(slots):
        if count:
            height = max(count / top * (FLOOR - TOP), 2)
            x = LEFT + slot * (index + 0.5) - width / 2
            drawing.add(Rect("chart-bar", x, FLOOR - height, width, height, min(width / 3, 4)))


def _draw_times(drawing: Drawing, axis: Axis) -> None:
    for tick in time_ticks(axis):
        x = _x(axis, tick.at)
        drawing.add(Line("chart-axis", x, FLOOR, x, FLOOR + 5))
        drawing.add(Text("chart-label", x, FLOOR + 22, tick.text, _anchor(x)))


def _draw_answer(drawing: Drawing, axis: Axis, answered_at: datetime) -> None:
    x = _x(axis, axis.position(answered_at))
    within_a_day = axis.step * axis.slots <= HOURS_A_DAY
    when = clock_time(answered_at.astimezone(axis.zone)) if within_a_day else _when(answered_at, axis.zone)
    text = _("Answer, %(time)s") % {"time": when}
    drawing.add(Line("chart-answer", x, 10, x, FLOOR, width=2.5, dashed=True))
    late = x > WIDTH * 0.7
    drawing.add(Text("chart-answer", x - 8 if late else x + 8, 18, text, "end" if late else "start"))


def _x(axis: Axis, position: float) -> float:
    return LEFT + (WIDTH - RIGHT - LEFT) * position / axis.slots


def _anchor(x: float) -> str:
    """Labels at the right edge end there instead of being cut off."""
    return "end" if x > WIDTH - RIGHT - 16 else "middle"


def _gist(points: Points, answered_at: datetime | None, zone: ZoneInfo) -> str:
    total = sum(count for _moment, count in points)
    if not total:
        return _("No posts yet")
    first = min(moment for moment, count in points if count)
    last = max(moment for moment, count in points if count) + timedelta(hours=1)
    peak, most = max(points, key=lambda point: point[1])
    values = {
        "total": number(total),
        "first": _when(first, zone),
        "last": _when(last, zone),
        "most": number(most),
        "peak": _when(peak, zone),
    }
    said = [
        ngettext(
            "%(total)s post from %(first)s to %(last)s.", "%(total)s posts from %(first)s to %(last)s.", total
        )
        % values,
        _("Most in one hour: %(most)s, on %(peak)s.") % values,
    ]
    if answered_at:
        said.append(_("The company answered on %(when)s.") % {"when": _when(answered_at, zone)})
    return " ".join(said)


def _when(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    return f"{day(local)}, {clock_time(local)}"
