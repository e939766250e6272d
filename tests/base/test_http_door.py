"""The door over real sockets on loopback."""

import gzip
import os
import socket
import threading
import time
import zlib

import pytest

from candyplatform.base.http import (
    AddressRefused,
    ConnectionFailed,
    Door,
    DoorError,
    Response,
    TooLarge,
    TooSlow,
    door_from_settings,
)
from tests.base.loopback import Loopback, head, loopback, says, whole
from tests.support.ports import free_port

HELLO = whole(b"hello", Content_Type="text/plain", X_One="1")


def _get(server: Loopback, path: str = "/", **options: float) -> Response:
    return Door(server.allowed).request("GET", server.url(path), **options)  # type: ignore[arg-type]


def test_request_returns_status_headers_and_body() -> None:
    with loopback(says(HELLO)) as server:
        response = _get(server, "/a?b=c")
        expected = {"content-length": "5", "content-type": "text/plain", "x-one": "1"}
        assert response == Response(200, expected, b"hello", server.url("/a?b=c"))
        lines = server.heard[0].decode().split("\r\n")
        assert lines[0] == "GET /a?b=c HTTP/1.1"
        assert f"Host: 127.0.0.1:{server.port}" in lines
        assert "Accept-Encoding: gzip" in lines
        assert "User-Agent: Candystorm-Platform/0.1" in lines


def test_request_sends_params_headers_and_body() -> None:
    with loopback(says(whole(b"", "201 Created"))) as server:
        door = Door(server.allowed, user_agent="Test/1")
        response = door.request(
            "post",
            server.url("/x?a=1#part"),
            headers={"Content-Type": "application/json", "User-Agent": "Own/1"},
            params={"id[]": ["1", "2"], "q": "a b&c"},
            body=b"{}",
        )
        assert response.status == 201
        start, _, rest = server.heard[0].partition(b"\r\n")
        assert start == b"POST /x?a=1&id%5B%5D=1&id%5B%5D=2&q=a+b%26c HTTP/1.1"
        assert b"User-Agent: Own/1\r\n" in rest
        assert rest.endswith(b"\r\n\r\n{}")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "①②⑦.⓪.⓪.①", "0.0.0.0"]
)
def test_request_refuses_loopback_and_never_knocks(host: str) -> None:
    with loopback(says(HELLO)) as server:
        with pytest.raises(AddressRefused):
            Door().request("GET", server.url(host=host))
        assert server.heard == []


def test_request_allows_only_the_named_pair_on_loopback() -> None:
    with loopback(says(HELLO)) as server, loopback(says(HELLO)) as other:
        with pytest.raises(AddressRefused):
            Door(server.allowed).request("GET", other.url())
        assert _get(server).body == b"hello"


