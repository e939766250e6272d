"""Networks that tell by themselves: what a connector of one has beside the `contract`'s, and the values it takes and brings."""

from collections.abc import Callable, Generator, Set
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

import msgspec

from campaigns.networks.contract import HashtagTopic, PostSeen, Wording
from candyplatform.base.http import Door


class Interest(msgspec.Struct, frozen=True, kw_only=True):
    """Which streamed posts are worth reporting: folded hashtags, author ids, beginnings of links.

    `subjects` are uris of posts that we have: a like, repost or reply of one is worth reporting too.
    """

    hashtags: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    links: tuple[str, ...] = ()
    subjects: Set[str] = frozenset()

    def wants(self, *, author: str, said: Wording) -> bool:
        """True when any one of them is of interest."""
        if author in self.authors or not self.hashtags.isdisjoint(said.hashtags):
            return True
        return bool(self.links) and any(link.startswith(self.links) for link in said.links)


class StreamBatch(msgspec.Struct, frozen=True, kw_only=True):
    """What a stream brought since the last batch; comes about twice a second, also when nothing matched.

    `gone` holds the uris of every post deleted on the network, ours or not. Store `cursor` with the posts, in one
    transaction, and pass it to the next `listen`. `seen_events` counts all that was read, `lag_seconds` is how far
    behind the network the newest of them was. `moved` are uris of `Interest.subjects` that somebody liked, reposted or
    answered, or took that back: their counts are worth asking for. A like may come twice, so it is no number by itself.
    """

    posts: tuple[PostSeen, ...]
    gone: tuple[str, ...]
    cursor: str
    lag_seconds: float
    seen_events: int
    moved: frozenset[str] = frozenset()


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What following a topic brought since the last time; comes every few seconds, also when there was nothing.

    `gone` are native ids of the host that told.
    """

    posts: tuple[PostSeen, ...] = ()
    gone: tuple[str, ...] = ()


class Stream(Protocol):
    """A network that tells by itself: a connector whose `delivery` is STREAM has this too.

    `keeps` is how long it tells what was; what is older is not told any more.
    """

    keeps: timedelta

    def listen(
        self,
        *,
        host: str,
        cursor: str,
        door: Door,
        interest: Callable[[], Interest],
        since: datetime | None = None,
    ) -> Generator[StreamBatch, None, None]:
        """Batches without end, from a few seconds before `cursor`, but not before `since` ("" and None: from now on).

        A network keeps its stream for some hours only; what is older is not brought.

        `interest` is called at every batch, so that it may change under way. Raises `Unavailable` when the connection
        is lost or silent: call again with the last batch's cursor. Close the generator to stop.
        """


@runtime_checkable
class Follow(Protocol):
    """A network that is polled and, at some hosts, tells of a hashtag by itself too, sooner and with its deletions.

    There is no cursor: what is told while nobody follows is for `fetch` to bring.
    """

    def follows(self, host: str) -> bool:
        """Whether hashtags can be followed at this host."""

    def follow(self, *, host: str, topic: HashtagTopic, door: Door) -> Generator[Told, None, None]:
        """What is new, without end. Raises the four errors. Close the generator to stop."""
