"""Servers that answer with malice, each as one function over a connection; they go on until they are hung up on."""

import base64
import gzip
import hashlib
import itertools
import re
import socket
import struct
import time
import zlib
from collections.abc import Callable, Iterator, Mapping

from tests.base.loopback import Answer, head, whole

DRIP_SECONDS = 0.05
FLOOD = b"x" * 65_536
_ACCEPT = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def _drips(data: bytes, before: bytes = b"") -> Answer:
    """All of `data` again and again, a byte at a time."""

    def answer(request: bytes, connection: socket.socket) -> None:
        connection.sendall(before)
        for byte in itertools.cycle(data):
            connection.sendall(bytes((byte,)))
            time.sleep(DRIP_SECONDS)

    return answer


def _floods(data: bytes, before: bytes = b"") -> Answer:
    """`before`, then `data` without end, as fast as it goes."""

    def answer(request: bytes, connection: socket.socket) -> None:
        connection.sendall(before)
        while True:
            connection.sendall(data)

    return answer


def _says(data: bytes) -> Answer:
    return lambda request, connection: connection.sendall(data)


def _stalls(before: bytes = b"") -> Answer:
    def answer(request: bytes, connection: socket.socket) -> None:
        connection.sendall(before)
        connection.settimeout(30)
        while connection.recv(65_536):
            pass

    return answer


