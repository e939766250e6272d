"""Where the parts of a campaign for other sites are found: whole addresses, as others use them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from campaigns.pages.embeds.face import Face
from campaigns.pages.embeds.pictures import card_of


@dataclass(frozen=True)
class Addresses:
    """The addresses of one campaign in one language. `image` is another one whenever the picture is."""

    script: str
    numbers: str
    frame: str
    image: str
    qr_svg: str
    qr_png: str
    calendar: str
    calendar_feed: str
    poster_a4: str
    poster_a3: str
    screen: str
    oembed_json: str
    oembed_xml: str


def addresses_of(face: Face) -> Addresses:
    """The addresses in the language of this face."""
    names = [face.organization, face.slug]
    calendar = _address("campaign_calendar", names, lang=face.language)
    return Addresses(
        script=_address("embed_script"),
        numbers=_address("campaign_numbers_json", names, lang=face.language),
        frame=_address("campaign_frame", names, lang=face.language),
        image=_address("campaign_image", names, lang=face.language, v=card_of(face).version),
        qr_svg=_address("campaign_qr_svg", names),
        qr_png=_address("campaign_qr_png", names),
        calendar=calendar,
        calendar_feed=f"webcal://{calendar.partition('://')[2]}",
        poster_a4=_address("campaign_poster", [*names, "a4"], lang=face.language),
        poster_a3=_address("campaign_poster", [*names, "a3"], lang=face.language),
        screen=_address("campaign_screen", names, lang=face.language),
        oembed_json=_address("oembed", url=face.url, format="json"),
        oembed_xml=_address("oembed", url=face.url, format="xml"),
    )


def _address(name: str, names: list[str] | None = None, **query: str) -> str:
    asked = f"?{urlencode(query)}" if query else ""
    return f"{settings.SITE_URL}{reverse(name, args=names)}{asked}"
