"""pretix: a shop's event, by its API where the organization has a token there, else by the shop's own calendar.

Sources: https://docs.pretix.eu/dev/api/resources/events.html, with its settings, and …/subevents.html
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Any
from urllib.parse import urlencode, urlsplit
from zoneinfo import available_timezones

from campaigns.authoring.event_sources import calendars, markup
from campaigns.authoring.event_sources.contract import (
    Found,
    Sought,
    any_text,
    chosen,
    first_image,
    in_languages,
    moment_in,
)
from campaigns.authoring.event_sources.questions import Page, Questions, origin_of
from campaigns.enums import Language

_SHORT = re.compile(r"[a-zA-Z0-9.\-]{1,50}")
_DATE = re.compile(r"[0-9]{1,18}")
_MADE_BY = "-//pretix//"


@dataclass(frozen=True)
class Shop:
    """A shop's address, taken apart: `https://pretix.eu/organizer/event/`, with a date's number when it is one of a series."""

    origin: str
    organizer: str
    event: str
    date: str

    @property
    def url(self) -> str:
        return f"{self.origin}/{self.organizer}/{self.event}/"

    @property
    def api(self) -> str:
        return f"{self.origin}/api/v1/organizers/{self.organizer}/events/{self.event}/"


def event_by_token(url: str, questions: Questions, sought: Sought) -> Found | None:
    """What the shop's API tells who has a token; None when there is no token, or it does not show this event.

    Raises `EventUnread` when the token is not taken any more.
    """
    shop, token = shop_at(url), questions.token_for(url)
    if shop is None or not token:
        return None
    event = questions.json(shop.api, token=token)
    if not isinstance(event, Mapping):
        return None
    date = _date_of(shop, questions, token, sought) if event.get("has_subevents") else event
    found = _found(event, date, shop.url) if date else None
    return replace(found, image=_image_of(shop, questions, token)) if found else None


def event_in(page: Page, questions: Questions, sought: Sought) -> Found | None:
    """What a shop tells anybody, in each of our languages."""
    shop = shop_at(page.url)
    if shop is None or "pretix" not in page.text:
        return None
    told = {code: _in_calendar(shop, questions, sought, code) for code in Language.values}
    found = {code: event for code, event in told.items() if event}
    if not found:
        return None
    return replace(
        next(iter(found.values())),
        names={code: event.name for code, event in found.items()},
        image=markup.image_of(markup.read(page.text), page.url),
    )


def shop_at(url: str) -> Shop | None:
    """The shop whose address that may be. Cheap: it says nothing of who runs it."""
    origin = origin_of(url)
    parts = [part for part in urlsplit(url).path.split("/") if part] if origin else []
    if len(parts) < 2 or not all(map(_SHORT.fullmatch, parts[:2])):  # noqa: PLR2004 - organizer and event
        return None
    date = parts[2] if len(parts) > 2 and _DATE.fullmatch(parts[2]) else ""  # noqa: PLR2004
    return Shop(origin, parts[0], parts[1], date)


def _date_of(shop: Shop, questions: Questions, token: str, sought: Sought) -> Mapping[str, Any] | None:
    """The date that is meant: the one in the address, the one known from before, or the next."""
    wanted = sought.uid or shop.date
    if wanted:
        date = questions.json(f"{shop.api}subevents/{wanted}/", token=token)
        return date if isinstance(date, Mapping) else None
    query = urlencode(
        {"active": "true", "ends_after": sought.now.astimezone(UTC).isoformat(), "ordering": "date_from"}
    )
    listed = questions.json(f"{shop.api}subevents/?{query}", token=token)
    results = listed.get("results") if isinstance(listed, Mapping) else None
    first = results[0] if isinstance(results, list) and results else None
    return first if isinstance(first, Mapping) else None


def _image_of(shop: Shop, questions: Questions, token: str) -> str:
    """The picture that the shop has itself shown with, or the one on top of it; "" to a token that may not see settings."""
    settings = questions.json(f"{shop.api}settings/", token=token)
    told = settings if isinstance(settings, Mapping) else {}
    return first_image(shop.url, (told.get("og_image"), told.get("logo_image")))


def _found(event: Mapping[str, Any], date: Mapping[str, Any], url: str) -> Found | None:
    """`date` is one of a series, or else the event itself."""
    name, zone = any_text(date.get("name")), event.get("timezone")
    number = date.get("id") if date is not event else None
    if not name:
        return None
    return Found(
        name=name,
        names=in_languages(date.get("name")),
        place=any_text(date.get("location")) or any_text(event.get("location")),
        starts_at=moment_in(date.get("date_from")),
        ends_at=moment_in(date.get("date_to")),
        time_zone=zone if isinstance(zone, str) and zone in available_timezones() else "",
        url=f"{url}{number}/" if isinstance(number, int) else url,
        uid=str(number) if isinstance(number, int) else "",
    )


def _in_calendar(shop: Shop, questions: Questions, sought: Sought, language: str) -> Found | None:
    """The event in the shop's calendar, or that of a series in its organizer's."""
    number = sought.uid or shop.date
    own = questions.page(f"{shop.url}ical/{f'{number}/' if number else ''}", language=language)
    if own is None and not number:
        own = questions.page(f"{shop.origin}/{shop.organizer}/events/ical/", language=language)
    if own is None or _MADE_BY not in own.text:
        return None
    return chosen(_of_shop(calendars.events_in(own.text), shop), replace(sought, uid=number))


def _of_shop(events: Sequence[Found], shop: Shop) -> list[Found]:
    """The shop's own events, known by their dates' numbers as the API knows them: 0 is that of an event that is no series."""
    uid = re.compile(rf"pretix-{re.escape(shop.organizer)}-{re.escape(shop.event)}-(?:0|([0-9]{{1,18}}))@")
    numbered = [(event, uid.match(event.uid)) for event in events]
    return [
        replace(event, uid=found[1] or "", url=f"{shop.url}{found[1]}/" if found[1] else shop.url)
        for event, found in numbered
        if found
    ]
