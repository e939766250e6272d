"""QR codes: dark on light with the quiet zone that scanners ask for, the same ones on every machine."""

import io

import segno

from campaigns.drawing.palette import INK

# A quarter of it may be worn or covered.
_CORRECTION = "q"
_LIGHT = "#ffffff"
_PNG_PIXELS = 1000


def qr_svg(address: str) -> str:
    """The code as an SVG that grows to the place it is given; it holds no style."""
    out = io.BytesIO()
    _code(address).save(
        out, kind="svg", dark=INK, light=_LIGHT, xmldecl=False, omitsize=True, svgclass=None, lineclass=None
    )
    return out.getvalue().decode().strip()


def qr_png(address: str) -> bytes:
    """The code as a PNG of about 1000 pixels, for print."""
    code, out = _code(address), io.BytesIO()
    scale = _PNG_PIXELS // code.symbol_size()[0]
    code.save(out, kind="png", dark=INK, light=_LIGHT, scale=max(scale, 1))
    return out.getvalue()


def _code(address: str) -> segno.QRCode:
    return segno.make(address, error=_CORRECTION, micro=False, boost_error=False)
