"""The HTTP door: the only way out of the house.

A name is resolved once, every address it has must be public, and the very address that was checked is dialed (with the
name in SNI, in the certificate check and in the Host header), so a name that changes its mind in between gains nothing.
At most three redirects, each checked like the first. Bytes (after decompression) and wall-clock time are bounded, drip
by drip. Proxy settings of the environment are ignored; certificates are checked against the system's store.
"""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPException
from urllib.parse import urlencode, urljoin

import urllib3
from django.conf import settings
from urllib3.connection import HTTPConnection

from candyplatform.base.addresses import BadAddress, Target, parse_target
from candyplatform.base.dialing import (
    AddressRefused,
    ConnectionFailed,
    Deadline,
    DoorError,
    Ration,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    dial,
)
from candyplatform.base.websocket import WebSocket

__all__ = [
    "AddressRefused",
    "ConnectionFailed",
    "Door",
    "DoorError",
    "Response",
    "TooLarge",
    "TooManyRedirects",
    "TooSlow",
    "WebSocket",
    "door_from_settings",
]

USER_AGENT = "Candystorm-Platform/0.1"
MAX_REDIRECTS = 3
# Nothing takes ten seconds or a mebibyte, with what it takes to notice and with headers.
TIMEOUT = 9.5
MAX_BYTES = 1_000_000
_HEADERS_BYTES = 32_768
_CHUNK = 65_536
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BECOME_GET = frozenset({301, 302, 303})
_SECRETS = frozenset({"authorization", "cookie", "proxy-authorization"})

