"""The chart of a storm."""

import io
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation
from PIL import Image

from campaigns.drawing.charts import gist, hourly_chart, hourly_chart_png
from campaigns.drawing.palette import PAPER
from campaigns.drawing.shapes import FILLS

START = datetime(2013, 4, 22, 8, 0, tzinfo=UTC)
STORM = [(START, 6), (START + timedelta(hours=1), 40), (START + timedelta(hours=3), 12)]
ANSWERED = START + timedelta(minutes=58)


def elements(svg: str, name: str, kind: str = "") -> list[ET.Element]:
    return [found for found in ET.fromstring(svg).iter(name) if not kind or found.get("class") == kind]


def color(name: str) -> tuple[int, int, int]:
    return tuple(bytes.fromhex(name.removeprefix("#")))  # type: ignore[return-value]


def test_chart_draws_a_bar_for_each_hour_with_posts() -> None:
    svg = hourly_chart(STORM, title="Posts by hour", time_zone="Europe/Berlin")

    heights = [float(bar.get("height", "")) for bar in elements(svg, "rect", "chart-bar")]
    assert len(heights) == 3
    assert heights[0] / heights[1] == pytest.approx(6 / 40, rel=0.01)


def test_chart_tells_its_title_and_gist_to_who_cannot_see_it() -> None:
    with translation.override("en"):
        svg = hourly_chart(STORM, title="Posts & people", answered_at=ANSWERED, time_zone="Europe/Berlin")

    root = ET.fromstring(svg)
    assert (root.get("role"), root.get("aria-label")) == ("img", "Posts & people")
    assert [title.text for title in elements(svg, "title")] == ["Posts & people"]
    [description] = elements(svg, "desc")
    assert description.text == (
        "58 posts from Apr 22, 10:00 to Apr 22, 14:00. Most in one hour: 40, on Apr 22, 11:00. "
        "The company answered on Apr 22, 10:58."
    )


def test_chart_has_no_inline_style() -> None:
    svg = hourly_chart(STORM, title="Posts", answered_at=ANSWERED)

    assert elements(svg, "style") == []
    assert [element.tag for element in ET.fromstring(svg).iter() if element.get("style")] == []


def test_chart_marks_the_answer_where_it_was_given() -> None:
    with translation.override("en"):
        svg = hourly_chart(STORM, title="Posts", answered_at=ANSWERED, time_zone="Europe/Berlin")

    [mark] = elements(svg, "line", "chart-answer")
    bars = elements(svg, "rect", "chart-bar")
    assert float(bars[0].get("x", "")) < float(mark.get("x1", "")) < float(bars[1].get("x", ""))
    assert [text.text for text in elements(svg, "text", "chart-answer")] == ["Answer, 10:58"]


def test_chart_makes_room_for_an_answer_after_the_last_post() -> None:
    svg = hourly_chart(STORM, title="Posts", answered_at=START + timedelta(days=2))

    [mark] = elements(svg, "line", "chart-answer")
    assert float(mark.get("x1", "")) <= 548


def test_chart_without_posts_says_so() -> None:
    with translation.override("en"):
        svg = hourly_chart([], title="Posts", answered_at=ANSWERED)
        assert gist([]) == "No posts yet"

    assert elements(svg, "rect") == []
    assert [text.text for text in elements(svg, "text")] == ["No posts yet"]


def test_chart_of_a_month_has_a_bar_a_day() -> None:
    month = [(START + timedelta(hours=hour), 1) for hour in range(720)]

    assert len(elements(hourly_chart(month, title="Posts"), "rect", "chart-bar")) == 31


def test_picture_is_twice_the_size_on_cream_with_the_brands_colors() -> None:
    picture = Image.open(io.BytesIO(hourly_chart_png(STORM, answered_at=ANSWERED))).convert("RGB")

    assert picture.size == (1120, 440)
    assert picture.getpixel((2, 2)) == color(PAPER)
    shown = {found for _count, found in picture.getcolors(1 << 20) or []}
    assert {color(FILLS["chart-bar"]), color(FILLS["chart-answer"])} <= shown


def test_picture_has_letters() -> None:
    """Without a font the renderer leaves text out without a word."""
    with translation.override("de"):
        picture = Image.open(io.BytesIO(hourly_chart_png([]))).convert("RGB")

    ink = color(FILLS["chart-label"])
    inked = sum(count for count, found in picture.getcolors(1 << 20) or [] if found == ink)
    assert inked > 500
