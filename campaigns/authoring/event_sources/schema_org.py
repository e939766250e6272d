"""schema.org's Event in a page's JSON-LD. Source: https://schema.org/Event"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from campaigns.authoring.event_sources import markup
from campaigns.authoring.event_sources.contract import (
    Found,
    Sought,
    chosen,
    first_image,
    moment_in,
)
from campaigns.authoring.event_sources.questions import Page, Questions

UID_LIMIT = 300


def event_in(page: Page, questions: Questions, sought: Sought) -> Found | None:
    """The next event of the page. One without a picture has the page's."""
    said = markup.read(page.text)
    told = [item for item in markup.objects(said.scripts) if _is_event(item)]
    event = chosen([event for event in (_found(item, page) for item in told) if event.name], sought)
    if event is None or event.image:
        return event
    return replace(event, image=markup.image_of(said, page.url))


def _is_event(item: Mapping[str, Any]) -> bool:
    """`Event` and its kinds: `BusinessEvent`, `Festival`, `Hackathon` and so on."""
    kinds = item.get("@type")
    names = [str(kind).rpartition("/")[2] for kind in (kinds if isinstance(kinds, list) else [kinds])]
    return any(name.endswith("Event") or name in ("Festival", "Hackathon", "EventSeries") for name in names)


def _found(item: Mapping[str, Any], page: Page) -> Found:
    return Found(
        name=_text(item.get("name")),
        place=_place(item.get("location")),
        starts_at=moment_in(item.get("startDate")),
        ends_at=moment_in(item.get("endDate")),
        url=markup.joined(page.url, _text(item.get("url"))),
        uid=(_text(item.get("@id")) or _text(item.get("url")))[:UID_LIMIT],
        image=first_image(page.url, _images(item.get("image"))),
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _images(value: Any) -> Iterator[Any]:
    """What may be the address of a picture: one, several, or as an `ImageObject` tells it."""
    for image in value if isinstance(value, list) else [value]:
        if isinstance(image, Mapping):
            yield from (image.get("contentUrl"), image.get("url"))
        else:
            yield image


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
