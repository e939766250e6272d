"""Following a hashtag on Mastodon: over a real stream on loopback, and over what a real server sent."""

import contextlib
import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from campaigns.networks.contract import HashtagTopic
from campaigns.networks.errors import NotMeasured, Rejected, Throttled, Unavailable
from campaigns.networks.mastodon import Mastodon
from campaigns.networks.mastodon.following import address
from campaigns.networks.telling import Told
from candyplatform.base.http import Door
from tests.base.loopback import Loopback, head, loopback, whole
from tests.campaigns.networks.shapes import mastodon_status


@contextlib.contextmanager
def instance(stream: bytes, status: str = "200 OK", **headers: str) -> Iterator[Loopback]:
    """A server with an instance entity, and a stream of these bytes, then silence."""

    def answer(request: bytes, connection: socket.socket) -> None:
        if b"/api/v2/instance" in request:
            connection.sendall(whole(b'{"configuration":{"urls":{"streaming":null}}}'))
        else:
            connection.sendall(head(status, **headers) + stream)
            time.sleep(1)

    with loopback(answer) as server:
        yield server


def first(server: Loopback) -> Told:
    host = server.url("")
    connector = Mastodon(hosts=[host], tokens={host: "t0ken"})
    topic = HashtagTopic("TelekomHilf")
    with contextlib.closing(connector.follow(host=host, topic=topic, door=Door(server.allowed))) as stream:
        return next(stream)


def event(kind: str, data: object) -> bytes:
    told = data if isinstance(data, bytes) else msgspec.json.encode(data)
    return f"event: {kind}\ndata: ".encode() + told + b"\n\n"


def test_follow_brings_new_edited_and_deleted_posts() -> None:
    edited = mastodon_status(1, content="<p>Edited</p>", edited_at="2026-01-01T01:00:00.000Z")
    stream = b":)\n" + event("update", mastodon_status(1)) + event("update", mastodon_status(2))
    stream += event("status.update", edited) + event("delete", b"2") + event("delete", b"77")
    with instance(stream) as server:
        told = first(server)
        request = server.heard[-1].decode()
    assert [(post.native_id, post.text) for post in told.posts] == [("1", "Edited")]
    assert told.posts[0].hashtags == {"telekomhilf"}
    assert told.gone == ("2", "77")
    assert request.startswith("GET /api/v1/streaming/hashtag?tag=TelekomHilf ")
    assert "Authorization: Bearer t0ken" in request


def test_follow_passes_over_what_it_cannot_read_or_does_not_want() -> None:
    odd = event("update", b"{half") + event("update", {"id": 5}) + event("weather", {"sky": "pink"})
    hidden = event("update", mastodon_status(3, visibility="private"))
    boost = event("update", mastodon_status(4, reblog={"id": "1"}))
    with instance(odd + hidden + boost + event("update", mastodon_status(5))) as server:
        told = first(server)
    assert [post.native_id for post in told.posts] == ["5"]


@pytest.mark.parametrize(
    ("status", "error"),
    [
        ("401 Unauthorized", NotMeasured),
        ("404 Not Found", Rejected),
        ("429 Too Many Requests", Throttled),
        ("503 Service Unavailable", Unavailable),
        ("301 Moved Permanently", Unavailable),
    ],
)
def test_a_refusal_is_one_of_the_four_errors(status: str, error: type[Exception]) -> None:
    with instance(b"", status) as server, pytest.raises(error):
        first(server)


def test_a_stream_that_ends_is_unavailable() -> None:
    def hang_up(request: bytes, connection: socket.socket) -> None:
        connection.sendall(whole(b"{}") if b"/api/v2/instance" in request else head())

    with loopback(hang_up) as server, pytest.raises(Unavailable):
        first(server)


def test_follow_is_possible_where_there_is_a_token() -> None:
    connector = Mastodon(hosts=["a.example", "b.example"], tokens={"https://a.example": "t"})
    assert [connector.follows(host) for host in connector.hosts] == [True, False]


@pytest.mark.parametrize(
    ("origin", "streaming", "expected"),
    [
        ("https://a.example", "", "https://a.example"),
        ("https://a.example", "wss://streaming.a.example", "https://streaming.a.example"),
        ("https://a.example", "ws://streaming.a.example", "https://a.example"),
        ("https://a.example", "nonsense", "https://a.example"),
        ("http://127.0.0.1:3000", "ws://127.0.0.1:4000", "http://127.0.0.1:4000"),
    ],
)
def test_stream_is_never_less_safe_than_the_instance(origin: str, streaming: str, expected: str) -> None:
    assert address(origin, streaming, "ä/b") == f"{expected}/api/v1/streaming/hashtag?tag=%C3%A4%2Fb"


def test_what_a_real_server_streamed(recorded: Path) -> None:
    exchanges = json.loads((recorded / "mastodon" / "stream_user_local.json").read_text())
    body = next(one for one in exchanges if "/streaming/" in one["request"]["uri"])["response"]["body"]
    with instance(body.encode(), Content_Type="text/event-stream") as server:
        told = first(server)
    (post,) = told.posts
    assert (post.native_id, post.text) == ("117024248092393661", "it's cool guy")
    assert post.author.handle == "mastodonpy_test@localhost"
