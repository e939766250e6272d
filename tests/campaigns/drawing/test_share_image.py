"""The picture beside a shared link."""

import io
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation
from PIL import Image

from campaigns.drawing.palette import PAPER, TONES
from campaigns.drawing.share_image import Card, share_image, share_image_svg

CARD = Card(
    tone="berry",
    kicker="EduCamp asks Telekom hilft",
    headline="Please switch the line on by Friday.",
    moment="by Friday, 26 April, 12:00",
    numbers=(("1,204", "posts"), ("310", "people joined in")),
    brand="Candystorm",
)
SVG = "{http://www.w3.org/2000/svg}"


def rgb(color: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(color.removeprefix("#")))


def texts(card: Card) -> list[str]:
    root = ET.fromstring(share_image_svg(card))
    return [" ".join("".join(text.itertext()).split()) for text in root.iter(f"{SVG}text")]


def test_image_is_a_png_of_the_size_that_networks_ask_for() -> None:
    png = share_image(CARD)
    with Image.open(io.BytesIO(png)) as image:
        assert (image.format, image.size) == ("PNG", (1200, 630))
        colors = {color for _count, color in image.convert("RGB").getcolors(1_000_000) or []}
    assert {rgb(PAPER), rgb(TONES["berry"].fill), rgb(TONES["lemon"].fill)} <= colors
    assert len(png) < 200_000


def test_image_says_all_that_stands_on_the_card() -> None:
    assert texts(CARD) == [
        "EduCamp asks Telekom hilft",
        "Please switch the",
        "line on by Friday.",
        "by Friday, 26 April, 12:00",
        "1,204",
        "posts",
        "310",
        "people joined in",
        "Candystorm",
    ]


def test_image_underlines_the_kind_word_once() -> None:
    svg = share_image_svg(replace(CARD, headline="Please, please, a line. Please."))
    kind = [text for text in ET.fromstring(svg).iter(f"{SVG}tspan") if text.text]
    assert [text.text for text in kind] == ["Please"]


def test_image_has_no_place_for_what_is_empty() -> None:
    assert texts(replace(CARD, moment="", numbers=())) == [
        "EduCamp asks Telekom hilft", "Please switch the", "line on by Friday.", "Candystorm"
    ]  # fmt: skip


@pytest.mark.parametrize("tone", TONES)
def test_image_wears_the_tone(tone: str) -> None:
    with Image.open(io.BytesIO(share_image(replace(CARD, tone=tone)))) as image:
        assert image.convert("RGB").getpixel((20, 10)) == rgb(TONES[tone].fill)


def test_image_is_drawn_alike_in_every_language() -> None:
    """A German comma in a coordinate would be no number."""
    with translation.override("de"):
        german = share_image_svg(CARD)
    assert german == share_image_svg(CARD)


def test_image_draws_nothing_that_a_text_says() -> None:
    svg = share_image_svg(replace(CARD, headline="</text><script>alert(1)</script>"))
    assert [element.tag for element in ET.fromstring(svg).iter() if element.tag == f"{SVG}script"] == []


def test_version_changes_with_each_part_and_only_then() -> None:
    others = [
        replace(CARD, tone="mint"),
        replace(CARD, kicker="EduCamp"),
        replace(CARD, headline="Thank you"),
        replace(CARD, moment=""),
        replace(CARD, numbers=(("1,205", "posts"),)),
        replace(CARD, brand="Other"),
    ]
    versions = [card.version for card in (CARD, *others)]
    assert len(set(versions)) == len(versions)
    assert replace(CARD).version == CARD.version
