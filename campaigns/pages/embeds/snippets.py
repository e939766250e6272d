"""The lines of HTML by which a campaign is put on another page, as text: they are shown to be copied."""

from html import escape

from campaigns.pages.embeds.addresses import Addresses
from campaigns.pages.embeds.face import Face

FRAME_WIDTH, FRAME_HEIGHT = 600, 420


def component(face: Face, addresses: Addresses) -> str:
    """The element and its script. The link inside is what is seen without scripts, or while ours is not there."""
    return (
        f'<script src="{escape(addresses.script)}" async></script>\n'
        f'<candystorm-campaign src="{escape(face.page_url)}" lang="{face.language}">'
        f'<a href="{escape(face.url)}">{escape(face.title)}</a></candystorm-campaign>'
    )


def frame(face: Face, addresses: Addresses, *, width: str = "100%", height: int = FRAME_HEIGHT) -> str:
    """A frame, which needs no script. It has no style of its own, as pages with a strict policy refuse those."""
    return (
        f'<iframe src="{escape(addresses.frame)}" title="{escape(face.title)}" width="{width}" '
        f'height="{height}" loading="lazy" frameborder="0"></iframe>'
    )
