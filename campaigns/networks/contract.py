"""What every network looks like to the rest of the house: plain values in, plain values out.

Connectors read no settings, do not sleep, do not retry, touch no database; whatever goes out goes through the `Door`
that the caller hands in. A `host` is a domain (`mastodon.social`, https is meant) or a whole origin
(`http://127.0.0.1:4810`, for the simulator). All times are aware and UTC. Errors: `campaigns.networks.errors`.
"""

import unicodedata
from collections.abc import Callable, Generator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

import msgspec

from campaigns.enums import Network
from campaigns.networks.composing import ShareText, TextRules
from candyplatform.base.http import Door


def fold_hashtag(tag: str) -> str:
    """A hashtag's identity: without `#`, NFKC, case folded. `#TelekomHilf` -> `telekomhilf`."""
    plain = unicodedata.normalize("NFKC", storable(tag)).strip().lstrip("#")
    return unicodedata.normalize("NFKC", plain.casefold())


def storable(text: str) -> str:
    """The text without NUL, which a stranger's program may send and PostgreSQL does not take."""
    return text.replace("\x00", "")


class Delivery(StrEnum):
    """How a network's posts reach us."""

    POLL = "poll"
    STREAM = "stream"
    NONE = "none"


class AuthorSeen(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Who wrote a post.

    `id` is the network-wide identity, the same through whichever host the author was seen: the ActivityPub actor's URI
    (Mastodon), the DID (Bluesky). `handle` is `user@domain` on Mastodon, `name.domain` on Bluesky, "" when the event
    did not tell. `followers` None: not told. `is_bot` is False also when the event does not tell.
    """

    id: str
    handle: str
    url: str
    followers: int | None = None
    is_bot: bool = False


class PostSeen(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One public post as one host showed it.

    `uri` is the network-wide identity; `native_id` is what `refresh` and `replies` of the same host want (Mastodon: that
    instance's own number for it; Bluesky: the uri). `hashtags` are folded. `mentions`: `user@domain` on Mastodon,
    DIDs on Bluesky. `favorites`, `reposts`, `replies`: None means "not measured by this event", 0 is a measured zero.
    `in_reply_to` is the uri (Bluesky), or the host's native id (Mastodon tells no more), of the post answered.
    """

    network: Network
    uri: str
    native_id: str
    url: str
    author: AuthorSeen
    text: str
    posted_at: datetime
    language: str = ""
    edited_at: datetime | None = None
    hashtags: frozenset[str] = frozenset()
    mentions: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    in_reply_to: str | None = None
    favorites: int | None = None
    reposts: int | None = None
    replies: int | None = None
    is_sensitive: bool = False


class Budget(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the host says is left for us: `remaining` of `limit` questions until `resets_at`."""

    limit: int
    remaining: int
    resets_at: datetime | None = None


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One answer to `fetch`.

    `cursor` is opaque and goes into the next fetch of the same topic and host, also when `posts` is empty. `more` says
    that the next page is already there: fetch again soon. Posts may repeat from page to page (late federation is
    caught by a small overlap): count by what is so. `gone` are uris of posts known to be deleted.
    """

    posts: tuple[PostSeen, ...]
    cursor: str
    gone: tuple[str, ...] = ()
    more: bool = False
    budget: Budget | None = None


class Refreshed(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to `refresh`: posts as they are now, and those of the asked native ids that are no more."""

    posts: tuple[PostSeen, ...]
    gone: tuple[str, ...] = ()
    budget: Budget | None = None


class HashtagTopic(msgspec.Struct, frozen=True, tag=True):
    """Posts with this hashtag."""

    tag: str


class AccountTopic(msgspec.Struct, frozen=True, tag=True):
    """Public posts, replies included, by one account (the company's). `handle` is what `lookup_account` returned."""

    id: str
    handle: str


Topic = HashtagTopic | AccountTopic


class Interest(msgspec.Struct, frozen=True, kw_only=True):
    """Which streamed posts are worth reporting: folded hashtags, author ids, mentioned ids, beginnings of links."""

    hashtags: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    mentions: frozenset[str] = frozenset()
    links: tuple[str, ...] = ()

    def wants(
        self,
        *,
        author: str,
        hashtags: frozenset[str],
        mentions: Sequence[str] = (),
        links: Sequence[str] = (),
    ) -> bool:
        """True when any one of them is of interest."""
        if author in self.authors or not self.hashtags.isdisjoint(hashtags):
            return True
        if not self.mentions.isdisjoint(mentions):
            return True
        return bool(self.links) and any(link.startswith(self.links) for link in links)


class StreamBatch(msgspec.Struct, frozen=True, kw_only=True):
    """What a stream brought since the last batch; comes about twice a second, also when nothing matched.

    `gone` holds the uris of every post deleted on the network, ours or not. Store `cursor` with the posts, in one
    transaction, and pass it to the next `listen`. `seen_events` counts all that was read, `lag_seconds` is how far
    behind the network the newest of them was.
    """

    posts: tuple[PostSeen, ...]
    gone: tuple[str, ...]
    cursor: str
    lag_seconds: float
    seen_events: int


class Connector(Protocol):
    """One network. `not_measured` is why nothing is counted there ("" when something is), a sentence for people."""

    network: Network
    delivery: Delivery
    hosts: tuple[str, ...]
    not_measured: str
    text_rules: TextRules
    refresh_batch_size: int

    def fetch(
        self, *, host: str, topic: Topic, cursor: str, door: Door, since: datetime | None = None
    ) -> Page:
        """One page of a topic, one or two requests.

        With cursor "" it starts at the newest page and works back to `since` (or stays there when that is None); from
        then on it brings what is new, oldest first. Raises the four errors.
        """

    def refresh(self, *, host: str, ids: Sequence[str], door: Door) -> Refreshed:
        """The posts with these native ids as they are now; at most `refresh_batch_size` of them. Raises the four."""

    def lookup_account(self, *, host: str, handle: str, door: Door) -> AuthorSeen:
        """The account of that handle (with or without a leading @). Raises `Rejected` when there is none."""

    def replies(self, *, host: str, native_id: str, door: Door) -> tuple[PostSeen, ...]:
        """The public answers to a post that the host knows of, oldest first, all levels. Raises the four."""

    def measure_text(self, *, host: str, door: Door) -> TextRules:
        """The text rules that `host` itself tells, or the network's own. Raises the four."""

    def intent_url(self, share: ShareText, *, host: str = "", rules: TextRules | None = None) -> str:
        """The address that opens the network's own composer with a text that fits it; never posts by itself."""


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
