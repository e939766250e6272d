"""From where a request comes: whose address counts, which browser it is, and that nothing of it outlives the answer."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from accounts.origin import (
    NOBODY,
    Origin,
    RequestOrigin,
    answering,
    browser_and_system,
    client_address,
    current,
    origin_of,
)

PEER = "198.51.100.9"


def asked(
    forwarded: str = "", *, peer: str = PEER, path: str = "/desk/educamp/", agent: str = ""
) -> HttpRequest:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return RequestFactory().get(path, headers={**headers, "User-Agent": agent}, REMOTE_ADDR=peer)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", PEER),
        (0, "203.0.113.7", PEER),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "192.0.2.66, 203.0.113.7", "203.0.113.7"),
        (2, "192.0.2.66, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        (2, "203.0.113.7", PEER),
        (1, "", PEER),
        (1, "203.0.113.7:4711", "203.0.113.7"),
        (1, "[2001:db8::1]:4711", "2001:db8::1"),
        (1, "2001:0DB8:0::1", "2001:db8::1"),
        (1, "::ffff:203.0.113.7", "203.0.113.7"),
        (1, "unknown", ""),
        (1, "203.0.113.7, '; DROP TABLE", ""),
    ],
)
def test_address_is_what_the_trusted_proxies_say(
    proxies: int, forwarded: str, address: str, settings: Settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = asked(forwarded)
    assert client_address(request) == address
    assert get_adapter(request).get_client_ip(request) == (address or "::")


@pytest.mark.parametrize("peer", ["", "/run/granian.sock"])
def test_address_of_a_socket_is_unknown(peer: str) -> None:
    assert client_address(asked(peer=peer)) == ""


@pytest.mark.parametrize(
    ("user_agent", "known"),
    [
        ("Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", ("Firefox", "Android")),
        (
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 "
                "Safari/537.36 Edg/142.0.0.0"
            ),
            ("Edge", "Windows"),
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
            ("Chrome", "Linux"),
        ),
        (
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                "Version/18.5 Mobile/15E148 Safari/604.1"
            ),
            ("Safari", "iPhone"),
        ),
        ("python-requests/2.32.5", ("python-requests", "")),
        ("curl", ("curl", "")),
        ("Mozilla/5.0 (Nothing known)", ("", "")),
        ("<script>alert(1)</script>", ("", "")),
        ("a" * 5000, ("", "")),
        ("", ("", "")),
    ],
)
def test_browser_is_named_without_its_version(user_agent: str, known: tuple[str, str]) -> None:
    assert browser_and_system(user_agent) == known


@pytest.mark.parametrize(
    ("path", "channel"),
    [
        ("/desk/educamp/", "desk"),
        ("/api/v1/campaigns/", "api"),
        ("/admin/", "admin"),
        ("/digest/token/", "mail"),
        ("/accounts/login/", "web"),
        ("/deskless/", "web"),
        ("/", "web"),
    ],
)
def test_channel_is_the_first_part_of_the_path(path: str, channel: str) -> None:
    assert origin_of(asked(path=path)) == Origin(channel, PEER)


def test_middleware_knows_the_request_while_it_is_answered_and_not_after() -> None:
    seen = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(current().address)
        return HttpResponse()

    answer = RequestOrigin(view)
    assert current() is NOBODY
    for peer in ("203.0.113.1", "203.0.113.2"):
        answer(asked(peer=peer))
        assert current() is NOBODY
    assert seen == ["203.0.113.1", "203.0.113.2"]


def test_request_that_fails_is_forgotten_as_well() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        raise LookupError

    with pytest.raises(LookupError):
        RequestOrigin(view)(asked())
    assert current() is NOBODY


def test_request_is_not_seen_from_another_thread() -> None:
    with ThreadPoolExecutor(1) as pool, answering(asked()):
        assert current().address == PEER
        assert pool.submit(current).result() is NOBODY


def test_request_inside_another_gives_the_outer_one_back() -> None:
    with answering(asked(peer="203.0.113.1")):
        with answering(asked(peer="203.0.113.2")):
            assert current().address == "203.0.113.2"
        assert current().address == "203.0.113.1"
