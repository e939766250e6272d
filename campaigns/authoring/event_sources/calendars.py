"""iCalendar: the next event of a calendar file. Source: RFC 5545 and RFC 7986, as far as one event needs them."""

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from urllib.parse import parse_qs, quote, urlsplit
from zoneinfo import ZoneInfo, available_timezones

from campaigns.authoring.event_sources.contract import Found, Sought, chosen, first_image
from campaigns.authoring.event_sources.questions import Page, Questions, origin_of

_PROPERTY = re.compile(
    r"(?P<name>[A-Za-z-]+)(?P<parameters>(?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):(?P<value>.*)"
)
_ZONE = re.compile(r";TZID=\"?([^;:\"]+)", re.IGNORECASE)
_IMAGE_FILE = re.compile(r";FMTTYPE=\"?image/", re.IGNORECASE)
_DISPLAY = re.compile(r";DISPLAY=\"?([^;:\"]+)", re.IGNORECASE)
# How a picture is meant to be shown, the largest first; one that says nothing is a badge.
_DISPLAYS = ("FULLSIZE", "GRAPHIC", "BADGE", "THUMBNAIL")
_DURATION = re.compile(r"P(?:(\d{1,3})W)?(?:(\d{1,3})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:\d{1,5}S)?)?")
_ESCAPED = re.compile(r"\\([nN,;\\])")
# What people share of a calendar is often its page; the file stands beside it.
_NEXTCLOUD = re.compile(
    r"(?P<cloud>https?://[^?#]*?)(?:/index\.php)?/apps/calendar/p/(?P<token>[A-Za-z0-9]{5,40})(?:[/?#].*)?"
)
_GOOGLE = "https://calendar.google.com"
EVENTS_LIMIT = 500
UID_LIMIT = 300


class Property(NamedTuple):
    """One line: what it says, and the parameters that stand before it, as they do."""

    value: str
    parameters: str

    @property
    def time_zone(self) -> str:
        """In which it says it; "" when it names none."""
        zone = _ZONE.search(self.parameters)
        return zone[1] if zone else ""


# Each property with all its lines.
Event = Mapping[str, Sequence[Property]]


def file_of(url: str) -> str:
    """Where the file of a calendar is that is shared by its page, in Nextcloud or at Google; any other address as it is."""
    if shared := _NEXTCLOUD.fullmatch(url):
        return f"{shared['cloud']}/remote.php/dav/public-calendars/{shared['token']}?export"
    asked = parse_qs(urlsplit(url).query) if origin_of(url) == _GOOGLE else {}
    name = next(iter(asked.get("src", [])), "") or _decoded(next(iter(asked.get("cid", [])), ""))
    return f"{_GOOGLE}/calendar/ical/{quote(name, safe='')}/public/basic.ics" if name else url


def event_in(page: Page, questions: Questions, sought: Sought) -> Found | None:
    """The next event of the calendar."""
    return chosen(events_in(page.text), sought)


def events_in(text: str) -> list[Found]:
    """Every event of the calendar that says what it is or when."""
    if "BEGIN:VEVENT" not in text[:200_000].upper():
        return []
    return [event for event in map(_found, _events(text)) if event.name or event.starts_at]


def _events(text: str) -> Iterator[Event]:
    """The events in the file, each as its properties; what is nested in one (an alarm) is left out."""
    event: dict[str, list[Property]] = {}
    inside: list[str] = []
    number = 0
    for line in re.sub(r"\r?\n[ \t]", "", text).splitlines():
        parts = _PROPERTY.match(line)
        if parts is None or number >= EVENTS_LIMIT:
            continue
        name, value = parts["name"].upper(), parts["value"]
        if name == "BEGIN":
            inside.append(value.strip().upper())
            event = {} if inside[-1] == "VEVENT" else event
        elif name == "END":
            if inside and inside.pop() == "VEVENT":
                number += 1
                yield event
        elif inside and inside[-1] == "VEVENT":
            event.setdefault(name, []).append(Property(value.strip(), parts["parameters"]))


def _found(event: Event) -> Found:
    starts_at = _moment(event, "DTSTART", timedelta())
    ends_at = _moment(event, "DTEND", timedelta(days=-1)) or _ended(starts_at, _text(event, "DURATION"))
    zone = event["DTSTART"][0].time_zone if "DTSTART" in event else ""
    return Found(
        name=_text(event, "SUMMARY"),
        place=_text(event, "LOCATION"),
        starts_at=starts_at,
        ends_at=ends_at,
        time_zone=zone if zone in available_timezones() else "",
        url=_text(event, "URL"),
        uid=_uid(event),
        image=_image(event),
    )


def _decoded(name: str) -> str:
    """Google's short form of a calendar's name, which leaves out the filling."""
    try:
        return base64.urlsafe_b64decode(name + "=" * (-len(name) % 4)).decode()
    except ValueError:
        return ""


def _uid(event: Event) -> str:
    """An event that comes again has one UID for all its times; each that was changed says which it is."""
    return "/".join(part for part in (_text(event, "UID"), _text(event, "RECURRENCE-ID")) if part)[:UID_LIMIT]


def _image(event: Event) -> str:
    """The largest of its pictures, else a file beside it that is one; "" of those that stand in the calendar itself."""
    files = [file for file in event.get("ATTACH", ()) if _IMAGE_FILE.search(file.parameters)]
    told = [*sorted(event.get("IMAGE", ()), key=_display), *files]
    return first_image("", (image.value for image in told))


def _display(image: Property) -> int:
    said = _DISPLAY.search(image.parameters)
    ways = said[1].upper().split(",") if said else ["BADGE"]
    return min((_DISPLAYS.index(way) for way in ways if way in _DISPLAYS), default=len(_DISPLAYS))


def _text(event: Event, name: str) -> str:
    raw = event[name][0].value if name in event else ""
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], raw)


def _moment(event: Event, name: str, whole_day: timedelta) -> datetime | None:
    """The moment of that name. A date alone is its midnight, moved by `whole_day`: an end names the day after the last."""
    if name not in event:
        return None
    value, zone = event[name][0].value, event[name][0].time_zone
    try:
        if len(value) == len("20130419"):
            day = datetime.strptime(value, "%Y%m%d").replace(tzinfo=UTC).date()
            return _midnight(day, zone) + whole_day
        moment = datetime.strptime(value.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007 - the zone comes below
        if value.endswith("Z"):
            return moment.replace(tzinfo=UTC)
        return moment.replace(tzinfo=ZoneInfo(zone)) if zone in available_timezones() else moment
    except (ValueError, OverflowError):
        return None


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone) if zone in available_timezones() else None)


def _ended(starts_at: datetime | None, duration: str) -> datetime | None:
    parts = _DURATION.fullmatch(duration)
    if starts_at is None or not duration or parts is None:
        return None
    weeks, days, hours, minutes = (int(part or 0) for part in parts.groups())
    try:
        return starts_at + timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
    except OverflowError:
        return None
