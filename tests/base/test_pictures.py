"""Pictures from people, good and hostile."""

import io
import struct
import zlib
from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw, PngImagePlugin

from candyplatform.base.pictures import MAX_FILE_BYTES, PictureRefused, Refusal, as_webp

SIDE, MAX_BYTES = 320, 100_000


def saved(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def made(data: bytes, *, side: int = SIDE, max_bytes: int = MAX_BYTES) -> Image.Image:
    """The picture that comes of a file, as it is read again."""
    encoded = as_webp(io.BytesIO(data), side=side, max_bytes=max_bytes)
    assert len(encoded) <= max_bytes
    picture = Image.open(io.BytesIO(encoded))
    picture.load()
    assert picture.format == "WEBP"
    return picture


def refused(data: bytes) -> Refusal:
    with pytest.raises(PictureRefused) as caught:
        as_webp(io.BytesIO(data), side=SIDE, max_bytes=MAX_BYTES)
    return caught.value.why


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width: int, height: int) -> bytes:
    """A PNG that announces so many pixels in a few bytes."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    rows = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


RED = Image.new("RGB", (640, 400), (200, 20, 90))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_picture_of_each_format_is_made_small(kind: str) -> None:
    picture = made(saved(RED, kind))
    assert (picture.size, picture.mode) == ((320, 200), "RGB")
    assert all(abs(was - now) < 12 for was, now in zip((200, 20, 90), picture.getpixel((9, 9)), strict=True))  # type: ignore[arg-type]


def test_small_picture_keeps_its_size_and_transparency() -> None:
    picture = made(saved(Image.new("RGBA", (40, 30), (0, 0, 0, 0))))
    assert (picture.size, picture.mode) == ((40, 30), "RGBA")
    assert picture.getpixel((5, 5))[3] == 0  # type: ignore[index]


def test_nothing_but_pixels_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010E] = "a secret description"
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 33.0, 0.0), 3: "E", 4: (9.0, 59.0, 0.0)})
    source = saved(RED, "JPEG", exif=exif, icc_profile=b"a secret profile" * 20, comment=b"a secret comment")
    assert source.count(b"secret") == 22
    assert Image.open(io.BytesIO(source)).getexif().get_ifd(0x8825) != {}
    encoded = as_webp(io.BytesIO(source), side=SIDE, max_bytes=MAX_BYTES)
    picture = Image.open(io.BytesIO(encoded))
    assert dict(picture.getexif()) == {}
    assert {"exif", "icc_profile", "xmp"} & set(picture.info) == set()
    assert b"secret" not in encoded
    assert b"EXIF" not in encoded


def test_text_of_a_png_is_not_kept() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>secret</x:xmpmeta>")
    words.add_text("Comment", "secret")
    assert b"secret" not in as_webp(io.BytesIO(saved(RED, pnginfo=words)), side=SIDE, max_bytes=MAX_BYTES)


def test_picture_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # taken with the camera on its side
    assert made(saved(RED, "JPEG", exif=exif)).size == (200, 320)


@pytest.mark.parametrize(
    "picture",
    [
        Image.new("CMYK", (50, 50), (10, 200, 30, 0)),
        Image.new("L", (50, 50), 100),
        Image.new("1", (50, 50), 1),
        Image.new("P", (50, 50), 3),
        Image.new("LA", (50, 50), (9, 100)),
        Image.new("YCbCr", (50, 50), (9, 100, 5)),
    ],
    ids=lambda picture: str(picture.mode),
)
def test_picture_in_other_colors_is_taken(picture: Image.Image) -> None:
    kind = "JPEG" if picture.mode in ("CMYK", "YCbCr") else "PNG"
    assert made(saved(picture, kind)).size == (50, 50)


def test_sixteen_bits_are_brought_down_to_eight() -> None:
    deep = Image.new("I;16", (50, 50), 32_768)
    assert made(saved(deep)).getpixel((5, 5)) == (128, 128, 128)


def test_first_frame_of_an_animation_is_taken() -> None:
    frames = [Image.new("RGB", (50, 50), color) for color in ("red", "blue", "green")]
    moving = saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=50)
    picture = made(moving)
    assert getattr(picture, "n_frames", 1) == 1
    assert picture.getpixel((5, 5))[0] > 200  # type: ignore[index]


def test_file_behind_the_picture_is_gone() -> None:
    for evil in (b"<script>alert(1)</script>", b"PK\x03\x04 a zip", b"<?php system('id'); ?>", b"%PDF-1.7"):
        encoded = as_webp(io.BytesIO(saved(RED) + evil), side=SIDE, max_bytes=MAX_BYTES)
        assert evil not in encoded


def test_noise_is_made_to_fit() -> None:
    noise = Image.effect_noise((900, 900), 100).convert("RGB")
    assert made(saved(noise), max_bytes=60_000).size == (320, 320)


BOMBS = {
    "50000 x 50000": lambda: png_of(50_000, 50_000),
    "100 megapixels": lambda: png_of(10_000, 10_000),
    "25 megapixels": lambda: png_of(5_000, 5_000),
    "one line of two billion": lambda: png_of(2**31 - 1, 1),
}


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.filterwarnings("default::PIL.Image.DecompressionBombWarning")
def test_bomb_is_refused_before_it_is_decoded(name: str) -> None:
    data = BOMBS[name]()
    assert len(data) < 10_000
    assert refused(data) is Refusal.TOO_MANY_PIXELS


def _drawn(picture: Image.Image) -> bytes:
    ImageDraw.Draw(picture).ellipse((5, 5, 90, 90), fill="red")
    return saved(picture)


NO_PICTURES: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "SVG": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>1</script></svg>',
    "SVG with a prologue": lambda: (
        b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg/>'
    ),
    "HTML": lambda: b"<!doctype html><script>alert(1)</script>",
    "HTML that begins like a GIF": lambda: b"GIF89a/*<script>*/=1;//</script>",
    "HTML that begins like a PNG": lambda: b"\x89PNG\r\n\x1a\n<script>alert(1)</script>",
    "PDF": lambda: b"%PDF-1.7\n1 0 obj\n",
    "PostScript": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
    "TIFF": lambda: saved(RED, "TIFF"),
    "BMP": lambda: saved(RED, "BMP"),
    "ICO": lambda: saved(RED.resize((32, 32)), "ICO"),
    "program": lambda: b"\x7fELF" + bytes(100),
    "PNG cut short": lambda: _drawn(Image.new("RGB", (300, 300)))[:200],
    "PNG with a wrong checksum": lambda: saved(RED)[:40] + b"\0\0\0\0" + saved(RED)[44:],
    "JPEG cut short": lambda: saved(RED, "JPEG")[:300],
    "WebP cut short": lambda: saved(RED, "WEBP")[:60],
    "GIF cut short": lambda: saved(RED, "GIF")[:20],
    "PNG of no pixels": lambda: png_of(0, 10),
}


@pytest.mark.parametrize("name", NO_PICTURES)
def test_file_that_is_no_whole_picture_is_refused(name: str) -> None:
    assert refused(NO_PICTURES[name]()) is Refusal.NOT_A_PICTURE


def test_file_is_read_no_further_than_allowed() -> None:
    class Endless(io.RawIOBase):
        read_bytes = 0

        def read(self, size: int = -1) -> bytes:
            assert size > 0
            Endless.read_bytes += size
            return bytes(size)

    with pytest.raises(PictureRefused) as caught:
        as_webp(Endless(), side=SIDE, max_bytes=MAX_BYTES)  # type: ignore[arg-type]
    assert caught.value.why is Refusal.TOO_LARGE
    assert Endless.read_bytes == MAX_FILE_BYTES + 1
