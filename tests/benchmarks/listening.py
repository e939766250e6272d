"""How much of a core listening takes, as ratios against what cannot be avoided, measured in the same run.

Each figure is the middle of five runs, in which both sides take turns; its row names the least and the most as well.
"""

import contextlib
import gc
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence

import msgspec
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from campaigns.networks.bluesky import stream
from campaigns.networks.bluesky.shapes import Event
from campaigns.networks.contract import Interest
from campaigns.networks.mastodon.reading import is_countable, post_seen, statuses_in
from campaigns.networks.mastodon.shapes import Status
from candyplatform.base.http import Door
from tests.benchmarks.report import Row, report

RUNS = 5
EVENTS = 20_000
SOCKET_EVENTS = 40_000
PAGES = 50
PAGE = 40
_FIRST_US = 1_767_225_600_000_000
# Of a hundred posts: with hashtags, and with one that a campaign asks for.
_TAGGED, _WANTED = 25, 1

Work = Callable[[], None]


def _seconds(work: Work) -> float:
    gc.collect()
    started = time.process_time()
    work()
    return time.process_time() - started


def _wall_seconds(work: Work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _ratios(bare: Work, ours: Work, measure: Callable[[Work], float] = _seconds) -> list[float]:
    """How fast ours is for each time that bare takes: 1 is as fast. Both go first in turn, once to warm up."""
    bare(), ours()
    found = []
    for run in range(RUNS):
        if run % 2:
            own, least = measure(ours), measure(bare)
        else:
            least, own = measure(bare), measure(ours)
        found.append(least / own)
    return found


def _row(name: str, ratios: Sequence[float], target: float) -> Row:
    spread = f"{min(ratios):.2f}-{max(ratios):.2f}"
    return Row(f"{name} ({spread})", round(statistics.median(ratios), 2), target, at_most=False)


def _event(number: int) -> bytes:
    """A post as Jetstream tells it, of the usual size."""
    chance = number % 100
    text = f"Guten Morgen aus der Stadt, heute mit Sonne und Kuchen fuer alle, die frueh wach sind. {number}"
    record: dict[str, object] = {
        "$type": "app.bsky.feed.post",
        "createdAt": "2026-01-01T00:00:01.000Z",
        "langs": ["de"],
        "text": text,
    }
    if chance < _TAGGED:
        tag = f"tag{number % 10}" if chance < _WANTED else f"other{number % 997}"
        feature = {"$type": "app.bsky.richtext.facet#tag", "tag": tag}
        record["facets"] = [{"index": {"byteStart": 0, "byteEnd": 5}, "features": [feature]}]
    elif chance < 2 * _TAGGED:
        ref = {"uri": f"at://did:plc:{number % 5000:024}/app.bsky.feed.post/3kabc", "cid": "bafy" + "a" * 55}
        record["reply"] = {"root": ref, "parent": ref}
    commit = {
        "rev": "3mmoojp7vgo2g",
        "operation": "create",
        "collection": "app.bsky.feed.post",
        "rkey": f"3k{number:011}",
        "record": record,
        "cid": "bafyrei" + "b" * 52,
    }
    time_us = _FIRST_US + number
    return msgspec.json.encode(
        {"did": f"did:plc:{number % 5000:024}", "time_us": time_us, "kind": "commit", "commit": commit}
    )


def _interest(hashtags: int) -> Interest:
    return Interest(
        hashtags=frozenset(f"tag{number}" for number in range(hashtags)),
        authors=frozenset({"did:plc:company"}),
        links=("https://candystorm.example/",),
    )


def _decodes(events: Sequence[bytes]) -> Work:
    """A bare typed decode, nothing done with it."""
    decode = msgspec.json.Decoder(Event).decode

    def work() -> None:
        for event in events:
            decode(event)

    return work


def _reads(events: Sequence[bytes], interest: Interest) -> Work:
    """What the consumer does with each event."""

    def work() -> None:
        reader = stream._Reader(0)
        reader.take(events, interest)
        assert reader.batch().posts

    return work


def jetstream_rows() -> list[Row]:
    """Decoding and matching, and whether that depends on how many hashtags there are."""
    events = [_event(number) for number in range(EVENTS)]
    few, many, most = (_reads(events, _interest(count)) for count in (100, 10_000, 100_000))
    name = "Jetstream decode + match, 10,000 hashtags / bare typed decode"
    return [
        _row(name, _ratios(_decodes(events), many), 0.8),
        _row("the same with 100,000 hashtags / with 100", _ratios(few, most), 0.9),
    ]


@contextlib.contextmanager
def _server(events: Sequence[bytes]) -> Iterator[tuple[Door, str]]:
    """Sends the events to each caller as fast as it can, then waits."""
    texts = [event.decode() for event in events]

    def talk(connection: ServerConnection) -> None:
        with contextlib.suppress(ConnectionClosed):
            for text in texts:
                connection.send(text)
            connection.recv()

    with serve(talk, "127.0.0.1", 0, compression=None) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.socket.getsockname()[1]
        yield Door(frozenset({("127.0.0.1", port)})), f"ws://127.0.0.1:{port}"
        server.shutdown()
