"""Listening to Jetstream, over a real websocket on loopback."""

import contextlib
import threading
import time
from collections.abc import Callable, Generator, Iterator
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from campaigns.networks.bluesky import Bluesky
from campaigns.networks.bluesky.stream import _Reader
from campaigns.networks.contract import AuthorSeen, PostSeen, Said
from campaigns.networks.errors import Rejected, Unavailable
from campaigns.networks.telling import Interest, StreamBatch
from candyplatform.base.http import Door
from tests.campaigns.networks.shapes import (
    DID,
    Json,
    bluesky_record,
    bluesky_uri,
    jetstream_event,
    jetstream_reaction,
)

INTEREST = Interest(hashtags=frozenset({"telekomhilf"}))
FIRST_US = 1_767_225_600_000_000


@contextlib.contextmanager
def jetstream(*events: Json | bytes, stay: bool = True) -> Iterator[tuple[Door, str, list[str]]]:
    """A server that sends these events to each caller; the door, its address, and the paths that were asked for."""
    paths: list[str] = []

    def handler(connection: ServerConnection) -> None:
        assert connection.request is not None
        paths.append(connection.request.path)
        with contextlib.suppress(ConnectionClosed):
            for event in events:
                connection.send(
                    event.decode() if isinstance(event, bytes) else msgspec.json.encode(event).decode()
                )
            if stay:
                connection.recv()

    server = serve(handler, "127.0.0.1", 0, compression=None)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.socket.getsockname()[1]
    try:
        yield Door(frozenset({("127.0.0.1", port)})), f"ws://127.0.0.1:{port}", paths
    finally:
        server.shutdown()


def _listen(
    door: Door, host: str, cursor: str = "", interest: Callable[[], Interest] = lambda: INTEREST
) -> Generator[StreamBatch, None, None]:
    return Bluesky().listen(host=host, cursor=cursor, door=door, interest=interest)


def _one_batch(*events: Json | bytes, interest: Interest = INTEREST) -> StreamBatch:
    with (
        jetstream(*events) as (door, host, _),
        contextlib.closing(_listen(door, host, "1", lambda: interest)) as stream,
    ):
        return next(iter(stream))


def test_listen_brings_posts_deletions_and_a_cursor() -> None:
    batch = _one_batch(
        jetstream_event(1), jetstream_event(2, "delete"), jetstream_event(3, did="did:plc:other")
    )
    expected = PostSeen(
        network=batch.posts[0].network,
        uri=bluesky_uri(1),
        native_id=bluesky_uri(1),
        url=f"https://bsky.app/profile/{DID}/post/3k1",
        author=AuthorSeen(id=DID, handle="", url=f"https://bsky.app/profile/{DID}"),
        said=Said(text="Bitte! #TelekomHilf", hashtags=frozenset({"telekomhilf"})),
        posted_at=datetime(2026, 1, 1, 0, 0, 1, tzinfo=UTC),
        language="de",
    )
    assert batch.posts[0] == expected
    assert [post.uri for post in batch.posts] == [bluesky_uri(1), bluesky_uri(3, "did:plc:other")]
    assert batch.gone == (bluesky_uri(2),)
    assert (batch.cursor, batch.seen_events) == (str(FIRST_US + 3_000_000), 3)
    assert batch.lag_seconds > 0


def test_listen_asks_for_posts_from_a_little_before_the_cursor() -> None:
    with jetstream() as (door, host, paths):
        with contextlib.closing(_listen(door, host, str(FIRST_US))) as stream:
            next(iter(stream))
        path = urlsplit(paths[0])
        assert path.path == "/subscribe"
        expected = {"wantedCollections": ["app.bsky.feed.post"], "cursor": [str(FIRST_US - 5_000_000)]}
        assert parse_qs(path.query) == expected


def test_listen_begins_at_now_without_a_cursor() -> None:
    with jetstream() as (door, host, paths):
        with contextlib.closing(_listen(door, host)) as stream:
            batch = next(iter(stream))
        asked = int(parse_qs(urlsplit(paths[0]).query)["cursor"][0])
        assert abs(asked / 1_000_000 + 5 - time.time()) < 60
        assert abs(int(batch.cursor) / 1_000_000 - time.time()) < 60
        assert (batch.posts, batch.seen_events, batch.lag_seconds) == ((), 0, 0.0)


