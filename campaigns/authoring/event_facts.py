"""From what a source says of an event to the facts of a campaign, and how such facts are kept and compared."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from campaigns.authoring.event_sources.contract import Found
from campaigns.authoring.facts import LINE_LIMIT, is_web_address, one_line
from campaigns.models import Campaign

# Not a fact of the campaign's own row: the address of a picture, which is fetched.
IMAGE = "event_image"
MOMENTS = ("event_starts_at", "event_ends_at")
# What is kept in step, in the order in which it is told. The website is not: it leads to the source anyway.
KEPT_IN_STEP = ("event_name", "event_names", "event_place", *MOMENTS, "time_zone", IMAGE)
# Years that clocks everywhere can tell.
_YEARS = range(1971, 9999)
Plain = dict[str, Any]


def facts_in(found: Found, *, zone: str, language: str) -> dict[str, Any]:
    """What was found, fit for a campaign; what it does not say is left out. What tells no time zone is told in `zone`."""
    zone = found.time_zone or zone
    names = {code: line_of(name) for code, name in found.names.items()}
    name = names.get(language) or line_of(found.name)
    facts: dict[str, Any] = {
        "event_name": name,
        "event_names": names if len({name, *names.values()}) > 1 else {},
        "event_place": line_of(found.place),
        "event_starts_at": _moment(found.starts_at, zone),
        "event_ends_at": _moment(found.ends_at, zone),
        "event_url": found.url if is_web_address(found.url) else "",
        "time_zone": zone,
        IMAGE: found.image,
    }
    return {field: value for field, value in facts.items() if value or field == "event_names"}


def line_of(text: str) -> str:
    """A text of several lines on one, cut to what fits."""
    lines = [line for line in map(one_line, text.splitlines()) if line]
    return ", ".join(line.rstrip(",") for line in lines)[:LINE_LIMIT]


def plain(facts: Mapping[str, Any]) -> Plain:
    """Facts as JSON keeps them: a moment is the same one however it was told."""
    return {name: _plain(facts[name]) for name in KEPT_IN_STEP if name in facts}


def of_campaign(campaign: Campaign) -> Plain:
    """The campaign's own facts, in the same shape; its picture is none of them."""
    return plain({name: getattr(campaign, name) for name in KEPT_IN_STEP if name != IMAGE})


def from_plain(kept: Plain) -> dict[str, Any]:
    """Facts as a campaign takes them."""
    return {
        name: datetime.fromisoformat(value) if name in MOMENTS and value else value
        for name, value in kept.items()
    }


def _plain(value: Any) -> Any:
    return value.astimezone(UTC).isoformat(timespec="minutes") if isinstance(value, datetime) else value


def _moment(moment: datetime | None, zone: str) -> datetime | None:
    if moment is None or moment.year not in _YEARS:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
