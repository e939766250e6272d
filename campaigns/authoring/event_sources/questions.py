"""What one reading may ask: few questions, through the HTTP door, all within the time that a person waits and the bytes of one page."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from candyplatform.base.errors import DomainError
from candyplatform.base.http import AddressRefused, Door, DoorError, Response, TooLarge

# A person waits for it.
SECONDS = 6.0
QUESTIONS_LIMIT = 8
# What a page says of itself stands near its beginning; what comes later is not worth a parser's time.
READ_LIMIT = 400_000
UNCHANGED, UNKNOWN, ERROR = 304, 401, 400
_ACCEPT = {"Accept": "text/html, text/calendar;q=0.9, */*;q=0.1"}

_REFUSED = _("This address is not on the public internet. Paste the page that your guests open.")
_SILENT = _("That page does not answer just now. Type the event in yourself, or try again in a minute.")
_TOO_LARGE = _("That page is too large to read. Type the event in yourself: it takes a minute.")
_NOT_THERE = _("There is nothing at that address. Look at it once more, or type the event in yourself.")
_TOKEN_OVER = _(
    "The shop does not take your API token any more. An owner puts in a new one under Organization, or removes it there."
)


class EventUnread(DomainError):  # noqa: N818 - read as a sentence
    """The page cannot be asked, or tells nothing of an event; the message says what to do instead."""

    code = "event_unread"
    message = _(
        "Nothing on that page tells of an event in a way we can read. Type it in yourself: it takes a minute."
    )


@dataclass(frozen=True)
class Page:
    """What stands at an address: after redirects, decoded as far as it goes."""

    url: str
    text: str


@dataclass
class Questions:
    """The door, with what is left of time, questions and bytes. `tokens`: by origin, for the API there."""

    door: Door
    tokens: Mapping[str, str] = field(default_factory=dict)
    asked: int = 0
    _until: float = field(default_factory=lambda: time.monotonic() + SECONDS)
    _bytes: int = field(init=False)

    def __post_init__(self) -> None:
        self._bytes = self.door.max_bytes

    def first(self, url: str, validators: Mapping[str, str]) -> Response:
        """The page that somebody pasted. With `validators`, 304 when it is as it was then. Raises `EventUnread`."""
        response = self._ask(url, {**_ACCEPT, **validators})
        if response.status >= ERROR:
            raise EventUnread(_NOT_THERE)
        return response

    def page(self, url: str, *, language: str) -> Page | None:
        """Another page of the same site, in that language; None when there is none."""
        response = self._more(url, {**_ACCEPT, "Accept-Language": language})
        return page_of(response) if response else None

    def json(self, url: str, *, token: str = "") -> Any:
        """What an API tells there; None when it tells nothing. Raises `EventUnread` when it does not know the token."""
        headers = {"Accept": "application/json", **({"Authorization": f"Token {token}"} if token else {})}
        response = self._more(url, headers)
        if response is None:
            return None
        try:
            return json.loads(response.body)
        except (ValueError, RecursionError):
            return None

    def token_for(self, url: str) -> str:
        """The organization's token for the API at that address; "" when it has none."""
        return self.tokens.get(origin_of(url), "")

    def _more(self, url: str, headers: Mapping[str, str]) -> Response | None:
        try:
            response = self._ask(url, headers)
        except EventUnread:
            return None
        if response.status == UNKNOWN and "Authorization" in headers:
            raise EventUnread(_TOKEN_OVER)
        return response if response.status < ERROR else None

    def _ask(self, url: str, headers: Mapping[str, str]) -> Response:
        left = min(self._until - time.monotonic(), self.door.timeout)
        if left <= 0 or self.asked >= QUESTIONS_LIMIT:
            raise EventUnread(_SILENT)
        if self._bytes <= 0:
            raise EventUnread(_TOO_LARGE)
        self.asked += 1
        try:
            response = self.door.request("GET", url, headers=headers, timeout=left, max_bytes=self._bytes)
        except AddressRefused as error:
            raise EventUnread(_REFUSED) from error
        except TooLarge as error:
            self._bytes = 0
            raise EventUnread(_TOO_LARGE) from error
        except DoorError as error:
            raise EventUnread(_SILENT) from error
        self._bytes -= len(response.body)
        return response


def page_of(response: Response) -> Page:
    """The answer as text; what is no text at all reads as nothing."""
    _kind, _semicolon, parameters = response.headers.get("content-type", "").partition("charset=")
    return Page(response.url, decoded(response.body, parameters.strip(" \"'")))


def decoded(body: bytes, encoding: str = "") -> str:
    """As much text as is read of it."""
    try:
        text = body.decode(encoding or "utf-8", errors="replace")
    except (LookupError, UnicodeError):  # no such encoding, or none for text
        text = body.decode(errors="replace")
    return text[:READ_LIMIT]


def origin_of(url: str) -> str:
    """`https://host` or `https://host:port`; "" of what is no address."""
    try:
        parts = urlsplit(url)
        default = {"https": 443, "http": 80}.get(parts.scheme)
        port = f":{parts.port}" if parts.port not in (None, default) else ""
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.hostname}{port}" if parts.hostname and default else ""
