"""Redirects through the door: at most three, each checked like the first."""

import socket

import pytest

from candyplatform.base.http import AddressRefused, Door, TooManyRedirects
from tests.base.loopback import loopback, says, whole


def _redirector(request: bytes, connection: socket.socket) -> None:
    left = int(request.split(b" ")[1].strip(b"/"))
    answer = whole(b"", "302 Found", Location=f"/{left - 1}") if left else whole(b"arrived")
    connection.sendall(answer)


def test_request_follows_three_redirects_and_not_four() -> None:
    with loopback(_redirector) as server:
        response = Door(server.allowed).request("GET", server.url("/3"))
        assert (response.body, response.url) == (b"arrived", server.url("/0"))
        with pytest.raises(TooManyRedirects):
            Door(server.allowed).request("GET", server.url("/4"))


def test_request_hands_back_the_redirect_when_none_is_wanted() -> None:
    with loopback(_redirector) as server:
        assert Door(server.allowed).request("GET", server.url("/1"), max_redirects=0).status == 302


@pytest.mark.parametrize(
    "location",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "//localhost/",
        "file:///etc/passwd",
        "http://user@example.org/",
        "gopher://example.org/",
        "http://2130706433/",
    ],
)
def test_request_checks_each_redirect(location: str) -> None:
    with loopback(says(whole(b"", "301 Moved", Location=location))) as server, pytest.raises(AddressRefused):
        Door(server.allowed).request("GET", server.url())


def test_request_keeps_secrets_from_another_origin() -> None:
    with loopback(says(whole(b"here"))) as second:
        with loopback(says(whole(b"", "307 Temporary", Location=second.url("/x")))) as first:
            door = Door(first.allowed | second.allowed)
            headers = {"Authorization": "Bearer s3cret", "X-Plain": "yes"}
            door.request("POST", first.url(), headers=headers, body=b"data")
        assert b"s3cret" in first.heard[0]
        assert b"s3cret" not in second.heard[0]
        assert b"X-Plain: yes" in second.heard[0]
        assert second.heard[0].startswith(b"POST /x ")
        assert second.heard[0].endswith(b"data")


def test_request_becomes_get_after_303() -> None:
    with loopback(says(whole(b"here"))) as second:
        with loopback(says(whole(b"", "303 See Other", Location=second.url("/x")))) as first:
            Door(first.allowed | second.allowed).request("POST", first.url(), body=b"data")
        assert second.heard[0].startswith(b"GET /x ")
        assert not second.heard[0].endswith(b"data")
