"""The door's websocket over a real server on loopback."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve

from candyplatform.base import websocket
from candyplatform.base.http import AddressRefused, ConnectionFailed, Door, TooSlow, WebSocket
from tests.base.loopback import head, loopback, says

Talk = Callable[[ServerConnection], None]


@contextlib.contextmanager
def talking(talk: Talk) -> Iterator[tuple[Door, str]]:
    """A websocket server that talks like this to each caller; the door that may call it, and its address."""

    def handler(connection: ServerConnection) -> None:
        with contextlib.suppress(ConnectionClosed):
            talk(connection)

    server: Server = serve(handler, "127.0.0.1", 0, compression=None)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    port = server.socket.getsockname()[1]
    try:
        yield Door(frozenset({("127.0.0.1", port)})), f"ws://127.0.0.1:{port}/subscribe?x=1"
    finally:
        server.shutdown()


def _listens(connection: ServerConnection) -> None:
    connection.recv()


@contextlib.contextmanager
def calling(door: Door, url: str, **options: int) -> Iterator[WebSocket]:
    connection = door.open_websocket(url, **options)
    try:
        yield connection
    finally:
        connection.close()


def _collect(connection: WebSocket, count: int) -> list[bytes]:
    messages: list[bytes] = []
    ends = time.monotonic() + 30
    while len(messages) < count and time.monotonic() < ends:
        messages += connection.messages(0.5)
    return messages


def test_websocket_brings_messages_whole_and_in_order() -> None:
    def talk(connection: ServerConnection) -> None:
        connection.send("ä")
        connection.send([b"in ", b"three ", b"pieces"])
        for number in range(2000):
            connection.send(str(number))
        connection.recv()

    with talking(talk) as (door, url), calling(door, url) as connection:
        expected = ["ä".encode(), b"in three pieces", *(str(number).encode() for number in range(2000))]
        assert _collect(connection, 2002) == expected


def test_websocket_waits_no_longer_than_asked() -> None:
    with talking(_listens) as (door, url), calling(door, url) as connection:
        started = time.monotonic()
        assert connection.messages(0.2) == []
        assert 0.15 < time.monotonic() - started < 20


def test_websocket_tells_when_the_server_says_goodbye() -> None:
    with talking(lambda connection: connection.send("last")) as (door, url), calling(door, url) as connection:
        assert _collect(connection, 1) == [b"last"]
        with pytest.raises(ConnectionFailed, match="closed"):
            _collect(connection, 1)


def test_websocket_answers_pings() -> None:
    answered: list[bool] = []

    def talk(connection: ServerConnection) -> None:
        answered.append(connection.ping().wait(3))
        connection.send("done")

    with talking(talk) as (door, url), calling(door, url) as connection:
        assert _collect(connection, 1) == [b"done"]
    assert answered == [True]


def test_websocket_pings_a_silent_server_and_gives_it_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websocket, "PING_AFTER", 0.1)
    monkeypatch.setattr(websocket, "LOST_AFTER", 2.0)
    with talking(_listens) as (door, url), calling(door, url) as connection:
        ends = time.monotonic() + 2.5
        while time.monotonic() < ends:
            assert connection.messages(0.05) == []
        connection._protocol.send_ping = lambda data: None  # type: ignore[method-assign]
        with pytest.raises(ConnectionFailed, match="silent"):
            _collect(connection, 1)


def test_websocket_refuses_a_message_over_the_limit() -> None:
    with (
        talking(lambda connection: connection.send("x" * 1001)) as (door, url),
        calling(door, url, max_message=1000) as connection,
        pytest.raises(ConnectionFailed, match="exceeds limit of 1000"),
    ):
        _collect(connection, 1)


def test_open_websocket_refuses_what_the_door_refuses() -> None:
    with talking(lambda connection: None) as (door, url):
        with pytest.raises(AddressRefused):
            Door().open_websocket(url)
        with pytest.raises(AddressRefused):
            door.open_websocket(url.replace("ws:", "http:"))


def test_open_websocket_tells_when_the_handshake_fails() -> None:
    answer = says(head("503 Service Unavailable", Content_Length="0"))
    with loopback(answer) as server, pytest.raises(ConnectionFailed, match="503"):
        Door(server.allowed).open_websocket(server.url(scheme="ws"))


def test_open_websocket_is_bounded_in_time() -> None:
    with loopback(lambda request, connection: time.sleep(10)) as server, pytest.raises(TooSlow):
        Door(server.allowed).open_websocket(server.url(scheme="ws"), timeout=0.3)
