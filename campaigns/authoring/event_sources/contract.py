"""What a source of events gets, and what it gives."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from campaigns.authoring.event_sources.questions import Page, Questions
from campaigns.enums import Language
from candyplatform.base.addresses import parse_target

# How long the address of a picture may be.
IMAGE_LIMIT = 2000
_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Found:
    """What a page says of an event; "" and None where it says nothing.

    Moments are as they stand there: aware when the page tells a time zone or an offset, naive when it does not. `time_zone`
    is an IANA name. `names` is what it is called in each of our languages, where a source tells more than one. `uid` is by
    what the source knows it among its events; "" where there is one only. `image` is the address of its picture, which may be on any
    host. Texts are a stranger's: not yet cut or cleaned.
    """

    name: str = ""
    place: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    time_zone: str = ""
    url: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    uid: str = ""
    image: str = ""


@dataclass(frozen=True)
class Sought:
    """Which event of a source is meant: the one of that `uid`; by no uid the next one after `now`."""

    now: datetime
    uid: str = ""


# One source: the event that it finds in the page, asking on where it must; None when it knows nothing of it. Whatever stands
# there, it raises nothing.
Source = Callable[[Page, Questions, Sought], Found | None]


def chosen(events: Sequence[Found], sought: Sought) -> Found | None:
    """The event that is meant; when all are over, the last of them. None when there is no such event."""
    if sought.uid:
        return next((event for event in events if event.uid == sought.uid), None)
    in_order = sorted(events, key=_ends)
    return next((event for event in in_order if _ends(event) > sought.now), in_order[-1] if events else None)


def in_languages(value: Any) -> dict[str, str]:
    """A text that a tool tells in several languages, in those of ours that it has: of `de-informal`, as of `de`."""
    told = {str(code): text for code, text in value.items()} if isinstance(value, Mapping) else {}
    found: dict[str, str] = {}
    for key, text in sorted(told.items()):
        code = key.partition("-")[0]
        if code in Language.values and isinstance(text, str) and text.strip():
            found.setdefault(code, text)
    return found


def any_text(value: Any) -> str:
    """One text of those that a tool tells in several languages: one of ours, else whichever comes first."""
    texts = list(value.values()) if isinstance(value, Mapping) else [value]
    candidates = [*in_languages(value).values(), *texts]
    return next((text for text in candidates if isinstance(text, str) and text.strip()), "")


def moment_in(value: Any) -> datetime | None:
    """A moment as ISO 8601 writes it; None when it is none."""
    try:
        return datetime.fromisoformat(value.strip()) if isinstance(value, str) else None
    except (ValueError, OverflowError):
        return None


def image_at(base: str, address: Any) -> str:
    """The address of a picture, as the page at `base` means it; "" of what is no address on the web, such as `data:`."""
    if not isinstance(address, str) or not address.strip() or len(address) > IMAGE_LIMIT:
        return ""
    try:
        url = parse_target(urljoin(base, address.strip().replace(" ", "%20"))).url
    except ValueError:
        return ""
    return url if len(url) <= IMAGE_LIMIT else ""


def first_image(base: str, addresses: Iterable[Any]) -> str:
    """The first of these that is the address of a picture; "" when none is."""
    return next((found for found in (image_at(base, address) for address in addresses) if found), "")


def _ends(event: Found) -> datetime:
    """When it ends, for the order; what tells no zone is taken as UTC."""
    moment = event.ends_at or event.starts_at or _LAST
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
