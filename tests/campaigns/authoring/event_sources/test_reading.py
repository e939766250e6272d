"""An event from a link: what pages tell, in whichever shape, and what is said of those that tell nothing."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from campaigns.authoring.event_sources import calendars, markup, open_graph, schema_org
from campaigns.authoring.event_sources.contract import Found, Sought, Source
from campaigns.authoring.event_sources.questions import EventUnread, Page, Questions
from campaigns.authoring.event_sources.reading import event_at, event_in_file
from candyplatform.base.http import Door
from tests.support.pages import serving

NOW = datetime(2013, 4, 22, 10, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
at = datetime.fromisoformat
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
SUMMARY:Last year
DTSTART:20120419T080000Z
DTEND:20120421T160000Z
END:VEVENT
BEGIN:VEVENT
SUMMARY:EduCamp\\, Hamburg with a name so lo
 ng that it is folded
LOCATION:Museum der Arbeit\\nHamburg
DTSTART;TZID=Europe/Berlin:20130426T090000
DURATION:P2DT9H
URL:https://educamp.example/
BEGIN:VALARM
SUMMARY:Not this
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def page(text: str) -> Page:
    return Page("https://educamp.example/2013/", text)


def read(source: Source, asked: Page) -> Found | None:
    return source(asked, Questions(Door()), Sought(NOW))


def with_json(*objects: Any) -> Page:
    return page(
        "".join(f'<script type="application/ld+json">{json.dumps(item)}</script>' for item in objects)
    )


def event(**fields: Any) -> Mapping[str, Any]:
    return {"@type": "Event", "name": "EduCamp", **fields}


@contextmanager
def door_to(text: bytes, kind: str = "text/html; charset=utf-8") -> Iterator[tuple[Door, str]]:
    with serving({"/": (kind, text)}) as site:
        host, _, port = site.address.partition(":")
        yield Door(frozenset({(host, int(port))})), site.url


def test_calendar_tells_its_next_event() -> None:
    found = read(calendars.event_in, page(CALENDAR.replace("\n", "\r\n")))
    starts = datetime(2013, 4, 26, 9, tzinfo=BERLIN)
    assert found == Found(
        name="EduCamp, Hamburg with a name so long that it is folded",
        place="Museum der Arbeit\nHamburg",
        starts_at=starts,
        ends_at=starts + timedelta(days=2, hours=9),
        time_zone="Europe/Berlin",
        url="https://educamp.example/",
    )


@pytest.mark.parametrize(
    ("told", "starts_at", "ends_at"),
    [
        ("DTSTART;VALUE=DATE:20130426\nDTEND;VALUE=DATE:20130429", at("2013-04-26"), at("2013-04-28")),
        ("DTSTART:20130426T070000Z", datetime(2013, 4, 26, 7, tzinfo=UTC), None),
        ("DTSTART;TZID=Nowhere/Land:20130426T070000", at("2013-04-26T07:00"), None),
        ("DTSTART:20139926T070000Z\nDURATION:P999W", None, None),
    ],
)  # fmt: skip
def test_calendar_tells_moments_as_they_stand_there(
    told: str, starts_at: datetime | None, ends_at: datetime | None
) -> None:
    found = read(calendars.event_in, page(f"BEGIN:VEVENT\nSUMMARY:EduCamp\n{told}\nEND:VEVENT"))
    assert found is not None
    assert (found.starts_at, found.ends_at) == (starts_at, ends_at)


def test_schema_org_event_is_found_within_what_surrounds_it() -> None:
    told = event(
        startDate="2013-04-26T09:00:00+02:00",
        endDate="2013-04-28",
        location={"@type": "Place", "name": "Museum", "address": {"addressLocality": "Hamburg"}},
        url="/tickets",
    )
    found = read(
        schema_org.event_in, with_json({"@type": "WebSite"}, {"@graph": [{"@type": "Person"}, told]})
    )
    assert found == Found(
        name="EduCamp",
        place="Museum, Hamburg",
        starts_at=datetime(2013, 4, 26, 9, tzinfo=timezone(timedelta(hours=2))),
        ends_at=at("2013-04-28"),
        url="https://educamp.example/tickets",
        uid="/tickets",
    )


def test_schema_org_takes_the_event_that_is_not_over() -> None:
    found = read(
        schema_org.event_in,
        with_json([event(name="Then", startDate="2012-04-26"), event(name="Next", startDate="2013-04-26")]),
    )
    assert found is not None
    assert found.name == "Next"


@pytest.mark.parametrize(
    ("location", "place"),
    [
        ("Hamburg", "Hamburg"),
        ({"@type": "VirtualLocation", "url": "https://example.org"}, ""),
        ([{"@type": "VirtualLocation"}, {"name": "Museum Hamburg", "address": "Hamburg"}], "Museum Hamburg"),
        ([["Kiel"]], "Kiel"),
        (7, ""),
    ],
)
def test_schema_org_tells_places_in_many_ways(location: Any, place: str) -> None:
    found = read(schema_org.event_in, with_json(event(location=location)))
    assert found is not None
    assert found.place == place


def test_open_graph_tells_a_name_at_least() -> None:
    html = '<title>Home</title><meta property="og:title" content="EduCamp &amp; friends">'
    assert read(open_graph.event_in, page(html)) == Found(
        name="EduCamp & friends", url="https://educamp.example/2013/"
    )
    assert read(open_graph.event_in, page("<title> EduCamp </title>")) == Found(
        name="EduCamp", url="https://educamp.example/2013/"
    )
    assert read(open_graph.event_in, page("<p>Hello</p>")) is None


@pytest.mark.parametrize(
    ("image", "found"),
    [
        ("/a picture.jpg", "https://educamp.example/a%20picture.jpg"),
        ("//cdn.example/käse.jpg", "https://cdn.example/k%C3%A4se.jpg"),
        (["data:x", "small.png", "/large.png"], "https://educamp.example/2013/small.png"),
        (
            {"@type": "ImageObject", "url": "/page", "contentUrl": "/file.png"},
            "https://educamp.example/file.png",
        ),
        ([{"url": 7}, {"url": "/file.png"}], "https://educamp.example/file.png"),
        (None, "https://educamp.example/shared.png"),
        ([[["/deep.png"]]], "https://educamp.example/shared.png"),
    ],
)
def test_schema_org_tells_pictures_in_many_ways(image: Any, found: str) -> None:
    """And who tells of none there has one for sharing."""
    html = with_json(event(image=image)).text + '<meta property="og:image" content="/shared.png">'
    told = read(schema_org.event_in, page(html))
    assert told
    assert told.image == found


def test_open_graph_tells_a_picture_by_its_safe_address() -> None:
    properties = {
        "og:title": "EduCamp",
        "og:image": "http://a.example/1.png",
        "og:image:secure_url": "https://a.example/1.png",
    }
    html = "".join(f'<meta property="{name}" content="{text}">' for name, text in properties.items())
    told = read(open_graph.event_in, page(html))
    assert told
    assert told.image == "https://a.example/1.png"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("IMAGE;VALUE=URI;DISPLAY=BADGE:https://a.example/b.png\nIMAGE;VALUE=URI;DISPLAY=FULLSIZE:https://a.example/f.png", "f.png"),
        ("IMAGE;VALUE=URI;DISPLAY=THUMBNAIL:https://a.example/t.png\nIMAGE;VALUE=URI:https://a.example/b.png", "b.png"),
        ('IMAGE;VALUE=URI;ALTREP="https://a.example/;DISPLAY":https://a.example/a.png', "a.png"),
        ("IMAGE;VALUE=URI;DISPLAY=X-NEW:https://a.example/x.png", "x.png"),
        ("IMAGE;VALUE=BINARY;ENCODING=BASE64;FMTTYPE=image/png:iVBORw0KGgo=\nATTACH;FMTTYPE=image/png:https://a.example/p.png", "p.png"),
        ("ATTACH;FMTTYPE=application/pdf:https://a.example/x.pdf\nATTACH;FMTTYPE=image/jpeg:https://a.example/j.jpg", "j.jpg"),
        ("ATTACH:https://a.example/what.png", ""),
    ],
)  # fmt: skip
def test_calendar_tells_its_largest_picture(lines: str, found: str) -> None:
    told = read(calendars.event_in, page(f"BEGIN:VEVENT\nSUMMARY:EduCamp\n{lines}\nEND:VEVENT"))
    assert told
    assert told.image == (f"https://a.example/{found}" if found else "")


HOSTILE = [
    "<script type='application/ld+json'>" + "[" * 50_000,
    "<script type='application/ld+json'>" + '{"a":' * 50_000,
    "<script type='application/ld+json'>" + json.dumps([[["@type"]] * 5_000] * 20) + "</script>",
    '<script type=\'application/ld+json\'>{"@type": "Event", "name": 7, "startDate": [1]}</script>',
    '<script type=\'application/ld+json\'>{"@type": [null, 3], "name": "x"}</script>',
    "<![endif" * 2_000,
    '<meta property="og:title"' * 2_000,
    "BEGIN:VEVENT\n" * 5_000 + "DTSTART:" + "9" * 9_000,
    "BEGIN:VEVENT\nSUMMARY" + ';X="a"' * 20_000,
    "\x00\ufffd" * 10_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_pages_tell_nothing_and_break_nothing(text: str) -> None:
    for source in (calendars, schema_org, open_graph):
        read(source.event_in, page(text))


def test_objects_are_read_only_so_far() -> None:
    many = json.dumps([{"n": n} for n in range(5_000)])
    assert len(list(markup.objects([many]))) < 2_000


def test_link_is_read_through_the_door() -> None:
    with door_to(CALENDAR.encode(), "text/calendar") as (door, url):
        found = event_at(f" {url}/ ", door=door, now=NOW).found
    assert found
    assert found.starts_at == datetime(2013, 4, 26, 9, tzinfo=BERLIN)


def name_at(url: str, door: Door) -> str:
    found = event_at(url, door=door, now=NOW).found
    return found.name if found else ""


def test_page_in_another_encoding_is_read() -> None:
    with door_to("<title>Käse</title>".encode("latin-1"), "text/html; charset=ISO-8859-1") as (door, url):
        assert name_at(url, door) == "Käse"
    with door_to(b"<title>EduCamp</title>", "text/html; charset=nothing-such") as (door, url):
        assert name_at(url, door) == "EduCamp"


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ("http://127.0.0.1:1/", "This address is not on the public internet."),
        ("http://169.254.169.254/latest/meta-data/", "This address is not on the public internet."),
        ("file:///etc/passwd", "This address is not on the public internet."),
        ("nonsense with blanks", "This address is not on the public internet."),
    ],
)
def test_address_that_is_not_public_is_refused_with_a_way_on(link: str, sentence: str) -> None:
    with pytest.raises(EventUnread) as raised:
        event_at(link, door=Door(), now=NOW)
    assert str(raised.value.text).startswith(sentence)


@pytest.mark.parametrize(
    ("body", "path", "sentence"),
    [
        (b"<p>Hello</p>", "/", "Nothing on that page tells of an event"),
        (b"", "/gone", "There is nothing at that address."),
        (b" " * 1_100_000, "/", "That page is too large to read."),
    ],
)
def test_page_that_tells_nothing_says_what_to_do(body: bytes, path: str, sentence: str) -> None:
    with door_to(body) as (door, url), pytest.raises(EventUnread) as raised:
        event_at(f"{url}{path}", door=door, now=NOW)
    assert str(raised.value.text).startswith(sentence)


GOOGLE = "https://calendar.google.com/calendar/ical/educamp%40example.org/public/basic.ics"


@pytest.mark.parametrize(
    ("shared", "file"),
    [
        (
            "https://cloud.example/index.php/apps/calendar/p/AbC123xyz/dayGridMonth/now",
            "https://cloud.example/remote.php/dav/public-calendars/AbC123xyz?export",
        ),
        (
            "https://example.org/cloud/apps/calendar/p/AbC123xyz",
            "https://example.org/cloud/remote.php/dav/public-calendars/AbC123xyz?export",
        ),
        ("https://calendar.google.com/calendar/embed?src=educamp%40example.org&ctz=Europe%2FBerlin", GOOGLE),
        ("https://calendar.google.com/calendar/u/0?cid=ZWR1Y2FtcEBleGFtcGxlLm9yZw", GOOGLE),
        (
            "https://calendar.google.com/calendar/u/0?cid=%FF",
            "https://calendar.google.com/calendar/u/0?cid=%FF",
        ),
        ("https://calendar.google.com.example/?src=x", "https://calendar.google.com.example/?src=x"),
        (GOOGLE, GOOGLE),
        ("https://[", "https://["),
    ],
)
def test_calendar_that_is_shared_by_its_page_has_its_file_beside_it(shared: str, file: str) -> None:
    assert calendars.file_of(shared) == file


def test_calendar_file_is_read_as_a_calendar_is() -> None:
    found = event_in_file(CALENDAR.encode(), now=NOW)
    assert (found.name[:7], found.time_zone) == ("EduCamp", "Europe/Berlin")
    with pytest.raises(EventUnread):
        event_in_file(b"\x89PNG", now=NOW)


def test_event_of_a_calendar_is_known_by_its_uid() -> None:
    two = CALENDAR.replace("SUMMARY:Last year", "UID:old\nSUMMARY:Last year").replace(
        "SUMMARY:EduCamp", "UID:new\nRECURRENCE-ID:20130426\nSUMMARY:EduCamp"
    )
    found = calendars.events_in(two)
    assert [one.uid for one in found] == ["old", "new/20130426"]
    old = calendars.event_in(page(two), Questions(Door()), Sought(NOW, "old"))
    assert old
    assert old.name == "Last year"
    assert calendars.event_in(page(two), Questions(Door()), Sought(NOW, "gone")) is None
