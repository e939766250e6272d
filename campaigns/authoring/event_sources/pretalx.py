"""pretalx: a conference by its public API. Source: https://docs.pretalx.org/api/"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from campaigns.authoring.event_sources import markup
from campaigns.authoring.event_sources.contract import (
    Found,
    Sought,
    any_text,
    first_image,
    in_languages,
    moment_in,
)
from campaigns.authoring.event_sources.questions import Page, Questions, origin_of

_SHORT = re.compile(r"[a-zA-Z0-9.\-]{1,50}")


def event_in(page: Page, questions: Questions, sought: Sought) -> Found | None:
    """What the API tells of the conference that the page belongs to; a site has one event at each address."""
    origin = origin_of(page.url)
    slug = urlsplit(page.url).path.strip("/").partition("/")[0] if origin else ""
    if "pretalx" not in page.text or not _SHORT.fullmatch(slug):
        return None
    event = questions.json(f"{origin}/api/events/{slug}/")
    found = _found(event, f"{origin}/{slug}/") if isinstance(event, Mapping) else None
    if found is None or found.image:
        return found
    return replace(found, image=markup.image_of(markup.read(page.text), page.url))


def _found(event: Mapping[str, Any], url: str) -> Found | None:
    name, zone = any_text(event.get("name")), event.get("timezone")
    known = zone if isinstance(zone, str) and zone in available_timezones() else ""
    if not name or moment_in(event.get("date_from")) is None:
        return None
    return Found(
        name=name,
        names=in_languages(event.get("name")),
        place=any_text(event.get("location")),
        starts_at=_day(event.get("date_from"), known),
        ends_at=_day(event.get("date_to"), known),
        time_zone=known,
        url=url,
        image=first_image(url, (event.get("og_image"), event.get("header_image"))),
    )


def _day(value: Any, zone: str) -> datetime | None:
    """A conference has days, no hours: the midnight with which that day begins there."""
    day = moment_in(value)
    return datetime.combine(day.date(), time(), ZoneInfo(zone) if zone else None) if day else None
