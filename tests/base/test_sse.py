"""Server-sent events through the door, over a real server on loopback."""

import socket
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candyplatform.base import sse
from candyplatform.base.dialing import AddressRefused, ConnectionFailed, DoorError, TooLarge, TooSlow
from candyplatform.base.http import Door, Response
from candyplatform.base.sse import Event, EventStream, open_events
from tests.base.loopback import Loopback, head, loopback

STREAM = {"Content_Type": "text/event-stream"}


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


def saying(*pieces: bytes, stays: bool = False, **headers: str) -> Callable[[bytes, socket.socket], None]:
    def answer(request: bytes, connection: socket.socket) -> None:
        connection.sendall(head(**{**STREAM, **headers}))
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(0.02)
        if stays:
            connection.recv(1)

    return answer


def opened(server: Loopback, **headers: str) -> EventStream:
    return open_events(Door(server.allowed), server.url("/stream?tag=a"), headers=headers)


def everything(stream: EventStream) -> list[Event]:
    found: list[Event] = []
    with stream:
        try:
            while True:
                found += stream.events(1.0)
        except ConnectionFailed:
            return found


def wait_for_the_end(stream: EventStream) -> None:
    with stream:
        for _ in range(1000):
            stream.events(0.05)


def test_events_come_whole_whatever_the_pieces() -> None:
    pieces = (
        b':)\nevent: update\ndata: {"a":',
        b"1}\n\n:thump\nevent: delete\r\ndata: 17\r\n\r\nda",
        b"ta:x\ndata: y\n\n",
    )
    with loopback(saying(*pieces)) as server:
        assert everything(opened(server)) == [
            Event("update", b'{"a":1}'),
            Event("delete", b"17"),
            Event("message", b"x\ny"),
        ]


def test_events_come_out_of_chunks() -> None:
    whole = b"event: update\ndata: \xc3\xa4\n\n"
    pieces = (chunk(whole[:7]) + chunk(whole[7:])[:4], chunk(whole[7:])[4:], chunk(whole), b"0\r\n\r\n")
    with loopback(saying(*pieces, Transfer_Encoding="chunked")) as server:
        assert everything(opened(server)) == [Event("update", "ä".encode())] * 2


def test_request_says_what_it_wants_and_who_asks() -> None:
    with loopback(saying()) as server:
        everything(opened(server, Authorization="Bearer secret"))
        request = server.heard[0].decode()
    assert request.startswith("GET /stream?tag=a HTTP/1.1\r\n")
    assert "\r\nAuthorization: Bearer secret\r\n" in request
    assert "\r\nAccept: text/event-stream\r\n" in request
    assert f"\r\nHost: 127.0.0.1:{server.port}\r\n" in request


def test_head_tells_a_refusal() -> None:
    def refuse(request: bytes, connection: socket.socket) -> None:
        connection.sendall(head("401 Unauthorized", Retry_After="7") + b"no")

    with loopback(refuse) as server, opened(server) as stream:
        assert (stream.response.status, stream.response.headers["retry-after"]) == (401, "7")


def test_events_are_waited_for_no_longer_than_asked() -> None:
    with loopback(saying(stays=True)) as server, opened(server) as stream:
        started = time.monotonic()
        assert stream.events(0.2) == []
        assert 0.15 < time.monotonic() - started < 20


def test_silence_ends_the_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sse, "LOST_AFTER", 0.1)
    with loopback(saying(stays=True)) as server, pytest.raises(ConnectionFailed, match="silent"):
        wait_for_the_end(opened(server))


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (b"SSH-2.0-OpenSSH\r\n\r\n", ConnectionFailed),
        (b"HTTP/1.1 what\r\n\r\n", ConnectionFailed),
        (b"", ConnectionFailed),
        (b"HTTP/1.1 200 OK\r\nx: " + b"x" * 70_000, TooLarge),
    ],
)
def test_an_odd_head_is_an_error_of_the_door(answer: bytes, error: type[DoorError]) -> None:
    with loopback(lambda request, connection: connection.sendall(answer)) as server, pytest.raises(error):
        opened(server)


def test_a_head_that_does_not_come_is_too_slow() -> None:
    with loopback(lambda request, connection: time.sleep(10)) as server, pytest.raises(TooSlow):
        open_events(Door(server.allowed), server.url(), headers={}, timeout=0.2)


@pytest.mark.parametrize(
    "body", [b"data: " + b"x" * 1_000_100, b"data: x\n" * 2 + b"data: " + b"y" * 999_999 + b"\n"]
)
def test_an_endless_event_is_too_large(body: bytes) -> None:
    with loopback(saying(body, stays=True)) as server, pytest.raises(TooLarge):
        wait_for_the_end(opened(server))


def test_chunks_that_are_none_break_the_stream() -> None:
    with (
        loopback(saying(b"hello\r\n", Transfer_Encoding="chunked", stays=True)) as server,
        pytest.raises(ConnectionFailed, match="chunks"),
    ):
        wait_for_the_end(opened(server))


def test_private_addresses_are_refused() -> None:
    with loopback(saying()) as server, pytest.raises(AddressRefused):
        open_events(Door(), server.url(), headers={})
    with pytest.raises(AddressRefused):
        open_events(Door(), "ftp://example.org/", headers={})


def test_a_header_takes_no_line_break() -> None:
    with loopback(saying()) as server, pytest.raises(ConnectionFailed):
        opened(server, Authorization="Bearer a\r\nX-Evil: b")


@given(st.lists(st.binary(min_size=1, max_size=40)), st.integers(1, 7))
def test_chunking_is_undone_wherever_it_is_cut(parts: list[bytes], step: int) -> None:
    body = sse._Body(Response(200, {"transfer-encoding": "chunked"}, b"", ""))
    raw = b"".join(chunk(part) for part in parts) + b"0\r\n\r\n"
    taken = b"".join(body.take(raw[start : start + step]) for start in range(0, len(raw), step))
    assert taken == b"".join(parts)