def test_listen_moves_the_cursor_on_when_nothing_matches() -> None:
    batch = _one_batch(jetstream_event(7, record=bluesky_record(facets=[])))
    assert (batch.posts, batch.cursor, batch.seen_events) == ((), str(FIRST_US + 7_000_000), 1)


def test_listen_tells_when_a_batch_is_due_though_the_network_is_quiet() -> None:
    with jetstream() as (door, host, _), contextlib.closing(_listen(door, host)) as stream:
        started = time.monotonic()
        next(iter(stream))
        next(iter(stream))
        assert 0.8 < time.monotonic() - started < 20


def test_listen_follows_a_change_of_interest() -> None:
    interests = [Interest()]
    with jetstream(jetstream_event(1)) as (door, host, _):
        with contextlib.closing(_listen(door, host, "1", lambda: interests[-1])) as stream:
            assert next(iter(stream)).posts == ()
        interests.append(INTEREST)
        with contextlib.closing(_listen(door, host, "1", lambda: interests[-1])) as stream:
            assert len(next(iter(stream)).posts) == 1


def test_listen_is_unavailable_when_the_connection_ends_and_keeps_what_came() -> None:
    with jetstream(jetstream_event(1), stay=False) as (door, host, _):
        stream = _listen(door, host, "1")
        assert [post.uri for post in next(stream).posts] == [bluesky_uri(1)]
        with pytest.raises(Unavailable):
            next(stream)


def test_listen_is_unavailable_when_nobody_is_there() -> None:
    with jetstream() as (door, host, _):
        pass
    with pytest.raises(Unavailable):
        next(_listen(door, host))


def test_listen_rejects_an_address_that_is_not_public() -> None:
    with pytest.raises(Rejected):
        next(_listen(Door(), "ws://127.0.0.1:9"))


def _post_of(record: Json, operation: str = "create", interest: Interest = INTEREST) -> PostSeen:
    reader = _Reader(0)
    reader.take([msgspec.json.encode(jetstream_event(60, operation, record))], interest)
    return reader.batch(interest).posts[0]


def _tag(tag: object, kind: str = "app.bsky.richtext.facet#tag") -> Json:
    return {"index": {"byteStart": 0, "byteEnd": 1}, "features": [{"$type": kind, "tag": tag}]}


def test_hashtags_stand_in_facets_and_in_tags() -> None:
    post = _post_of(bluesky_record(facets=[_tag("TelekomHilf")], tags=["ECHH13"]))
    assert post.hashtags == {"telekomhilf", "echh13"}
    assert _post_of(bluesky_record(facets=[], tags=["TELEKOMHILF"])).hashtags == {"telekomhilf"}


def test_a_post_is_wanted_for_its_author_or_link() -> None:
    mention = {
        "index": {},
        "features": [{"$type": "app.bsky.richtext.facet#mention", "did": "did:plc:company"}],
    }
    link = {
        "index": {},
        "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://c.example/echh13/"}],
    }
    card = {"$type": "app.bsky.embed.external", "external": {"uri": "https://c.example/card"}}
    post = _post_of(
        bluesky_record(facets=[mention, link], embed=card),
        interest=Interest(links=("https://c.example/card",)),
    )
    assert post.links == ("https://c.example/echh13/", "https://c.example/card")
    assert _post_of(
        bluesky_record(facets=[link]), interest=Interest(links=("https://c.example/",))
    ).uri == bluesky_uri(60)
    assert _post_of(
        bluesky_record(facets=[]), interest=Interest(authors=frozenset({DID}))
    ).uri == bluesky_uri(60)


def test_an_update_is_an_edit_and_a_reply_names_its_parent() -> None:
    parent = "at://did:plc:x/app.bsky.feed.post/1"
    post = _post_of(bluesky_record(reply={"root": {"uri": "r"}, "parent": {"uri": parent}}), "update")
    assert (post.edited_at, post.in_reply_to) == (datetime(2026, 1, 1, 0, 1, tzinfo=UTC), parent)


