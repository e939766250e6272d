"""A stream for a thousand campaigns: how far behind the listener is while it takes in what is theirs.

A Jetstream in a process of its own tells so many events a second, each at its moment; one in ten carries a hashtag that one
of the campaigns asked for. The listener is the platform's own `Consumer`, on the tests' PostgreSQL.
"""

import multiprocessing
import statistics
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from uuid import uuid4

import msgspec
from django.conf import settings
from websockets.sync.server import ServerConnection, serve

from accounts.scope import organization_scope
from campaigns.enums import Network
from campaigns.listening import connectors
from campaigns.listening.operations import open_feeds
from campaigns.listening.streaming import Consumer
from campaigns.models import Campaign, Feed, Hashtag, HourlyMetric
from campaigns.networks.telling import StreamBatch
from candyplatform.base import clock
from tests.benchmarks.taking_in.place import Place, place

CAMPAIGNS = 1_000
EVENTS_A_SECOND = 2_000
ONE_IN = 10
SECONDS = 600.0
_TICK = 0.05


def sustained(scale: float) -> dict[str, float]:
    """Lag at the 99th percentile, whether it grows, and posts taken in a second."""
    seconds = max(10.0, SECONDS * scale)
    with place() as here:
        tags = _campaigns(here, max(20, int(CAMPAIGNS * min(1.0, scale * 10))))
        ours, theirs = multiprocessing.Pipe()
        server = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs, tags), daemon=True)
        server.start()
        try:
            lags = _listen(ours.recv(), seconds)
        finally:
            server.kill()
            server.join()
        matched = _taken_in(here) / seconds
    fifth = max(1, len(lags) // 5)
    growth = statistics.median(lags[-fifth:]) - statistics.median(lags[:fifth])
    return {
        "lag_p99": statistics.quantiles(lags, n=100)[98],
        "lag_growth": max(0.0, growth),
        "matched": matched,
    }


def _campaigns(here: Place, count: int) -> list[str]:
    """So many live campaigns, each with a hashtag of its own, like the one that is there. Returns the hashtags."""
    first, now = here.campaign, clock.now()
    tags = []
    with organization_scope(first.organization_id):
        for number in range(count):
            campaign = Campaign.objects.get(pk=first.pk)
            campaign.pk, campaign.slug, campaign.live_at = uuid4(), f"storm-{number}", now
            campaign.save(force_insert=True)
            tags.append(f"bitte{number}")
            Hashtag.objects.create(
                organization_id=first.organization_id, campaign=campaign, text=tags[-1], folded=tags[-1]
            )
            open_feeds(campaign=campaign, now=now)
    return tags


def _listen(port: int, seconds: float) -> list[float]:
    """Each batch's lag once it is recorded: how old its newest event is then."""
    bluesky = settings.NETWORKS["bluesky"]
    settings.NETWORKS = settings.NETWORKS | {"bluesky": bluesky | {"hosts": [f"ws://127.0.0.1:{port}"]}}
    settings.HTTP_ALLOW_LOOPBACK = [f"127.0.0.1:{port}"]
    connectors.connectors.cache_clear()
    connectors.door.cache_clear()
    feed = Feed.objects.get(topic="*", network=Network.BLUESKY)
    feed.host = f"ws://127.0.0.1:{port}"
    lags: list[float] = []
    ends = time.monotonic() + seconds
    consumer = _Watched(feed, lambda: time.monotonic() > ends, lags)
    consumer.listen_while_wanted()
    consumer.let_go()
    return lags


class _Watched(Consumer):
    """The platform's consumer, with a look at the clock after each batch."""

    def __init__(self, feed: Feed, stop: Callable[[], bool], lags: list[float]) -> None:
        super().__init__(feed, stop)
        self._lags = lags

    def record(self, batch: StreamBatch) -> None:
        super().record(batch)
        if batch.seen_events:
            self._lags.append(time.time() - int(batch.cursor) / 1_000_000)


def _taken_in(here: Place) -> int:
    with organization_scope(here.campaign.organization_id):
        return sum(HourlyMetric.objects.values_list("posts", flat=True))


def _serve(port: Connection, tags: list[str]) -> None:
    with serve(lambda socket: _tell(socket, tags), "127.0.0.1", 0, compression=None) as server:
        port.send(server.socket.getsockname()[1])
        server.serve_forever()


def _tell(socket: ServerConnection, tags: list[str]) -> None:
    began, told = time.time(), 0
    while True:
        due = int((time.time() - began) * EVENTS_A_SECOND)
        for number in range(told, due):
            socket.send(_event(number, began + number / EVENTS_A_SECOND, tags), text=True)
        told = due
        time.sleep(_TICK)


def _event(number: int, moment: float, tags: list[str]) -> bytes:
    tag = tags[number // ONE_IN % len(tags)] if number % ONE_IN == 0 else "sourdough"
    told = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(moment))
    feature = {"$type": "app.bsky.richtext.facet#tag", "tag": tag}
    record = {
        "$type": "app.bsky.feed.post", "createdAt": f"{told}.{int(moment % 1 * 1000):03d}Z", "langs": ["de"],
        "text": f"Liebe Telekom, bitte schaltet dem EduCamp bis Freitag eine Leitung. #{tag} {number}",
        "facets": [{"index": {"byteStart": 0, "byteEnd": 5}, "features": [feature]}],
    }  # fmt: skip
    commit = {
        "rev": "3k",
        "operation": "create",
        "collection": "app.bsky.feed.post",
        "rkey": f"3k{number:011d}",
        "cid": "b",
    }
    event = {
        "did": f"did:plc:{number * 7919 % 1_000_003:024d}",
        "time_us": int(moment * 1e6),
        "kind": "commit",
    }
    return msgspec.json.encode(event | {"commit": commit | {"record": record}})
