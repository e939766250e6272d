"""A websocket client over a socket that the door has dialed: no threads, no background pings, bounded messages."""

import socket
import time
from typing import Self

from websockets.client import ClientProtocol
from websockets.exceptions import InvalidHandshake, InvalidURI
from websockets.frames import Frame, Opcode
from websockets.http11 import Response as HandshakeResponse
from websockets.protocol import State
from websockets.uri import parse_uri

from candyplatform.base.dialing import ConnectionFailed, Deadline, TooSlow

PING_AFTER = 20.0
LOST_AFTER = 45.0
# Who does not read what we send, such as the answers to its pings, is not worth more.
SEND_WITHIN = 5.0
# Small enough that even one full of frames of two bytes is read in a moment.
_CHUNK = 32_768
_DATA = frozenset({Opcode.TEXT, Opcode.BINARY, Opcode.CONT})


class WebSocket:
    """An open connection. Messages are bytes (text messages as UTF-8). All methods raise `ConnectionFailed` at its end."""

    def __init__(self, sock: socket.socket, protocol: ClientProtocol) -> None:
        self._sock = sock
        self._protocol = protocol
        self._parts: list[bytes] = []
        self._waiting: list[bytes] = []
        self._heard_at = time.monotonic()
        self._pinged = False

    @classmethod
    def shake_hands(
        cls, sock: socket.socket, url: str, *, user_agent: str, deadline: Deadline, max_message: int
    ) -> Self:
        """Finish the opening handshake before the deadline; the socket is closed when that fails."""
        try:
            self = cls(sock, ClientProtocol(parse_uri(url), max_size=max_message))
            self._open(user_agent, deadline)
        except (OSError, EOFError, InvalidHandshake, InvalidURI) as error:
            sock.close()
            if isinstance(error, TimeoutError):
                raise TooSlow(f"The websocket handshake took longer than {deadline.seconds:g} s.") from error
            raise ConnectionFailed(f"The websocket handshake failed: {error}") from error
        return self

    def messages(self, timeout: float) -> list[bytes]:
        """What came, waiting at most `timeout` seconds for the first of it; empty when nothing did."""
        if self._waiting:
            messages, self._waiting = self._waiting, []
            return messages
        self._raise_when_closed()
        try:
            self._sock.settimeout(max(timeout, 0.001))
            data = self._sock.recv(_CHUNK)
        except TimeoutError:
            self._keep_alive()
            return []
        except OSError as error:
            raise ConnectionFailed(f"The websocket broke: {error}") from error
        self._heard_at, self._pinged = time.monotonic(), False
        return self._take_in(data)

    def close(self) -> None:
        """Say goodbye and hang up; harmless when already closed."""
        if self._protocol.state is State.OPEN:
            self._protocol.send_close(1000)
        try:
            self._send_pending()
        except (OSError, ConnectionFailed):
            pass
        finally:
            self._sock.close()

    def _open(self, user_agent: str, deadline: Deadline) -> None:
        request = self._protocol.connect()
        request.headers["User-Agent"] = user_agent
        self._protocol.send_request(request)
        self._send_pending()
        while True:
            self._sock.settimeout(deadline.left_or_raise())
            data = self._sock.recv(_CHUNK)
            if not data:
                raise EOFError("the connection was closed")
            self._protocol.receive_data(data)
            if self._protocol.handshake_exc is not None:
                raise self._protocol.handshake_exc
            events = self._protocol.events_received()
            if any(isinstance(event, HandshakeResponse) for event in events):
                self._waiting = self._whole_messages(events)
                self._send_pending()
                return

    def _take_in(self, data: bytes) -> list[bytes]:
        if data:
            self._protocol.receive_data(data)
        else:
            self._protocol.receive_eof()
        messages = self._whole_messages(self._protocol.events_received())
        self._send_pending()
        if not messages:
            self._raise_when_closed()
        return messages

    def _raise_when_closed(self) -> None:
        if self._protocol.state is not State.OPEN:
            why = self._protocol.parser_exc or self._protocol.close_rcvd or "without goodbye"
            raise ConnectionFailed(f"The websocket was closed: {why}")

    def _whole_messages(self, events: object) -> list[bytes]:
        """Puts fragments together; control frames are answered by the protocol itself."""
        whole: list[bytes] = []
        assert isinstance(events, list)  # noqa: S101 - the library's union of event types, narrowed below
        for frame in events:
            if not isinstance(frame, Frame) or frame.opcode not in _DATA:
                continue
            if frame.data:  # else a flood of empty fragments would fill the list
                self._parts.append(bytes(frame.data))
            if frame.fin:
                whole.append(b"".join(self._parts))
                self._parts.clear()
        return whole

    def _keep_alive(self) -> None:
        silent = time.monotonic() - self._heard_at
        if silent > LOST_AFTER:
            raise ConnectionFailed(f"The websocket has been silent for {silent:.0f} s.")
        if silent > PING_AFTER and not self._pinged:
            self._pinged = True
            self._protocol.send_ping(b"")
            self._send_pending()

    def _send_pending(self) -> None:
        try:
            for data in self._protocol.data_to_send():
                if data:
                    self._sock.settimeout(SEND_WITHIN)
                    self._sock.sendall(data)
                else:
                    self._sock.shutdown(socket.SHUT_WR)
        except OSError as error:
            raise ConnectionFailed(f"The websocket broke: {error}") from error
