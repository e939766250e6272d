"""QR codes, read back by a decoder that is not ours."""

import io
from xml.etree import ElementTree as ET

import pytest
import resvg_py
import zxingcpp
from PIL import Image

from campaigns.drawing.qr import qr_png, qr_svg

ADDRESS = "https://candystorm.example/educamp/ein-netz-fuer-das-educamp/"


def read(png: bytes) -> list[str]:
    with Image.open(io.BytesIO(png)) as image:
        return [found.text for found in zxingcpp.read_barcodes(image.convert("L"))]


@pytest.mark.parametrize("address", [ADDRESS, ADDRESS + "a" * 200])
def test_png_leads_to_the_address(address: str) -> None:
    png = qr_png(address)
    assert read(png) == [address]
    with Image.open(io.BytesIO(png)) as image:
        assert 900 <= image.width <= 1000


def test_svg_leads_to_the_address_and_holds_no_style() -> None:
    svg = qr_svg(ADDRESS)
    assert read(bytes(resvg_py.svg_to_bytes(svg_string=svg, width=400))) == [ADDRESS]
    elements = list(ET.fromstring(svg).iter())
    assert [element.tag.partition("}")[2] for element in elements] == ["svg", "path", "path"]
    assert not any(name in element.attrib for element in elements for name in ("style", "width", "height"))


def test_code_can_be_worn() -> None:
    """A sticker on an eighth of it does not matter."""
    with Image.open(io.BytesIO(qr_png(ADDRESS))) as image:
        worn = image.convert("L")
        side = worn.width // 4
        worn.paste(
            255, (worn.width // 2, worn.height // 2, worn.width // 2 + side, worn.height // 2 + side // 2)
        )
    assert [found.text for found in zxingcpp.read_barcodes(worn)] == [ADDRESS]


def test_code_is_the_same_every_time() -> None:
    assert (qr_svg(ADDRESS), qr_png(ADDRESS)) == (qr_svg(ADDRESS), qr_png(ADDRESS))