Params = Mapping[str, str | int | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Response:
    """What came back. Names in `headers` are lower case; `url` is the address that answered, after redirects."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


@dataclass(frozen=True, slots=True)
class Door:
    """A way out with its own rules.

    `allowed_loopback` names (host, port) pairs on this machine that may be dialed all the same: for the storm simulator
    and for tests. `timeout` (seconds) and `max_bytes` bound what a single request does not bound more closely.
    """

    allowed_loopback: frozenset[tuple[str, int]] = frozenset()
    user_agent: str = USER_AGENT
    timeout: float = TIMEOUT
    max_bytes: int = MAX_BYTES

    def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Params | None = None,
        body: bytes | None = None,
        timeout: float | None = None,
        max_bytes: int | None = None,
        max_redirects: int = MAX_REDIRECTS,
    ) -> Response:
        """Ask, follow redirects, return what came whatever its status. Raises `DoorError`.

        `timeout` is for the whole of it, in seconds; `max_bytes` bounds the decoded body, and all that comes on the way to
        it. None: as the door has it. `params` are appended to the
        URL's query, a sequence as a repeated name.
        """
        size = self.max_bytes if max_bytes is None else max_bytes
        deadline = Deadline(self.timeout if timeout is None else timeout)
        errand = _Errand(
            method.upper(), dict(headers or {}), body, deadline, size, Ration(size + _HEADERS_BYTES)
        )
        target = _read(_with_params(url, params))
        for _ in range(max_redirects + 1):
            response = self._ask(errand, target)
            location = response.headers.get("location")
            if response.status not in _REDIRECTS or location is None or not max_redirects:
                return response
            target = errand.redirected(response.status, target, location)
        raise TooManyRedirects(f"More than {max_redirects} redirects from {url[:200]}.")

    def open_websocket(
        self, url: str, *, timeout: float | None = None, max_message: int | None = None
    ) -> WebSocket:
        """Connect to a `ws:` or `wss:` address and finish the handshake, all within `timeout`. Raises `DoorError`.

        `max_message` bounds each message, in bytes. None: as the door has it.
        """
        target = _read(url, frozenset({"ws", "wss"}))
        deadline = Deadline(self.timeout if timeout is None else timeout)
        size = self.max_bytes if max_message is None else max_message
        sock = dial(target, deadline, self.allowed_loopback)
        opened = WebSocket.shake_hands(
            sock, target.url, user_agent=self.user_agent, deadline=deadline, max_message=size
        )
        sock.deadline = None  # what is open may stay open
        return opened

    def _ask(self, errand: "_Errand", target: Target) -> Response:
        connection = HTTPConnection(target.host, target.port)
        sock = dial(target, errand.deadline, self.allowed_loopback)
        sock.ration = errand.ration
        connection.sock = sock
        connection.timeout = max(errand.deadline.left(), 0.001)
        try:
            connection.request(
                errand.method,
                target.path,
                body=errand.body,
                headers=errand.sent_headers(target, self.user_agent),
                preload_content=False,
            )
            with closing(
                connection.getresponse()
            ) as answer:  # what was not read to its end holds the socket open
                return errand.received(answer, target)
        except (HTTPException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise errand.failure(error, target) from error
        finally:
            connection.close()


@dataclass(slots=True)
class _Errand:
    """One request on its way, redirects included."""

    method: str
    headers: dict[str, str]
    body: bytes | None
    deadline: Deadline
    max_bytes: int
    ration: Ration
    _fixed: dict[str, str] = field(default_factory=lambda: {"Accept-Encoding": "gzip", "Connection": "close"})

    def sent_headers(self, target: Target, user_agent: str) -> dict[str, str]:
        return {"User-Agent": user_agent, **self.headers, **self._fixed, "Host": target.netloc}

    def received(self, answer: urllib3.BaseHTTPResponse, target: Target) -> Response:
        """The whole answer, read in pieces so that neither a long nor a well-compressed body gets past the limit."""
        body = bytearray()
        while piece := answer.read(min(_CHUNK, self.max_bytes + 1 - len(body)), decode_content=True):
            body += piece
            if len(body) > self.max_bytes:
                raise TooLarge(f"{target.host} sent more than {self.max_bytes} bytes.")
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Response(answer.status, headers, bytes(body), target.url)

    def redirected(self, status: int, old: Target, location: str) -> Target:
        """Where a redirect leads; what must not be told there is dropped, and TLS is never left."""
        new = _read(_joined(old.url, location))
        if old.is_tls and not new.is_tls:
            raise AddressRefused(f"{old.host} redirects from https to http.")
        if new.origin != old.origin:
            self.headers = {name: text for name, text in self.headers.items() if name.lower() not in _SECRETS}
        if status in _BECOME_GET and self.method != "HEAD":
            self.method, self.body = "GET", None
        return new

    def failure(self, error: Exception, target: Target) -> DoorError:
        if self.ration.left < 0:
            return TooLarge(f"{target.host} sent more than {self.max_bytes} bytes.")
        if self.deadline.left() <= 0:
            return TooSlow(f"{target.host} took longer than {self.deadline.seconds:g} s.")
        return ConnectionFailed(f"{target.host}: {error}")


def _read(url: str, schemes: frozenset[str] = frozenset({"http", "https"})) -> Target:
    try:
        return parse_target(url, schemes=schemes)
    except BadAddress as error:
        raise AddressRefused(str(error)) from error


def _joined(base: str, location: str) -> str:
    try:
        return urljoin(base, location.partition("#")[0])
    except ValueError as error:
        raise AddressRefused("The redirect's address cannot be read.") from error


def _with_params(url: str, params: Params | None) -> str:
    if not params:
        return url
    base, hash_sign, fragment = url.partition("#")
    try:
        query = urlencode(params, doseq=True)
    except UnicodeError as error:
        raise AddressRefused("The query holds what is no text.") from error
    return f"{base}{'&' if '?' in base else '?'}{query}{hash_sign}{fragment}"


def door_from_settings() -> Door:
    """The door as the settings want it: `HTTP_ALLOW_LOOPBACK` is a list of `host:port`."""
    pairs = (entry.rpartition(":") for entry in settings.HTTP_ALLOW_LOOPBACK)
    return Door(frozenset((host.strip("[]"), int(port)) for host, _, port in pairs))
