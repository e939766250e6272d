"""What a source of events gets, and what it gives."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from candyplatform.base.errors import DomainError


@dataclass(frozen=True)
class Found:
    """What a page says of an event; "" and None where it says nothing.

    Moments are as they stand there: aware when the page tells a time zone or an offset, naive when it does not. `time_zone`
    is an IANA name. Texts are a stranger's: not yet cut or cleaned.
    """

    name: str = ""
    place: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    time_zone: str = ""
    url: str = ""


@dataclass(frozen=True)
class Page:
    """What stands at an address: after redirects, decoded as far as it goes."""

    url: str
    text: str


# One source: the event that it finds in the page, None when it knows nothing of it. Whatever stands there, it raises nothing.
Source = Callable[[Page, datetime], Found | None]


class EventUnread(DomainError):  # noqa: N818 - read as a sentence
    """The page cannot be asked, or tells nothing of an event; the message says what to do instead."""

    code = "event_unread"
    message = _(
        "Nothing on that page tells of an event in a way we can read. Type it in below: it takes a minute."
    )
