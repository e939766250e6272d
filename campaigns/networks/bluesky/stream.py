"""Jetstream: the network's public posts as JSON over a websocket.

Source: https://github.com/bluesky-social/jetstream (v1 events). Only `app.bsky.feed.post` is asked for; a further
collection (likes, reposts) is a further branch in `_take`.
"""

import time
from collections.abc import Callable, Generator
from contextlib import closing, suppress
from datetime import datetime, timedelta
from urllib.parse import urlencode

import msgspec

from campaigns.networks.asking import origin
from campaigns.networks.bluesky.reading import post_uri, wanted_post
from campaigns.networks.bluesky.shapes import POST, Event, EventTime
from campaigns.networks.contract import Interest, PostSeen, StreamBatch
from campaigns.networks.errors import Rejected, Unavailable
from candyplatform.base.http import AddressRefused, Door, DoorError, WebSocket

BATCH_SECONDS = 0.5
BATCH_POSTS = 500
# Events may arrive out of order by this much; a reconnect reads them once more.
OVERLAP_US = 5_000_000
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
    """See `contract.Stream.listen`."""
    reader = _Reader(_beginning(cursor, since))
    start = max(0, reader.newest_us - OVERLAP_US)
    query = urlencode({"wantedCollections": POST, "cursor": start})
    try:
        socket = door.open_websocket(f"{origin(host, 'wss')}/subscribe?{query}")
    except AddressRefused as error:
        raise Rejected(str(error)) from error
    except DoorError as error:
        raise Unavailable(str(error)) from error
    with closing(socket):
        while True:
            try:
                reader.read(socket, interest())
            except DoorError as error:
                if reader.seen_events:
                    yield reader.batch()
                raise Unavailable(str(error)) from error
            yield reader.batch()


def _beginning(cursor: str, since: datetime | None) -> int:
    """Where to go on, in microseconds: at the cursor, but not before `since`; without either, now."""
    wanted = int(since.timestamp() * _US) if since else 0
    return max(int(cursor) if cursor.isdecimal() else 0, wanted) or time.time_ns() // 1000


class _Reader:
    """Collects one batch after the other, and remembers how far it got."""

    def __init__(self, newest_us: int) -> None:
        self.newest_us = newest_us
        self.seen_events = 0
        self._posts: list[PostSeen] = []
        self._gone: list[str] = []

    def read(self, socket: WebSocket, interest: Interest) -> None:
        """Fill the batch for half a second, or until it is large."""
        ends = time.monotonic() + BATCH_SECONDS
        while (left := ends - time.monotonic()) > 0 and len(self._posts) < BATCH_POSTS:
            for message in socket.messages(left):
                self._take(message, interest)

    def batch(self) -> StreamBatch:
        """What was collected; begins the next one."""
        lag = max(0.0, time.time() - self.newest_us / _US) if self.seen_events else 0.0
        batch = StreamBatch(
            posts=tuple(self._posts),
            gone=tuple(self._gone),
            cursor=str(self.newest_us),
            lag_seconds=lag,
            seen_events=self.seen_events,
        )
        self.seen_events = 0
        self._posts, self._gone = [], []
        return batch

    def _take(self, message: bytes, interest: Interest) -> None:
        self.seen_events += 1
        try:
            event: Event | None = _EVENT.decode(message)
        except msgspec.DecodeError:
            event = self._odd_event(message)
        if event is None:
            return
        self.newest_us = max(self.newest_us, event.time_us)
        commit = event.commit
        if event.kind != "commit" or commit is None or commit.collection != POST:
            return
        if commit.operation == "delete":
            self._gone.append(post_uri(event.did, commit))
        elif commit.record and (post := wanted_post(event, commit, commit.record, interest)):
            self._posts.append(post)

    def _odd_event(self, message: bytes) -> Event | None:
        """An event of another shape: without its unknown features, or, failing that, its time only."""
        with suppress(msgspec.DecodeError, AttributeError, KeyError, TypeError):
            return msgspec.convert(_without_unknown_features(msgspec.json.decode(message)), Event)
        with suppress(msgspec.DecodeError):
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
