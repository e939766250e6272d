"""Jetstream: the network's public posts as JSON over a websocket.

Source: https://github.com/bluesky-social/jetstream (v1 events). Posts are asked for, and, as soon as there are posts of
ours that somebody may like, likes and reposts too: those are many times as many, so they are not read for nothing.
"""

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, suppress
from datetime import datetime, timedelta
from urllib.parse import urlencode

import msgspec

from campaigns.networks.asking import UNREADABLE, origin, the_doors_errors
from campaigns.networks.bluesky.reading import answered, post_uri, wanted_post
from campaigns.networks.bluesky.shapes import LIKE, POST, REPOST, Commit, Event, EventTime
from campaigns.networks.bluesky.sieve import Sieve
from campaigns.networks.contract import PostSeen
from campaigns.networks.errors import Unavailable
from campaigns.networks.telling import Interest, StreamBatch
from candyplatform.base.http import Door, DoorError, WebSocket

# A batch begins so long after the last one; whoever took longer over that one is given at once what came meanwhile.
BATCH_SECONDS, LEAST_SECONDS = 0.5, 0.05
BATCH_POSTS = 500
# Events may arrive out of order by this much; a reconnect reads them once more.
OVERLAP_US = 5_000_000
REACTIONS = (LIKE, REPOST)
# Source: jetstream's `--event-ttl`, a day unless its operator chose another.
KEPT = timedelta(hours=24)
_US = 1_000_000

_EVENT = msgspec.json.Decoder(Event)
_EVENT_TIME = msgspec.json.Decoder(EventTime)
_KNOWN_FEATURES = frozenset(
    {"app.bsky.richtext.facet#tag", "app.bsky.richtext.facet#mention", "app.bsky.richtext.facet#link"}
)


def listen(
    *, host: str, cursor: str, door: Door, interest: Callable[[], Interest], since: datetime | None = None
) -> Generator[StreamBatch, None, None]:
    """See `telling.Stream.listen`."""
    reader = _Reader(_beginning(cursor, since))
    while True:
        wants_reactions = bool(interest().subjects)
        with closing(_opened(host, door, reader.newest_us, wants_reactions=wants_reactions)) as socket:
            while wants_reactions == bool((wanted := interest()).subjects):
                try:
                    reader.fill(socket, wanted)
                except DoorError as error:
                    if reader.seen_events:
                        yield reader.batch(wanted)
                    raise Unavailable(str(error)) from error
                yield reader.batch(wanted)


def _opened(host: str, door: Door, newest_us: int, *, wants_reactions: bool) -> WebSocket:
    collections = REACTIONS if wants_reactions else ()
    start = max(0, newest_us - OVERLAP_US)
    query = urlencode({"wantedCollections": [POST, *collections], "cursor": start}, doseq=True)
    with the_doors_errors():
        return door.open_websocket(f"{origin(host, 'wss')}/subscribe?{query}")


def _beginning(cursor: str, since: datetime | None) -> int:
    """Where to go on, in microseconds: at the cursor, but not before `since`; without either, now."""
    wanted = int(since.timestamp() * _US) if since else 0
    return max(int(cursor) if cursor.isdecimal() else 0, wanted) or time.time_ns() // 1000


class _Reader:
    """Collects one batch after the other, and remembers how far it got.

    What may be of interest is read when the batch is made, all of it together: that is quicker than one by one.
    """

    def __init__(self, newest_us: int) -> None:
        self.newest_us = newest_us
        self.seen_events = 0
        self._sieve = Sieve(Interest())
        self._last = b""
        self._wanted: list[bytes] = []
        self._posts: list[PostSeen] = []
        self._gone: list[str] = []
        self._moved: set[str] = set()
        self._handed_out = time.monotonic()

    def fill(self, socket: WebSocket, interest: Interest) -> None:
        """Collect until the next batch's time has come, or until it is a large one."""
        ends = max(self._handed_out + BATCH_SECONDS, time.monotonic() + LEAST_SECONDS)
        while (left := ends - time.monotonic()) > 0 and len(self._wanted) < BATCH_POSTS:
            self.take(socket.messages(left), interest)

    def take(self, messages: Sequence[bytes], interest: Interest) -> None:
        """Keep those that may be of interest; all of them when one is not as it should be."""
        self.seen_events += len(messages)
        if self._sieve.interest is not interest:
            self._sieve = Sieve(interest)
        try:
            self._wanted += self._sieve.keep(messages)
        except UNREADABLE:
            self._wanted += messages
        if messages:
            self._last = messages[-1]

    def batch(self, interest: Interest) -> StreamBatch:
        """What was collected, read; begins the next one."""
        for message in self._wanted:
            self._read(message, interest)
        with suppress(*UNREADABLE):  # they come in order, but for what the overlap is for
            self.newest_us = max(self.newest_us, _EVENT_TIME.decode(self._last).time_us)
        lag = max(0.0, time.time() - self.newest_us / _US) if self.seen_events else 0.0
        batch = StreamBatch(
            posts=tuple(self._posts),
            gone=tuple(self._gone),
            cursor=str(self.newest_us),
            lag_seconds=lag,
            seen_events=self.seen_events,
            moved=frozenset(self._moved),
        )
        self.seen_events, self._handed_out = 0, time.monotonic()
        self._wanted, self._posts, self._gone, self._moved = [], [], [], set()
        return batch

    def _read(self, message: bytes, interest: Interest) -> None:
        try:
            event: Event | None = _EVENT.decode(message)
        except UNREADABLE:
            event = self._odd_event(message)
        if event is None:
            return
        self.newest_us = max(self.newest_us, event.time_us)
        commit = event.commit
        if event.kind != "commit" or commit is None:
            return
        if commit.collection == POST:
            self._read_post(event, commit, interest)
        elif commit.record and commit.record.subject and commit.record.subject.uri in interest.subjects:
            self._moved.add(commit.record.subject.uri)

    def _read_post(self, event: Event, commit: Commit, interest: Interest) -> None:
        if commit.operation == "delete":
            self._gone.append(post_uri(event.did, commit))
        elif record := commit.record:
            if post := wanted_post(event, commit, record, interest):
                self._posts.append(post)
            if record.reply and interest.subjects:
                self._moved.update(answered(record.reply) & interest.subjects)

    def _odd_event(self, message: bytes) -> Event | None:
        """An event of another shape: without its unknown features, or, failing that, its time only."""
        with suppress(*UNREADABLE, AttributeError, KeyError, TypeError):
            return msgspec.convert(_without_unknown_features(msgspec.json.decode(message)), Event)
        with suppress(*UNREADABLE):
            self.newest_us = max(self.newest_us, _EVENT_TIME.decode(message).time_us)
        return None


def _without_unknown_features(event: object) -> object:
    """The event whose post's facets keep only hashtags, mentions and links. Raises what indexing may."""
    record = event["commit"]["record"]  # type: ignore[index]
    record["facets"] = [
        {"features": [feature for feature in facet["features"] if feature.get("$type") in _KNOWN_FEATURES]}
        for facet in record.get("facets") or ()
    ]
    return event
