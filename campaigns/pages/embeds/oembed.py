"""oEmbed 1.0: a page's address goes in, a frame comes out (https://oembed.com)."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

from django.conf import settings
from django.urls import Resolver404, resolve

from campaigns.drawing import share_image
from campaigns.pages.embeds import snippets
from campaigns.pages.embeds.addresses import addresses_of
from campaigns.pages.embeds.face import Face

CACHE_SECONDS = 300
_PAGES = ("campaign_page", "campaign_frame")


@dataclass(frozen=True)
class Asked:
    """The campaign whose page an address leads to, and the language that the address says ("" when it says none)."""

    organization: str
    slug: str
    language: str


def asked_for(url: str) -> Asked | None:
    """What the address of one of our pages leads to; None for any other address."""
    try:
        parts = urlsplit(url)
        match = resolve(parts.path)
    except (ValueError, Resolver404):
        return None
    if parts.netloc != urlsplit(settings.SITE_URL).netloc or match.url_name not in _PAGES:
        return None
    language = parse_qs(parts.query).get("lang", [""])[0]
    known = language if language in dict(settings.LANGUAGES) else ""
    return Asked(match.kwargs["organization"], match.kwargs["slug"], known)


def answer_for(face: Face, *, max_width: int | None, max_height: int | None) -> Mapping[str, str | int]:
    """The answer, within the asker's bounds."""
    addresses = addresses_of(face)
    width = min(snippets.FRAME_WIDTH, max_width or snippets.FRAME_WIDTH)
    height = min(snippets.FRAME_HEIGHT, max_height or snippets.FRAME_HEIGHT)
    return {
        "type": "rich",
        "version": "1.0",
        "title": face.title,
        "provider_name": settings.SITE_NAME,
        "provider_url": settings.SITE_URL,
        "cache_age": CACHE_SECONDS,
        "html": snippets.frame(face, addresses, width=str(width), height=height),
        "width": width,
        "height": height,
        **_thumbnail(addresses.image, max_width, max_height),
    }


def as_xml(answer: Mapping[str, str | int]) -> str:
    """The same answer in XML."""
    root = ET.Element("oembed")
    for name, value in answer.items():
        ET.SubElement(root, name).text = str(value)
    return '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n' + ET.tostring(root, encoding="unicode")


def _thumbnail(image: str, max_width: int | None, max_height: int | None) -> Mapping[str, str | int]:
    """The share image, where it is not larger than asked for."""
    width, height = share_image.WIDTH, share_image.HEIGHT
    if (max_width or width) < width or (max_height or height) < height:
        return {}
    return {"thumbnail_url": image, "thumbnail_width": width, "thumbnail_height": height}
