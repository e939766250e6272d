"""What a campaign's page tells machines in its head: a picture, an event, and where its parts for other sites are."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.templatetags.look import web_address
from campaigns.drawing import share_image
from campaigns.models import Campaign
from campaigns.pages.embeds.addresses import Addresses, addresses_of
from campaigns.pages.embeds.face import face_of
from campaigns.pages.queries import Heard

_LOCALES = {"de": "de_DE", "en": "en_GB"}
# A script element ends at the first "</" that a browser sees in it.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class Head:
    """The context of `campaigns/pages/embeds/head.html`. `event` is JSON-LD, "" where there is no date to tell."""

    site_name: str
    locale: str
    title: str
    description: str
    image_alt: str
    image_width: int
    image_height: int
    addresses: Addresses
    event: SafeString


def head_of(campaign: Campaign, heard: Heard, hashtags: Sequence[str], *, picture: str = "") -> Head:
    """The head of a public campaign's page, in the running language. `picture` is the path of the event's own, "" without one."""
    face = face_of(campaign, heard, hashtags, is_resting=False)  # what was sent to somebody is read later
    addresses = addresses_of(face)
    told = [face.kicker, face.headline, face.moment]
    return Head(
        site_name=settings.SITE_NAME,
        locale=_LOCALES.get(face.language, face.language),
        title=f"{face.headline}: {face.title}" if face.is_thanks else face.title,
        description=_("%(kicker)s: %(wish)s") % {"kicker": face.kicker, "wish": face.wish},
        image_alt=". ".join(part.rstrip(".") for part in told if part),
        image_width=share_image.WIDTH,
        image_height=share_image.HEIGHT,
        addresses=addresses,
        event=_event(
            campaign, [f"{settings.SITE_URL}{picture}", addresses.image] if picture else [addresses.image]
        ),
    )


def _event(campaign: Campaign, images: Sequence[str]) -> SafeString:
    """The event that it is for, as https://schema.org/Event."""
    if not (campaign.event_name and campaign.event_starts_at):
        return SafeString("")
    zone, ends_at = ZoneInfo(campaign.time_zone), campaign.event_ends_at
    address = web_address(campaign.event_url)
    event: Mapping[str, object] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": campaign.event_title,
        "startDate": campaign.event_starts_at.astimezone(zone).isoformat(timespec="seconds"),
        **({"endDate": ends_at.astimezone(zone).isoformat(timespec="seconds")} if ends_at else {}),
        **({"url": address} if address else {}),
        **_place(campaign),
        "image": images[0] if len(images) == 1 else images,
        "organizer": {"@type": "Organization", "name": campaign.organization.name},
        "subjectOf": {
            "@type": "WebPage",
            "name": campaign.in_language(campaign.title),
            "url": campaign.page_url,
        },
    }
    return SafeString(json.dumps(event, ensure_ascii=False).translate(_ESCAPES))


def _place(campaign: Campaign) -> Mapping[str, object]:
    if not campaign.event_place:
        return {}
    return {"location": {"@type": "Place", "name": campaign.event_place, "address": campaign.event_place}}
