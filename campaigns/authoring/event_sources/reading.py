"""From a link to what is known of its event: a question through the HTTP door, then the sources in turn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from campaigns.authoring.event_sources import calendars, open_graph, pretalx, pretix, schema_org
from campaigns.authoring.event_sources.contract import Found, Sought, Source
from campaigns.authoring.event_sources.questions import (
    UNCHANGED,
    EventUnread,
    Page,
    Questions,
    decoded,
    page_of,
)
from campaigns.enums import EventSourceKind
from candyplatform.base.http import Door, Response

# Those that know most come first; the last knows a name of almost any page.
SOURCES: Mapping[str, Source] = {
    EventSourceKind.PRETIX.value: pretix.event_in,
    EventSourceKind.PRETALX.value: pretalx.event_in,
    EventSourceKind.CALENDAR.value: calendars.event_in,
    EventSourceKind.SCHEMA_ORG.value: schema_org.event_in,
    EventSourceKind.OPEN_GRAPH.value: open_graph.event_in,
}
_VALIDATORS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
VALIDATOR_LIMIT = 200


@dataclass(frozen=True)
class Known:
    """What an earlier reading found out: who told it, of which of its events, and how to ask whether that is still so."""

    kind: str = ""
    uid: str = ""
    validators: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """What was read. `found` is None when nothing changed since `Known.validators`."""

    found: Found | None
    known: Known


def event_at(
    url: str,
    *,
    door: Door,
    now: datetime,
    known: Known | None = None,
    tokens: Mapping[str, str] | None = None,
) -> Reading:
    """What the page at that address says of its event. Asks the network: not within a transaction.

    A bare `example.org/event` is taken as https. `known` asks again, the same source for the same event. `tokens` are an
    organization's own for APIs, by origin. Raises `EventUnread` with a sentence that says what to do instead.
    """
    known = known or Known()
    url, questions, sought = (
        calendars.file_of(whole(url)),
        Questions(door, tokens or {}),
        Sought(now, known.uid),
    )
    if known.kind in ("", EventSourceKind.PRETIX):
        found = pretix.event_by_token(url, questions, sought)
        if found:
            return Reading(found, Known(EventSourceKind.PRETIX.value, found.uid))
    response = questions.first(url, known.validators)
    if response.status == UNCHANGED:
        return Reading(None, known)
    return _read(response, questions, sought, known.kind)


def event_in_file(content: bytes, *, now: datetime) -> Found:
    """The next event of an iCalendar file. Raises `EventUnread`."""
    found = calendars.event_in(Page("", decoded(content)), Questions(Door()), Sought(now))
    if found is None:
        raise EventUnread
    return found


def whole(url: str) -> str:
    """The address as it is asked."""
    url = url.strip()
    if url.lower().startswith("webcal://"):
        return f"https{url[len('webcal') :]}"
    return url if "://" in url else f"https://{url}"


def _read(response: Response, questions: Questions, sought: Sought, kind: str) -> Reading:
    page = page_of(response)
    for name, source in SOURCES.items():
        if kind in ("", name):
            found = source(page, questions, sought)
            if found:
                return Reading(found, Known(name, found.uid, _validators(response, questions)))
    raise EventUnread


def _validators(response: Response, questions: Questions) -> dict[str, str]:
    """How to ask whether the answer is another by now; only when that one answer told everything."""
    if questions.asked > 1:
        return {}
    given = {asks: response.headers.get(name, "") for name, asks in _VALIDATORS.items()}
    return {name: value for name, value in given.items() if 0 < len(value) <= VALIDATOR_LIMIT}