def _bomb(layers: int = 1) -> bytes:
    """200 MB of zeros, packed."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(1_000_000)
    packed = b"".join([*(packer.compress(zeros) for _ in range(200)), packer.flush()])
    for _ in range(layers - 1):
        packed = gzip.compress(packed)
    return packed


def _empty_deflate_blocks() -> Answer:
    """A gzip stream that never says anything: stored blocks of no bytes."""
    return _floods(
        b"\x00\x00\x00\xff\xff" * 10_000, head(Content_Encoding="gzip") + b"\x1f\x8b\x08\0\0\0\0\0\0\x03"
    )


def _redirects(*locations: str, body: bytes = b"") -> Answer:
    """One place after the other, round and round; `{n}` counts."""
    places = itertools.cycle(locations)
    numbers = itertools.count()

    def answer(request: bytes, connection: socket.socket) -> None:
        location = next(places).replace("{n}", str(next(numbers)))
        connection.sendall(whole(body, "302 Found", Location=location))

    return answer


def _resets(request: bytes, connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


CHUNKED = head(Transfer_Encoding="chunked")
BEHAVIORS: Mapping[str, Answer] = {
    "says nothing": _stalls(),
    "hangs up": _says(b""),
    "resets": _resets,
    "drips its status line": _drips(b"H"),
    "drips its headers": _drips(b"X-A: b\r\n", b"HTTP/1.1 200 OK\r\n"),
    "drips its body": _drips(b"x", head(Content_Length="1000000")),
    "drips its body without a length": _drips(b"x", head()),
    "drips its chunks": _drips(b"1\r\nx\r\n", CHUNKED),
    "drips 100 Continue": _drips(b"HTTP/1.1 100 Continue\r\n\r\n"),
    "stops in its headers": _stalls(b"HTTP/1.1 200 OK\r\nContent-Le"),
    "stops in its body": _stalls(head(Content_Length="1000") + b"x"),
    "never ends its status line": _floods(FLOOD, b"HTTP/1.1 200 "),
    "never ends a header": _floods(FLOOD, b"HTTP/1.1 200 OK\r\nX-A: "),
    "never ends its headers": _floods(b"X-A: b\r\n" * 1000, b"HTTP/1.1 200 OK\r\n"),
    "never ends its body": _floods(FLOOD, head()),
    "never ends its chunks": _floods(b"10000\r\n" + FLOOD + b"\r\n", CHUNKED),
    "never ends a chunk's size": _floods(b"0" * 65_536, CHUNKED),
    "never ends a chunk's extension": _floods(b"y" * 65_536, CHUNKED + b"1;x="),
    "never ends its trailers": _floods(b"X-A: b\r\n" * 1000, CHUNKED + b"0\r\n"),
    "sends chunks of one byte": _floods(b"1\r\nx\r\n" * 10_000, CHUNKED),
    "says 100 Continue for ever": _floods(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
    "says 103 Early Hints for ever": _floods(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 1000),
    "sends a gzip bomb": _says(whole(_bomb(), Content_Encoding="gzip")),
    "sends a gzip bomb in gzip": _says(whole(_bomb(2), Content_Encoding="gzip, gzip")),
    "sends a deflate bomb": _says(whole(zlib.compress(bytes(20_000_000), 9), Content_Encoding="deflate")),
    "sends gzip of nothing for ever": _empty_deflate_blocks(),
    "sends half a gzip": _says(whole(gzip.compress(b"x" * 1000)[:20], Content_Encoding="gzip")),
    "calls text gzip": _says(whole(b"hello", Content_Encoding="gzip")),
    "calls gzip brotli": _says(whole(_bomb(), Content_Encoding="br")),
    "calls gzip zstd": _says(whole(_bomb(), Content_Encoding="zstd")),
    "packs a hundred times": _says(whole(b"x", Content_Encoding=", ".join(["gzip"] * 100))),
    "announces a huge chunk": _floods(FLOOD, CHUNKED + b"FFFFFFFFFFFFFFFF\r\n"),
    "announces a negative chunk": _floods(FLOOD, CHUNKED + b"-1\r\n"),
    "announces a chunk of letters": _floods(FLOOD, CHUNKED + b"xyz\r\n"),
    "announces more than comes": _says(head(Content_Length="1000000") + b"x"),
    "announces less than comes": _floods(FLOOD, head(Content_Length="3")),
    "announces a huge body": _floods(FLOOD, head(Content_Length=str(2**70))),
    "announces a negative body": _floods(FLOOD, head(Content_Length="-5")),
    "announces two lengths": _floods(
        FLOOD, b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n"
    ),
    "redirects for ever": _redirects("/{n}"),
    "redirects in a circle": _redirects("/a", "/b"),
    "redirects to itself": _redirects("?"),
    "redirects with a huge body": _redirects("/{n}", body=b"x" * 300_000),
    "redirects nowhere": _redirects(""),
    "redirects to nonsense": _redirects("http://[", "//", "http://", ":", "\u00e4://\u00e4"),
    "redirects to a file": _redirects("file:///etc/passwd"),
    "redirects over and over with a drip": _drips(
        b"x", head("302 Found", Location="/", Content_Length="1000000")
    ),
    "speaks HTTP/0.9": _floods(b"<html>" * 10_000),
    "speaks HTTP/2": _says(b"\x00\x00\x12\x04\x00\x00\x00\x00\x00" + bytes(18)),
    "speaks nothing known": _says(bytes(range(256)) * 4),
    "answers 204 with a body": _floods(FLOOD, head("204 No Content")),
    "answers with status 999": _says(whole(b"", "999 Odd")),
    "answers with status -1": _says(whole(b"", "-1 Odd")),
    "switches protocols": _floods(FLOOD, head("101 Switching Protocols", Upgrade="x", Connection="Upgrade")),
    "sends JSON without end": _floods(b"[" * 65_536, head(Content_Type="application/json")),
    "sends JSON a hundred thousand deep": _says(
        whole(b"[" * 9_000 + b"]" * 9_000, Content_Type="application/json")
    ),
}


def _key(request: bytes) -> bytes:
    found = re.search(rb"(?i)sec-websocket-key: (\S+)", request)
    return base64.b64encode(hashlib.sha1((found[1] if found else b"") + _ACCEPT).digest())


def _opened(then: Callable[[socket.socket], None]) -> Answer:
    """A good handshake, then malice."""

    def answer(request: bytes, connection: socket.socket) -> None:
        accepted = head(
            "101 Switching Protocols",
            Upgrade="websocket",
            Connection="Upgrade",
            Sec_WebSocket_Accept=_key(request).decode(),
        )
        connection.sendall(accepted)
        then(connection)

    return answer


def _again(frame: bytes) -> Answer:
    def flood(connection: socket.socket) -> None:
        while True:
            connection.sendall(frame)

    return _opened(flood)


def _once(frame: bytes) -> Answer:
    def stall(connection: socket.socket) -> None:
        connection.sendall(frame)
        connection.settimeout(30)
        while connection.recv(65_536):
            pass

    return _opened(stall)


def _frame(first: int, payload: bytes) -> bytes:
    size = len(payload)
    length = bytes((size,)) if size < 126 else b"\x7e" + size.to_bytes(2, "big")
    return bytes((first,)) + length + payload


WEBSOCKET_BEHAVIORS: Mapping[str, Answer] = {
    "accepts with a wrong key": _says(
        head("101 Switching Protocols", Upgrade="websocket", Connection="Upgrade", Sec_WebSocket_Accept="no")
    ),
    "is silent": _once(b""),
    "announces a message of exabytes": _once(b"\x82\x7f\x7f" + b"\xff" * 7),
    "announces a huge message and sends it": _again(b"\x82\x7f\x00\x00\x00\x01" + FLOOD),
    "never ends a message": _opened(lambda connection: _sends_all(connection, _fragments())),
    "never ends a message of nothing": _again(b"\x00\x00" * 10_000),
    "floods with pings": _again(_frame(0x89, b"p" * 100) * 100),
    "floods with pings and never reads": _again(_frame(0x89, b"p" * 125) * 1000),
    "floods with pongs": _again(_frame(0x8A, b"") * 10_000),
    "floods with small messages": _again(_frame(0x81, b"{}") * 10_000),
    "sets reserved bits": _once(_frame(0xF1, b"x")),
    "uses an unknown opcode": _once(_frame(0x83, b"x")),
    "masks what it sends": _once(b"\x81\x81\x00\x00\x00\x00x"),
    "sends half a frame": _once(b"\x81\x7e"),
    "drips a frame": _opened(lambda connection: _drips(b"\x81")(b"", connection)),
    "says goodbye and stays": _once(_frame(0x88, b"\x03\xe8")),
    "sends JSON a hundred thousand deep": _once(_frame(0x81, b"[" * 9_000)),
    "sends text that is none": _once(_frame(0x81, b"\xff\xfe")),
}


def _sends_all(connection: socket.socket, parts: Iterator[bytes]) -> None:
    for part in parts:
        connection.sendall(part)


def _fragments() -> Iterator[bytes]:
    yield _frame(0x01, b"x" * 10_000)
    while True:
        yield _frame(0x00, b"x" * 10_000)
