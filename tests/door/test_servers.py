"""Hostile servers at every entry point that dials: each ends in time, within its bytes, with an error of the contract."""

import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from campaigns.networks.errors import ConnectorError
from campaigns.networks.mastodon import following
from candyplatform.base import websocket
from candyplatform.base.http import MAX_BYTES, TIMEOUT, Door, DoorError, TooSlow
from tests.base.loopback import Answer, Loopback, loopback
from tests.door.entry_points import DIALING, REDIRECTED
from tests.door.hostile_servers import BEHAVIORS, WEBSOCKET_BEHAVIORS
from tests.door.watching import watching

Figures = Callable[[str, object], None]
# Smaller than the real ones, so that all of them take seconds; one test below uses those.
QUICK, SMALL = 0.3, 20_000
# What headers may take besides, and one buffer more than was asked for.
BESIDES = 32_768 + 16_384
# A stream is read for as long as somebody wants it: the tests read two batches of half a second.
READING = 1.0
SLACK = 20.0
STREAMS = ("Door.open_websocket", "Bluesky.listen", "sse.open_events", "following.follow")


@pytest.mark.parametrize("name", REDIRECTED)
def test_no_server_takes_longer_or_more_than_it_may(
    name: str, monkeypatch: pytest.MonkeyPatch, record_property: Figures
) -> None:
    longest, most = 0.0, 0
    for behavior, answer in BEHAVIORS.items():
        seconds, taken = _asked(name, answer, monkeypatch)
        assert seconds < QUICK + SLACK, behavior
        assert taken <= SMALL + BESIDES, behavior
        longest, most = max(longest, seconds), max(most, taken)
    record_property(
        "door",
        {"entry": f"{name}, servers", "forms": len(BEHAVIORS), "inner": 0, "longest": longest, "most": most},
    )


@pytest.mark.parametrize("name", STREAMS)
def test_no_stream_holds_longer_than_it_is_read(
    name: str, monkeypatch: pytest.MonkeyPatch, record_property: Figures
) -> None:
    """How much comes by a stream is not bounded but by the time it is read; each message is."""
    monkeypatch.setattr(websocket, "SEND_WITHIN", QUICK)
    monkeypatch.setattr(following, "QUIET", QUICK)
    longest, behaviors = 0.0, {**BEHAVIORS, **WEBSOCKET_BEHAVIORS}
    for behavior, answer in behaviors.items():
        seconds, _ = _asked(name, answer, monkeypatch)
        assert seconds < QUICK + READING + 2 * QUICK + SLACK, behavior
        longest = max(longest, seconds)
    record_property(
        "door", {"entry": f"{name}, servers", "forms": len(behaviors), "inner": 0, "longest": longest}
    )


def _asked(name: str, answer: Answer, monkeypatch: pytest.MonkeyPatch) -> tuple[float, int]:
    """Seconds and bytes that one question to such a server took."""
    with loopback(answer) as server, watching(monkeypatch) as watch:
        watch.allowed.add(("127.0.0.1", server.port))
        seconds = _timed(name, Door(server.allowed, timeout=QUICK, max_bytes=SMALL), server.url())
        return seconds, watch.taken - sum(map(len, server.heard))


def _timed(name: str, door: Door, url: str) -> float:
    started = time.monotonic()
    with suppress(DoorError, ConnectorError):
        DIALING[name](door, url)
    return time.monotonic() - started


@pytest.mark.parametrize("scheme", ["https", "wss"])
@pytest.mark.parametrize(
    "behavior", ["says nothing", "drips its status line", "never ends a header", "hangs up"]
)
def test_handshake_of_tls_is_bounded_too(scheme: str, behavior: str) -> None:
    with _listening(BEHAVIORS[behavior]) as server:
        door = Door(server.allowed, timeout=QUICK, max_bytes=SMALL)
        ways: dict[str, Callable[[str], object]] = {
            "https": lambda url: door.request("GET", url),
            "wss": door.open_websocket,
        }
        started = time.monotonic()
        with pytest.raises(DoorError):
            ways[scheme](server.url(scheme=scheme))
        assert time.monotonic() - started < QUICK + SLACK


class _Speaking(Loopback):
    """Answers without waiting for a request that would make sense."""

    def _talk(self, connection: socket.socket) -> None:
        try:
            with connection:
                self._answer(b"", connection)
        except OSError:
            pass


class _listening:  # noqa: N801 - used as a function
    def __init__(self, answer: Answer) -> None:
        self._server = _Speaking(answer)

    def __enter__(self) -> Loopback:
        return self._server

    def __exit__(self, *error: object) -> None:
        self._server.close()


def test_server_that_never_reads_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def ignores(request: bytes, connection: socket.socket) -> None:
        time.sleep(60)

    with _listening(ignores) as server:
        started = time.monotonic()
        with pytest.raises(TooSlow):
            Door(server.allowed, timeout=QUICK).request("POST", server.url(), body=bytes(30_000_000))
        assert time.monotonic() - started < QUICK + SLACK


SLOWEST = (
    "says nothing", "drips its status line", "drips its headers", "drips its body", "drips its chunks",
    "drips 100 Continue", "stops in its body", "never ends its body", "says 100 Continue for ever",
    "sends a gzip bomb", "sends gzip of nothing for ever", "redirects over and over with a drip",
)  # fmt: skip


def test_real_limits_hold_ten_seconds_and_a_mebibyte(record_property: Figures) -> None:
    """All at once, as they would come."""
    assert (TIMEOUT, MAX_BYTES) == (9.5, 1_000_000)
    with ThreadPoolExecutor(len(SLOWEST)) as pool:
        seconds = list(pool.map(_with_real_limits, SLOWEST))
    record_property(
        "door",
        {"entry": "Door.request, real limits", "forms": len(SLOWEST), "inner": 0, "longest": max(seconds)},
    )
    assert TIMEOUT <= max(seconds) < 10.0


def _with_real_limits(behavior: str) -> float:
    with loopback(BEHAVIORS[behavior]) as server:
        return _timed("Door.request", Door(server.allowed), server.url())
