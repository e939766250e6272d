"""Pictures from people: decoded, turned upright, made small, and encoded anew, so that nothing else of the file is kept.

What is inside decides, not the name: PNG, JPEG, WebP, or the first frame of a GIF. No SVG, which is a program. Whatever stood
beside the pixels (EXIF with places, XMP, color profiles, comments, files behind the file) is gone.
"""

import io
from collections.abc import Iterator
from enum import StrEnum
from typing import IO

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
MAX_FILE_BYTES = 5_000_000
# What is decoded takes four bytes a pixel; looked at before anything is.
MAX_PIXELS = 20_000_000
_QUALITIES = (90, 75, 50)
_SIXTEEN_BITS = ("I", "I;16", "I;16L", "I;16B", "I;16N")


class Refusal(StrEnum):
    """Why a file is not taken."""

    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    NOT_A_PICTURE = "not_a_picture"


class PictureRefused(ValueError):  # noqa: N818 - read as a sentence: raise PictureRefused
    """The file is not taken; `why` says so."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


def as_webp(file: IO[bytes], *, side: int, max_bytes: int) -> bytes:
    """The picture as WebP, at most `side` pixels wide and high and `max_bytes` long. Raises `PictureRefused`."""
    data = file.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise PictureRefused(Refusal.TOO_LARGE)
    picture = _decoded(data, side)
    for encoded in _encodings(picture):
        if len(encoded) <= max_bytes:
            return encoded
    raise PictureRefused(Refusal.TOO_LARGE)


def size_of(picture: bytes) -> tuple[int, int]:
    """Width and height of what `as_webp` made."""
    with Image.open(io.BytesIO(picture), formats=("WEBP",)) as file:
        return file.size


def _decoded(data: bytes, side: int) -> Image.Image:
    """The pixels alone, upright and small. A decoder may raise anything for what is broken on purpose."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as file:
            if file.width * file.height > MAX_PIXELS:
                raise PictureRefused(Refusal.TOO_MANY_PIXELS)
            return _small(file, side)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureRefused(Refusal.TOO_MANY_PIXELS) from error
    except PictureRefused:
        raise
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        IndexError,
        TypeError,
        MemoryError,
    ) as error:
        raise PictureRefused(Refusal.NOT_A_PICTURE) from error


def _small(file: ImageFile.ImageFile, side: int) -> Image.Image:
    file.draft("RGB", (side, side))  # a JPEG is decoded no larger than it takes
    upright: Image.Image = ImageOps.exif_transpose(file)
    plain = _plain(upright)
    plain.thumbnail((side, side), Image.Resampling.LANCZOS)
    return plain


def _plain(picture: Image.Image) -> Image.Image:
    """In eight bits of red, green and blue, with transparency where there is any."""
    if picture.mode in _SIXTEEN_BITS:
        picture = picture.point(lambda value: value / 256).convert("L")
    is_clear = picture.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in picture.info
    return picture.convert("RGBA" if is_clear else "RGB")


def _encodings(picture: Image.Image) -> Iterator[bytes]:
    """Ever smaller ones: first at the cost of the details, then half as wide."""
    for width in (picture.width, max(picture.width // 2, 1)):
        picture.thumbnail((width, picture.height), Image.Resampling.LANCZOS)
        yield from (_encoded(picture, quality) for quality in _QUALITIES)


def _encoded(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=quality, method=4, exif=b"", icc_profile=b"", xmp=b"")
    return out.getvalue()
