"""The same event as each kind of source tells it: what the contract suite asks all of them."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.sites import NOTHING, Answer, Asked, Reply, pages

TOKEN = "please-read-me"
NAMES = {"de": "EduCamp Hamburg, Frühling", "en": "EduCamp Hamburg, Spring"}
PICTURE = "https://pictures.example/educamp.jpg"
SHOP, TALKS = "/educamp/spring/", "/spring/"


@dataclass(frozen=True)
class Sample:
    """A site that tells of an event. `answer` takes what is told otherwise: a `place`, an `image`, a start (`day` and `hour`, of a wall clock)."""

    link: str
    answer: Callable[[Mapping[str, Any]], Answer]
    kind: str
    names: Mapping[str, str] = field(default_factory=lambda: NAMES)
    tokens: bool = False
    tells_place: bool = True
    tells_hours: bool = True
    tells_zone: bool = True
    conditional: bool = False


def as_json(value: Any) -> Reply:
    return Reply(json.dumps(value).encode(), "application/json")


def _german(asked: Asked) -> bool:
    return asked.headers.get("accept-language", "").startswith("de")


def calendar(
    name: str, told: Mapping[str, Any], uid: str = "1@educamp.example", made_by: str = "-//example//"
) -> bytes:
    """A calendar file with the event, and one of last year."""
    starts = f"2013042{told.get('day', 6)}T{told.get('hour', 9):02}0000"
    place = told.get("place", "Museum der Arbeit")
    return f"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:{made_by}
BEGIN:VEVENT
UID:0@educamp.example
SUMMARY:Last year
DTSTART:20120419T080000Z
END:VEVENT
BEGIN:VEVENT
UID:{uid}
SUMMARY:{name}
LOCATION:{place}
IMAGE;VALUE=URI;DISPLAY=GRAPHIC;FMTTYPE=image/jpeg:{told.get("image", PICTURE)}
DTSTART;TZID=Europe/Berlin:{starts}
DTEND;TZID=Europe/Berlin:20130428T{told.get("until", 18)}0000
END:VEVENT
END:VCALENDAR
""".encode()


def pretix_event(told: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """As `GET /api/v1/organizers/{o}/events/{e}/` answers."""
    return {
        "name": {"de-informal": NAMES["de"], "en": NAMES["en"], "fr": "EduCamp, printemps"},
        "slug": "spring",
        "live": False,
        "date_from": f"2013-04-2{told.get('day', 6)}T{told.get('hour', 9):02}:00:00+02:00",
        "date_to": "2013-04-28T18:00:00+02:00",
        "location": {"en": told.get("place", "Museum der Arbeit")},
        "timezone": "Europe/Berlin",
        "has_subevents": False,
        **more,
    }


def _pretix_by_token(told: Mapping[str, Any]) -> Answer:
    def answer(asked: Asked) -> Reply:
        if asked.headers.get("authorization") != f"Token {TOKEN}":
            return Reply(status=401)
        event = "/api/v1/organizers/educamp/events/spring/"
        settings = {"og_image": told.get("image", PICTURE), "logo_image": None}
        replies = {event: pretix_event(told), f"{event}settings/": settings}
        return as_json(replies[asked.path]) if asked.path in replies else NOTHING

    return answer


def _pretix_by_calendar(told: Mapping[str, Any]) -> Answer:
    def answer(asked: Asked) -> Reply:
        if asked.path == SHOP:
            by = "<p>powered by <a href='https://pretix.eu'>pretix</a></p>"
            return Reply(f"<title>Tickets</title>{_image_property(told)}{by}".encode())
        if asked.path != f"{SHOP}ical/":
            return NOTHING
        name = NAMES["de" if _german(asked) else "en"]
        return Reply(
            calendar(name, told, "pretix-educamp-spring-0@shop.example", "-//pretix//shop//"), "text/calendar"
        )

    return answer


def _pretalx(told: Mapping[str, Any]) -> Answer:
    event = {
        "name": NAMES,
        "slug": "spring",
        "date_from": f"2013-04-2{told.get('day', 6)}",
        "date_to": "2013-04-28",
        "timezone": "Europe/Berlin",
        "og_image": None,
        "header_image": told.get("image", PICTURE),
    }
    return pages(
        {
            f"{TALKS}schedule/": Reply(b"<title>Schedule</title><p>powered by pretalx</p>"),
            "/api/events/spring/": as_json(event),
        }
    )


def _calendar(told: Mapping[str, Any]) -> Answer:
    body = calendar(NAMES["en"], told)
    return _conditional(Reply(body, "text/calendar"))


def _schema_org(told: Mapping[str, Any]) -> Answer:
    event = {
        "@type": "Event",
        "name": NAMES["en"],
        "startDate": f"2013-04-2{told.get('day', 6)}T{told.get('hour', 9):02}:00:00+02:00",
        "endDate": "2013-04-28T18:00:00+02:00",
        "location": {"name": told.get("place", "Museum der Arbeit")},
        "image": {"@type": "ImageObject", "url": told.get("image", PICTURE)},
    }
    script = f'<title>x</title><script type="application/ld+json">{json.dumps(event)}</script>'
    return _conditional(Reply(script.encode()))


def _open_graph(told: Mapping[str, Any]) -> Answer:
    starts = f"2013-04-2{told.get('day', 6)}T{told.get('hour', 9):02}:00:00+02:00"
    properties = {"og:title": NAMES["en"], "event:start_time": starts}
    html = "".join(f'<meta property="{name}" content="{text}">' for name, text in properties.items())
    return _conditional(Reply(f"{html}{_image_property(told)}".encode()))


def _image_property(told: Mapping[str, Any]) -> str:
    return f'<meta property="og:image" content="{told.get("image", PICTURE)}">'


def _conditional(reply: Reply) -> Answer:
    """A server that knows what is unchanged."""
    tag = f'"{hash(reply.body)}"'

    def answer(asked: Asked) -> Reply:
        if asked.headers.get("if-none-match") == tag:
            return Reply(status=304)
        return Reply(reply.body, reply.kind, headers={"ETag": tag})

    return answer


ENGLISH: Mapping[str, str] = {}
SAMPLES: Mapping[str, Sample] = {
    "pretix, by token": Sample(SHOP, _pretix_by_token, "pretix", tokens=True),
    "pretix, by its calendar": Sample(SHOP, _pretix_by_calendar, "pretix"),
    "pretalx": Sample(f"{TALKS}schedule/", _pretalx, "pretalx", tells_place=False, tells_hours=False),
    "calendar": Sample("/feed.ics", _calendar, "calendar", names=ENGLISH, conditional=True),
    "schema.org": Sample("/", _schema_org, "schema_org", names=ENGLISH, tells_zone=False, conditional=True),
    "OpenGraph": Sample(
        "/", _open_graph, "open_graph", names=ENGLISH, tells_place=False, tells_zone=False, conditional=True
    ),
}
