"""From a link to what is known of its event: one question through the HTTP door, then the sources in turn."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from campaigns.authoring.event_sources import calendars, open_graph, schema_org
from campaigns.authoring.event_sources.contract import EventUnread, Found, Page, Source
from candyplatform.base.http import AddressRefused, Door, DoorError, Response, TooLarge

# Those that know most come first; the last knows a name of almost any page. What an event tool tells over an API of its own
# goes before them all, as one more module.
SOURCES: tuple[Source, ...] = (calendars.event_in, schema_org.event_in, open_graph.event_in)
# A person waits for it.
TIMEOUT = 6.0
_ACCEPT = {"Accept": "text/html, text/calendar;q=0.9, */*;q=0.1"}
_ERROR = 400
# What a page says of itself stands near its beginning; what comes later is not worth a parser's time.
READ_LIMIT = 400_000

_REFUSED = _("This address is not on the public internet. Paste the page that your guests open.")
_SILENT = _("That page does not answer just now. Type the event in below, or try again in a minute.")
_TOO_LARGE = _("That page is too large to read. Type the event in below: it takes a minute.")
_NOT_THERE = _("There is nothing at that address. Look at it once more, or type the event in below.")


def event_at(url: str, *, door: Door, now: datetime) -> Found:
    """What the page at that address says of its event. Asks the network: not within a transaction.

    A bare `example.org/event` is taken as https. Raises `EventUnread` with a sentence that says what to do instead.
    """
    page = _page(_asked(_whole(url), door))
    for source in SOURCES:
        found = source(page, now)
        if found:
            return found
    raise EventUnread


def _whole(url: str) -> str:
    url = url.strip()
    if url.lower().startswith("webcal://"):
        return f"https{url[len('webcal') :]}"
    return url if "://" in url else f"https://{url}"


def _asked(url: str, door: Door) -> Response:
    try:
        response = door.request("GET", url, headers=_ACCEPT, timeout=min(TIMEOUT, door.timeout))
    except AddressRefused as error:
        raise EventUnread(_REFUSED) from error
    except TooLarge as error:
        raise EventUnread(_TOO_LARGE) from error
    except DoorError as error:
        raise EventUnread(_SILENT) from error
    if response.status >= _ERROR:
        raise EventUnread(_NOT_THERE)
    return response


def _page(response: Response) -> Page:
    """The page as text; what is no text at all reads as nothing."""
    _kind, _semicolon, parameters = response.headers.get("content-type", "").partition("charset=")
    try:
        text = response.body.decode(parameters.strip(" \"'") or "utf-8", errors="replace")
    except (LookupError, UnicodeError):  # no such encoding, or none for text
        text = response.body.decode(errors="replace")
    return Page(response.url, text[:READ_LIMIT])
