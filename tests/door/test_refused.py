"""Hostile addresses at every entry point, and behind a redirect at every one that dials: nothing inner is dialed."""

import itertools
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from campaigns.networks.errors import ConnectorError
from candyplatform.base.http import Door, DoorError
from tests.base.loopback import Answer, loopback, whole
from tests.door.entry_points import DIALING, KEEPING, REDIRECTED, Enter
from tests.door.hostile_urls import PUBLIC, forms
from tests.door.watching import Watch, families, watching

Sentinel = tuple[int, list[bytes]]
Figures = Callable[[str, object], None]
REDIRECTS = ("301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent")
LONGEST = 10.0


def _tried(enter: Enter, door: Door, url: str) -> float:
    """Seconds that it took. An error of another kind than the contract's is one of ours."""
    started = time.monotonic()
    with suppress(DoorError, ConnectorError):
        enter(door, url)
    return time.monotonic() - started


def test_there_are_forms_of_every_family() -> None:
    counted = families(forms(8000))
    assert sum(counted.values()) > 400
    assert len(counted) > 45


@pytest.mark.parametrize("name", [*DIALING, *KEEPING])
def test_no_form_of_an_address_leads_inside(
    name: str, sentinel: Sentinel, monkeypatch: pytest.MonkeyPatch, record_property: Figures
) -> None:
    port, heard = sentinel
    enter = {**DIALING, **KEEPING}[name]
    hostile = forms(port)
    with watching(monkeypatch) as watch:
        longest = max(_tried(enter, Door(), url) for _, url in hostile)
    record_property("door", _figure(name, len(hostile), watch, heard, longest))
    assert (watch.inner, heard) == ([], [])
    assert longest < LONGEST
    assert set(watch.dialed) <= {PUBLIC}


@pytest.mark.parametrize("name", REDIRECTED)
def test_no_redirect_leads_inside(
    name: str, sentinel: Sentinel, monkeypatch: pytest.MonkeyPatch, record_property: Figures
) -> None:
    port, heard = sentinel
    wanted = [""]
    statuses = itertools.cycle(REDIRECTS)
    hostile = [(family, url) for family, url in forms(port) if "\n" not in url and "\r" not in url]

    with loopback(_redirecting(wanted, statuses)) as server, watching(monkeypatch) as watch:
        watch.allowed.add(("127.0.0.1", server.port))
        longest = 0.0
        for _, url in hostile:
            wanted[0] = url
            longest = max(longest, _tried(REDIRECTED[name], Door(server.allowed), server.url()))
        asked = len(server.heard)
    record_property("door", _figure(f"{name}, redirected", len(hostile), watch, heard, longest))
    assert asked >= len(hostile)
    assert (watch.inner, heard) == ([], [])
    assert longest < LONGEST


def _redirecting(wanted: list[str], statuses: "itertools.cycle[str]") -> Answer:
    """Redirects to what is wanted just now, with each status in turn; a stroke at the beginning would stay on the server."""

    def answer(request: bytes, connection: object) -> None:
        location = wanted[0].encode("utf-8", "surrogatepass").decode("latin-1")
        response = whole(b"", next(statuses), Location="MARK").replace(b"MARK", location.encode("latin-1"))
        connection.sendall(response)  # type: ignore[attr-defined]

    return answer


def test_public_address_is_dialed_and_a_sentinel_would_be_noticed(
    sentinel: Sentinel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the tests above would pass where nothing is dialed at all."""
    port, heard = sentinel
    with watching(monkeypatch) as watch:
        for enter in DIALING.values():
            _tried(enter, Door(), f"http://{PUBLIC}:{port}/")
        dials = len(watch.dialed)
        watch.allowed.add(("127.0.0.1", port))
        _tried(DIALING["Door.request"], Door(frozenset({("127.0.0.1", port)})), f"http://127.0.0.1:{port}/")
    assert dials >= len(DIALING)
    assert watch.inner == []
    assert len(heard) == 1


def _figure(name: str, tried: int, watch: Watch, heard: list[bytes], longest: float) -> dict[str, object]:
    return {"entry": name, "forms": tried, "inner": len(watch.inner) + len(heard), "longest": longest}