def _resolver(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """The system's resolver answers these in turn (the last for good); returns the list of names it was asked for."""
    asked: list[str] = []
    waiting = list(answers)

    def getaddrinfo(host: str, port: int, *rest: object, **options: object) -> list[object]:
        asked.append(host)
        addresses = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


def test_request_refuses_a_name_with_one_inner_address_among_public_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _resolver(monkeypatch, ["93.184.216.34", "10.0.0.1"])
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.1"):
        Door().request("GET", "http://mixed.example/")


def test_request_resolves_once_so_that_a_name_cannot_change_its_mind(monkeypatch: pytest.MonkeyPatch) -> None:
    with loopback(says(HELLO)) as server:
        asked = _resolver(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
        door = Door(frozenset({("name.example", server.port)}))
        assert door.request("GET", server.url(host="name.example")).body == b"hello"
        assert asked == ["name.example"]
        assert f"Host: name.example:{server.port}".encode() in server.heard[0]
        with pytest.raises(AddressRefused, match=r"10\.0\.0\.1"):
            door.request("GET", server.url(host="name.example"))


def test_request_tells_when_nobody_is_there() -> None:
    port = free_port()
    with pytest.raises(ConnectionFailed):
        Door(frozenset({("127.0.0.1", port)})).request("GET", f"http://127.0.0.1:{port}/")


def test_request_tells_when_a_name_does_not_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    def getaddrinfo(*arguments: object, **options: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    with pytest.raises(ConnectionFailed, match="cannot be resolved"):
        Door().request("GET", "http://nobody.example/")


def test_request_does_not_wait_for_a_resolver_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *arguments, **options: release.wait(60) and [])
    started = time.monotonic()
    with pytest.raises(TooSlow):
        Door().request("GET", "http://slow.example/", timeout=0.2)
    release.set()
    assert time.monotonic() - started < 20


def test_request_stops_at_max_bytes() -> None:
    with loopback(says(whole(b"x" * 1001))) as server:
        with pytest.raises(TooLarge):
            _get(server, max_bytes=1000)
        assert len(_get(server, max_bytes=1001).body) == 1001


def test_request_stops_an_endless_body_without_a_length() -> None:
    def answer(request: bytes, connection: socket.socket) -> None:
        connection.sendall(head())
        while True:
            connection.sendall(b"x" * 65_536)

    with loopback(answer) as server, pytest.raises(TooLarge):
        _get(server)


def _gzipped(plain_chunk: bytes, times: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([*(packer.compress(plain_chunk) for _ in range(times)), packer.flush()])


def test_request_counts_bytes_after_decompression() -> None:
    bomb = _gzipped(bytes(1_000_000), 200)
    assert len(bomb) < 250_000
    with loopback(says(whole(bomb, Content_Encoding="gzip"))) as server, pytest.raises(TooLarge):
        _get(server)


def test_request_counts_bytes_of_gzip_in_gzip() -> None:
    bomb = gzip.compress(_gzipped(bytes(1_000_000), 200))
    with loopback(says(whole(bomb, Content_Encoding="gzip, gzip"))) as server, pytest.raises(TooLarge):
        _get(server)


def test_request_unpacks_gzip() -> None:
    with loopback(says(whole(gzip.compress(b"hello" * 100), Content_Encoding="gzip"))) as server:
        assert _get(server).body == b"hello" * 100


@pytest.mark.parametrize(
    "answer",
    [
        head() [:-2] + b"Content-Length: 10\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
        b"not http at all\r\n\r\n",
        b"",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        whole(b"no gzip at all", Content_Encoding="gzip"),
    ],
)  # fmt: skip
def test_request_tells_when_the_answer_is_broken(answer: bytes) -> None:
    with loopback(says(answer)) as server, pytest.raises(ConnectionFailed):
        _get(server)


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nX: ", head(Content_Length="100000")])
def test_request_ends_in_time_however_slowly_bytes_drip(start: bytes) -> None:
    def answer(request: bytes, connection: socket.socket) -> None:
        connection.sendall(start)
        for _ in range(1000):
            time.sleep(0.05)
            connection.sendall(b"H")

    with loopback(answer) as server:
        started = time.monotonic()
        with pytest.raises(TooSlow):
            _get(server, timeout=0.4)
        assert time.monotonic() - started < 20


def test_request_counts_the_time_of_redirects_together() -> None:
    def answer(request: bytes, connection: socket.socket) -> None:
        time.sleep(0.15)
        connection.sendall(whole(b"", "302 Found", Location="/again"))

    with loopback(answer) as server, pytest.raises(TooSlow):
        _get(server, timeout=0.4)


def test_request_ignores_proxies_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    with loopback(says(whole(b"from the proxy"))) as proxy, loopback(says(HELLO)) as server:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url())
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        assert _get(server).body == b"hello"
        assert proxy.heard == []


def test_request_leaves_no_socket_open() -> None:
    with loopback(says(HELLO)) as server:
        _get(server)
        before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - counts descriptors
        for _ in range(20):
            _get(server)
            with pytest.raises(DoorError):
                _get(server, max_bytes=1)
        assert len(os.listdir("/proc/self/fd")) <= before + 2  # noqa: PTH208


def test_door_from_settings_reads_the_allowed_pairs(settings: object) -> None:
    settings.HTTP_ALLOW_LOOPBACK = ["127.0.0.1:4810", "[::1]:4811", "localhost:4812"]  # type: ignore[attr-defined]
    expected = frozenset({("127.0.0.1", 4810), ("::1", 4811), ("localhost", 4812)})
    assert door_from_settings().allowed_loopback == expected
