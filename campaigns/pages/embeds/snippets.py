"""The lines of HTML by which a campaign is put on another page."""

from django.utils.html import format_html

from campaigns.pages.embeds.addresses import Addresses
from campaigns.pages.embeds.face import Face

FRAME_WIDTH, FRAME_HEIGHT = 600, 460


def component(face: Face, addresses: Addresses) -> str:
    """The element and its script. The link inside is what is seen without scripts, or while ours is not there."""
    return format_html(
        '<script src="{}" async></script>\n'
        '<candystorm-campaign src="{}" lang="{}"><a href="{}">{}: {}</a></candystorm-campaign>',
        addresses.script, face.page_url, face.language, face.url, face.title, face.action,
    )  # fmt: skip


def frame(face: Face, addresses: Addresses, *, width: str = "100%", height: int = FRAME_HEIGHT) -> str:
    """A frame, which needs no script. It has no style of its own, as pages with a strict policy refuse those."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" frameborder="0"></iframe>',
        addresses.frame, face.title, width, height,
    )  # fmt: skip
