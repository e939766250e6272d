"""Listening to a network that tells by itself: one consumer for all campaigns, another takes over when it dies."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta
from time import monotonic
from typing import Protocol, cast, runtime_checkable
from uuid import uuid4

from django.db import connections

from campaigns.enums import Network
from campaigns.listening import polling, refresh, refreshing
from campaigns.listening.connectors import connectors, door
from campaigns.listening.ingest import ingest
from campaigns.listening.routing import Listener, Routes, routes_of, subjects_of, tracked_by_uri
from campaigns.listening.wanted import EVERYTHING
from campaigns.models import Feed
from campaigns.networks.contract import Connector, PostSeen
from campaigns.networks.errors import ConnectorError
from campaigns.networks.telling import Interest, Stream, StreamBatch
from candyplatform.base import clock, work

log = logging.getLogger(__name__)

HOLD = "feed.listen"
# With the listener's pause and the next connection, another one takes over within ten seconds.
HOLDING = timedelta(seconds=6)
ROUTES_LIVE_FOR = 2.0
SUBJECTS_LIVE_FOR = 60.0
# How many campaigns' batches are taken in at once, and from how many on that is worth the threads.
HANDS = 3
WORTH_SHARING = 6


@runtime_checkable
class StreamConnector(Connector, Stream, Protocol):
    """A connector whose network tells by itself."""


class Consumer:
    """Listens to one feed that carries everything, for every campaign that wants it."""

    def __init__(self, feed: Feed, stop: Callable[[], bool]) -> None:
        self.feed = feed
        self._stop = stop
        self.holder = uuid4()
        self.connector = cast("StreamConnector", connectors()[Network(feed.network)])
        self._routes = Routes()
        self._routes_made = float("-inf")
        self._subjects: set[str] = set()
        self._subjects_made = float("-inf")

    def listen_while_wanted(self) -> None:
        """Listen until somebody else does or wants to be heard, or the connection is lost (raises then).

        A campaign that went live meanwhile may have missed a moment: listening again begins a few seconds back.
        """
        if not self._hold() or not self.routes().listeners:
            return
        self._note_gap(clock.now())
        batches = self.connector.listen(
            host=self.feed.host,
            cursor=self.feed.cursor,
            door=door(),
            interest=self._interest,
            since=self.routes().live_since,
        )
        known = set(self.routes().listeners)
        with closing(batches) as stream:
            for batch in stream:
                self.record(batch)
                if self._stop() or not self._hold() or set(self.routes().listeners) != known:
                    return

    def _note_gap(self, now: datetime) -> None:
        """Say which hours are missing, when nobody listened for longer than the network keeps what was."""
        told_since = now - self.connector.keeps
        if self.feed.heard_at and self.feed.heard_at < told_since:
            polling.note_gap(self.feed, since=self.feed.heard_at, until=told_since)

    def routes(self) -> Routes:
        """Who wants what, at most `ROUTES_LIVE_FOR` seconds old."""
        if monotonic() - self._routes_made > ROUTES_LIVE_FOR:
            self._routes = routes_of(self.feed)
            self._routes_made = monotonic()
        return self._routes

    def record(self, batch: StreamBatch) -> None:
        """Ingest a batch and the deletions that concern us, then move the cursor."""
        now = clock.now()
        matched = self.routes().match(batch.posts)
        gone = self._gone(batch, now)
        concerned = list(dict.fromkeys([*matched, *gone]))

        _by_many_hands(
            lambda listener: self.take_in(listener, matched.get(listener, ()), gone.get(listener, ()), now),
            concerned,
        )
        if batch.moved:
            moved = tracked_by_uri(network=self.feed.network, uris=list(batch.moved))
            refresh.hasten(self.feed.network, moved, now=now)
        self._subjects.update(post.uri for posts in matched.values() for post in posts)
        latest = max((post.posted_at for post in batch.posts), default=None)
        polling.heard(self.feed, cursor=batch.cursor, now=now, latest=latest)

    def take_in(
        self, listener: Listener, posts: Sequence[PostSeen], gone: Sequence[str], now: datetime
    ) -> None:
        """What a batch holds for one campaign."""
        ingest(
            listener=listener,
            network=self.feed.network,
            feed_id=self.feed.pk,
            posts=posts,
            gone=gone,
            now=now,
        )

    def _gone(self, batch: StreamBatch, now: datetime) -> dict[Listener, list[str]]:
        """The deletions by campaign, also of campaigns that do not listen any more."""
        by_id = {listener.campaign_id: listener for listener in self.routes().listeners}
        gone: dict[Listener, list[str]] = {}
        for post in tracked_by_uri(network=self.feed.network, uris=batch.gone):
            ended = Listener(post.campaign_id, post.organization_id, since=now)
            gone.setdefault(by_id.get(post.campaign_id, ended), []).append(post.uri)
        return gone

    def _interest(self) -> Interest:
        return self.routes().interest(self.subjects())

    def subjects(self) -> set[str]:
        """The posts whose likes and answers matter: what was read a minute ago at most, and what came since."""
        if monotonic() - self._subjects_made > SUBJECTS_LIVE_FOR:
            since = clock.now() - refreshing.SCHEDULE[-1]
            self._subjects = subjects_of(network=self.feed.network, since=since)
            self._subjects_made = monotonic()
        return self._subjects

    def _hold(self) -> bool:
        return work.hold(kind=HOLD, key=self.feed.pk, holder=self.holder, now=clock.now(), lasting=HOLDING)

    def let_go(self) -> None:
        """Let another consumer take over at once."""
        work.let_go(kind=HOLD, key=self.feed.pk, holder=self.holder)


def _by_many_hands(work_on: Callable[[Listener], None], listeners: Sequence[Listener]) -> None:
    """Do it for each of them, some at once: most of the time goes by while the database works. Raises what any raised."""
    if len(listeners) < WORTH_SHARING:
        for listener in listeners:
            work_on(listener)
        return

    def share(first: int) -> None:
        try:
            for listener in listeners[first::HANDS]:
                work_on(listener)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(HANDS) as hands:
        for _ in hands.map(share, range(HANDS)):
            pass


def listen_once(feed: Feed, *, stop: Callable[[], bool] = lambda: False) -> None:
    """One stretch of listening to a feed, until `stop` says so; a lost connection is noted beside the numbers."""
    consumer = Consumer(feed, stop)
    try:
        consumer.listen_while_wanted()
    except ConnectorError as error:
        log.warning("%s: %s", feed, error)
        polling.interrupted(feed, error)
    finally:
        consumer.let_go()


def listen_in_thread(feed: Feed) -> None:
    """`listen_once`, as the whole life of a thread: its database connection goes back to the pool."""
    try:
        listen_once(feed)
    finally:
        connections.close_all()


def streamed_feeds() -> list[Feed]:
    """The feeds that carry everything, where this installation listens to them."""
    return [feed for feed in Feed.objects.filter(topic=EVERYTHING) if polling.is_asked(feed)]
