"""From where a request comes: whose address counts, which browser it is, and that nothing of it outlives the answer."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from accounts.origin import (
    NOBODY,
    Origin,
    RequestOrigin,
    answering,
    current,
    origin_of,
)

PEER = "198.51.100.9"


def asked(
    forwarded: str = "", *, peer: str = PEER, path: str = "/desk/educamp/", agent: str = ""
) -> HttpRequest:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return RequestFactory().get(path, headers={**headers, "User-Agent": agent}, REMOTE_ADDR=peer)


@pytest.mark.parametrize(("peer", "address"), [(PEER, PEER), ("", "::"), ("/run/granian.sock", "::")])
def test_allauth_gets_the_same_address(peer: str, address: str) -> None:
    request = asked(peer=peer)
    assert get_adapter(request).get_client_ip(request) == address


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
