"""schema.org's Event in a page's JSON-LD. Source: https://schema.org/Event"""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any
from urllib.parse import urljoin

from campaigns.authoring.event_sources import markup
from campaigns.authoring.event_sources.contract import Found, Page

_DAY = len("2013-04-19")


def event_in(page: Page, now: datetime) -> Found | None:
    """The page's first event that has not ended; when all have, its first."""
    told = [item for item in markup.objects(markup.read(page.text).scripts) if _is_event(item)]
    events = [event for event in (_found(item, page) for item in told) if event.name]
    return next((event for event in events if not _is_over(event, now)), events[0] if events else None)


def _is_event(item: Mapping[str, Any]) -> bool:
    """`Event` and its kinds: `BusinessEvent`, `Festival`, `Hackathon` and so on."""
    kinds = item.get("@type")
    names = [str(kind).rpartition("/")[2] for kind in (kinds if isinstance(kinds, list) else [kinds])]
    return any(name.endswith("Event") or name in ("Festival", "Hackathon", "EventSeries") for name in names)


def _found(item: Mapping[str, Any], page: Page) -> Found:
    return Found(
        name=_text(item.get("name")),
        place=_place(item.get("location")),
        starts_at=_moment(item.get("startDate")),
        ends_at=_moment(item.get("endDate")),
        url=urljoin(page.url, _text(item.get("url"))),
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _place(value: Any) -> str:
    """The name of the place, and its town when the name does not say it already."""
    if isinstance(value, list):
        return next((place for place in map(_place, value) if place), "")
    if not isinstance(value, Mapping):
        return _text(value)
    if value.get("@type") == "VirtualLocation":
        return ""
    address = value.get("address")
    town = _text(address.get("addressLocality")) if isinstance(address, Mapping) else _text(address)
    name = _text(value.get("name"))
    return ", ".join(part for part in (name, town if town not in name else "") if part)


def _moment(value: Any) -> datetime | None:
    text = _text(value).strip()
    try:
        moment = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        return None
    return datetime.combine(moment, time()) if len(text) == _DAY else moment


def _is_over(event: Found, now: datetime) -> bool:
    last = event.ends_at or event.starts_at
    return last is not None and (last if last.tzinfo else last.replace(tzinfo=UTC)) < now