@pytest.mark.parametrize(
    "claimed",
    [
        "",
        "tomorrow",
        "2031-01-01T00:00:00Z",
        "2026-01-01T00:00:00",
        "0000-00-00T00:00:00Z",
        "9999-12-31T23:59:59-23:00",
    ],
)
def test_a_time_that_cannot_be_gives_way_to_the_network_s(claimed: str) -> None:
    assert _post_of(bluesky_record(createdAt=claimed)).posted_at == datetime(2026, 1, 1, 0, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "odd",
    [
        _tag({"x": 1}, "org.example.facet#new"),
        {"features": [{"$type": "org.example#new", "uri": 17}]},
        {"features": [{"$type": "org.example#new", "did": ["a"]}]},
    ],
)
def test_features_of_unknown_types_do_not_hide_a_post(odd: Json) -> None:
    assert _post_of(bluesky_record(facets=[odd, _tag("telekomhilf")])).hashtags == {"telekomhilf"}


ODD_EVENTS: list[Json | bytes] = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"{}",
    b'{"did":17,"time_us":1767225600000001,"kind":"commit"}',
    {"did": DID, "time_us": FIRST_US, "kind": "identity", "identity": {"did": DID, "handle": "a.example"}},
    {"did": DID, "time_us": FIRST_US, "kind": "account", "account": {"active": False, "status": "deleted"}},
    {"did": DID, "time_us": FIRST_US, "kind": "weather", "weather": [1, 2]},
    {"did": DID, "time_us": FIRST_US, "kind": "commit", "commit": None},
    {
        "did": DID,
        "time_us": FIRST_US,
        "kind": "commit",
        "commit": {"operation": "create", "collection": "org.example.thing"},
    },
    jetstream_event(1, record={"$type": "app.bsky.feed.post", "text": 17}),
    jetstream_event(1, record={"$type": "app.bsky.feed.post", "facets": "none"}),
    jetstream_event(1, record={"$type": "app.bsky.feed.post", "langs": [1], "tags": {"a": 1}}),
    jetstream_event(1, "resync"),
]


def test_nothing_odd_stops_the_stream() -> None:
    batch = _one_batch(*ODD_EVENTS, jetstream_event(9))
    assert bluesky_uri(9) in [post.uri for post in batch.posts]
    assert batch.seen_events == len(ODD_EVENTS) + 1


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False)
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["$type", "features", "tag", "did", "uri", "parent", "external", "values"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=300)
@given(
    st.dictionaries(
        st.sampled_from(["text", "createdAt", "langs", "tags", "facets", "reply", "embed", "labels"]), JSON
    )
)
def test_no_record_stops_the_stream(changes: Json) -> None:
    reader = _Reader(0)
    reader.take([msgspec.json.encode(jetstream_event(1, record={**bluesky_record(), **changes}))], INTEREST)
    reader.take([msgspec.json.encode(jetstream_event(2))], INTEREST)
    assert reader.batch(INTEREST).posts[-1].uri == bluesky_uri(2)


TRACKED = Interest(hashtags=frozenset({"telekomhilf"}), subjects={bluesky_uri(1)})


def test_listen_tells_which_of_our_posts_moved() -> None:
    reply = bluesky_record(
        facets=[], reply={"root": {"uri": bluesky_uri(1)}, "parent": {"uri": "at://x/y/z"}}
    )
    for event in (
        jetstream_reaction(5, bluesky_uri(1)),
        jetstream_reaction(5, bluesky_uri(1), "app.bsky.feed.repost"),
        jetstream_event(5, record=reply),
    ):
        assert _one_batch(event, interest=TRACKED).moved == {bluesky_uri(1)}
    others = (
        jetstream_reaction(5, bluesky_uri(2)),
        jetstream_reaction(6, bluesky_uri(1), "app.bsky.graph.follow") | {"kind": "odd"},
    )
    assert _one_batch(*others, interest=TRACKED).moved == frozenset()


def test_listen_asks_for_likes_only_once_there_is_something_to_like() -> None:
    interests = [INTEREST]
    with jetstream(jetstream_event(1)) as (door, host, paths):
        with contextlib.closing(_listen(door, host, "1", lambda: interests[-1])) as stream:
            assert len(next(stream).posts) == 1
            interests.append(TRACKED)
            assert len(next(stream).posts) == 1
        asked = [parse_qs(urlsplit(path).query) for path in paths]
    posts = "app.bsky.feed.post"
    assert [query["wantedCollections"] for query in asked] == [
        [posts],
        [posts, "app.bsky.feed.like", "app.bsky.feed.repost"],
    ]
    assert asked[1]["cursor"] == [str(FIRST_US + 1_000_000 - 5_000_000)]
