"""Server-sent events over a socket that the door has dialed: an endless answer, read piece by piece, with bounds.

`Door.request` reads whole answers; this one never ends. Redirects are not followed. Source of the format:
https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import socket
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException, parse_headers
from io import BytesIO
from typing import Self

from candyplatform.base.addresses import BadAddress, Target, parse_target
from candyplatform.base.dialing import AddressRefused, ConnectionFailed, Deadline, TooLarge, TooSlow, dial
from candyplatform.base.http import Door, Response

# Servers that have nothing to say send a comment from time to time; one that does not even do that is lost.
LOST_AFTER = 60.0
MAX_HEAD = 65_536
_CHUNK = 65_536
_END_OF_HEAD = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its kind (`message` where none was named) and its data, lines joined."""

    kind: str
    data: bytes


class EventStream:
    """An open answer. `response` is its head; where its status is not 200, there are no events to wait for."""

    def __init__(
        self, sock: socket.socket, response: Response, body: "_Body", rest: bytes, *, max_event: int
    ) -> None:
        self.response = response
        self._sock = sock
        self._body = body
        self._lines = _Lines(max_event)
        self._waiting = list(self._lines.take(body.take(rest)))
        self._heard_at = time.monotonic()

    def events(self, timeout: float) -> list[Event]:
        """What came, waiting at most `timeout` seconds; empty when nothing did. Raises `DoorError` at its end."""
        if self._waiting:
            found, self._waiting = self._waiting, []
            return found
        try:
            self._sock.settimeout(max(timeout, 0.001))
            data = self._sock.recv(_CHUNK)
        except TimeoutError:
            if time.monotonic() - self._heard_at > LOST_AFTER:
                raise ConnectionFailed(f"The stream has been silent for {LOST_AFTER:.0f} s.") from None
            return []
        except OSError as error:
            raise ConnectionFailed(f"The stream broke: {error}") from error
        if not data:
            raise ConnectionFailed("The stream ended.")
        self._heard_at = time.monotonic()
        return list(self._lines.take(self._body.take(data)))

    def close(self) -> None:
        self._sock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_events(
    door: Door, url: str, *, headers: Mapping[str, str], timeout: float | None = None
) -> EventStream:
    """Ask for a stream and read the head of the answer, all within `timeout` seconds. Raises `DoorError`.

    None: as the door has it, which also bounds each event, in bytes.
    """
    try:
        target = parse_target(url, schemes=frozenset({"http", "https"}))
    except BadAddress as error:
        raise AddressRefused(str(error)) from error
    deadline = Deadline(door.timeout if timeout is None else timeout)
    sock = dial(target, deadline, door.allowed_loopback)
    try:
        sock.settimeout(deadline.left_or_raise())
        sock.sendall(_request(target, {"User-Agent": door.user_agent, **headers}))
        head, rest = _head(sock, deadline)
        sock.deadline = None  # what is open may stay open
        response = _response(head, target)
        return EventStream(sock, response, _Body(response), rest, max_event=door.max_bytes)
    except (OSError, HTTPException, ValueError) as error:
        sock.close()
        if isinstance(error, TimeoutError):
            raise TooSlow(f"{target.host} took longer than {deadline.seconds:g} s.") from error
        raise ConnectionFailed(f"{target.host}: {error}") from error
    except (TooLarge, ConnectionFailed):
        sock.close()
        raise


def _request(target: Target, headers: Mapping[str, str]) -> bytes:
    fixed = {"Host": target.netloc, "Accept": "text/event-stream", "Accept-Encoding": "identity"}
    lines = [
        f"GET {target.path} HTTP/1.1",
        *(f"{name}: {text}" for name, text in {**headers, **fixed}.items()),
    ]
    if any("\r" in line or "\n" in line for line in lines):
        raise ValueError("a header may not have line breaks")
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def _head(sock: socket.socket, deadline: Deadline) -> tuple[bytes, bytes]:
    """The head of the answer, and what came behind it already."""
    data = bytearray()
    while _END_OF_HEAD not in data:
        if len(data) > MAX_HEAD:
            raise TooLarge(f"The head of the answer is longer than {MAX_HEAD} bytes.")
        sock.settimeout(deadline.left_or_raise())
        piece = sock.recv(_CHUNK)
        if not piece:
            raise ConnectionFailed("The server hung up before it answered.")
        data += piece
    head, _, rest = bytes(data).partition(_END_OF_HEAD)
    return head + _END_OF_HEAD, rest


def _response(head: bytes, target: Target) -> Response:
    lines = BytesIO(head)
    version, status, *_ = lines.readline().decode("latin-1").split(" ", 2)
    if not version.startswith("HTTP/1.") or not status.strip().isdecimal():
        raise ValueError("this is not an answer in HTTP/1")
    headers = {name.lower(): value for name, value in parse_headers(lines).items()}
    return Response(int(status), headers, b"", target.url)


class _Body:
    """Takes the chunked transfer coding off, where there is one."""

    def __init__(self, response: Response) -> None:
        self._is_chunked = "chunked" in response.headers.get("transfer-encoding", "").lower()
        self._raw = bytearray()
        self._left = 0

    def take(self, data: bytes) -> bytes:
        """What the bytes carry. Raises `ConnectionFailed` where a chunk should begin and none does."""
        if not self._is_chunked:
            return data
        self._raw += data
        found = bytearray()
        while self._raw:
            if not self._left and not self._begin_chunk():
                break
            # Two more bytes than the chunk has: the line break behind it.
            piece = self._raw[: self._left]
            found += piece[: max(0, self._left - 2)]
            del self._raw[: len(piece)]
            self._left -= len(piece)
        return bytes(found)

    def _begin_chunk(self) -> bool:
        line, found, rest = self._raw.partition(b"\r\n")
        if not found:
            if len(self._raw) > MAX_HEAD:
                raise TooLarge("A chunk's size takes too long to tell.")
            return False
        try:
            size = int(line.partition(b";")[0], 16)
        except ValueError:
            raise ConnectionFailed("The stream lost its chunks.") from None
        self._raw, self._left = rest, size + 2
        return size > 0  # the last chunk is empty: the server hangs up next


class _Lines:
    """From bytes to events; comments and fields that nobody needs are passed over."""

    def __init__(self, max_event: int) -> None:
        self._max_event = max_event
        self._rest = b""
        self._kind = ""
        self._data: list[bytes] = []
        self._size = 0

    def take(self, data: bytes) -> Iterator[Event]:
        """The events that these bytes complete. Raises `TooLarge`."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        self._bound(len(self._rest))
        for line in lines:
            if event := self._line(line.removesuffix(b"\r")):
                yield event

    def _line(self, line: bytes) -> Event | None:
        if not line:
            event = Event(self._kind or "message", b"\n".join(self._data)) if self._data else None
            self._kind, self._data, self._size = "", [], 0
            return event
        field, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if field == b"event":
            self._kind = value.decode(errors="replace")
        elif field == b"data":
            self._bound(len(value))
            self._size += len(value)
            self._data.append(value)
        return None

    def _bound(self, more: int) -> None:
        if self._size + more > self._max_event:
            raise TooLarge(f"An event is larger than {self._max_event} bytes.")
