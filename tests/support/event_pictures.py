"""Pictures as people upload them and sites serve them."""

import io

from PIL import Image


def jpeg(color: str = "red", size: tuple[int, int] = (1600, 900)) -> bytes:
    """A picture in one color."""
    return _saved(Image.new("RGB", size, color), "JPEG")


def noise(size: tuple[int, int]) -> bytes:
    """The picture that is hardest to make small."""
    return _saved(Image.effect_noise(size, 100).convert("RGB"), "JPEG")


def _saved(picture: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()
