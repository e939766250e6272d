"""What every network looks like to the rest of the house: plain values in, plain values out.

Connectors read no settings, do not sleep, do not retry, touch no database; whatever goes out goes through the `Door`
that the caller hands in. A `host` is a domain (`mastodon.social`, https is meant) or a whole origin
(`http://127.0.0.1:4810`, for the simulator). All times are aware and UTC. Errors: `campaigns.networks.errors`.
"""

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Protocol, runtime_checkable

import msgspec

from campaigns.enums import Network
from campaigns.networks.composing import ShareText, TextRules
from candyplatform.base.http import Door


@lru_cache(maxsize=10_000)
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


class Prices(msgspec.Struct, frozen=True, kw_only=True):
    """What questions cost at most, in millionths of a US dollar; all zero where asking is free.

    `fetch`: one page. `refresh`: each post asked for. `lookup`: an account. `daily_budget`: the most that may be spent
    for one organization on one day (UTC).
    """

    fetch: int = 0
    refresh: int = 0
    lookup: int = 0
    daily_budget: int = 0


class Traits(msgspec.Struct, frozen=True, kw_only=True):
    """How a network differs from the others, as data; the defaults are the ordinary case.

    `joins_hashtags`: a campaign's hashtags are one question, so that a post with two of them is counted (and paid) once.
    `hears_accounts`: an account's posts can be asked for. `rest`: seconds between two questions of one feed, at least.
    `arrives_late`: posts reach a host long after they were written, so its last hours are read a second time.
    `limits`: a sentence for people on what is not told though the network is measured ("": all of it is told).
    `ids_only`: what leaves this house by API or archive is a post's id, not what it says.
    `needs_consent`: a post is shown on a public page only when its author agreed.
    """

    joins_hashtags: bool = False
    hears_accounts: bool = True
    rest: float = 5.0
    arrives_late: bool = False
    limits: str = ""
    ids_only: bool = False
    needs_consent: bool = False
    prices: Prices = Prices()


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


class Wording(Protocol):
    """What a post says: its text as people read it, where it links to, its hashtags, folded."""

    @property
    def text(self) -> str: ...
    @property
    def links(self) -> tuple[str, ...]: ...
    @property
    def hashtags(self) -> frozenset[str]: ...


class Said(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A wording that came as such. What has to be read out of something is read when somebody asks for it."""

    text: str
    links: tuple[str, ...] = ()
    hashtags: frozenset[str] = frozenset()


class PostSeen(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One public post as one host showed it.

    `uri` is the network-wide identity; `native_id` is what `refresh` and `replies` of the same host want (Mastodon: that
    instance's own number for it; Bluesky: the uri). `favorites`, `reposts`, `replies`: None means "not measured by this
    event", 0 is a measured zero. `in_reply_to` is the uri (Bluesky), or the host's native id (Mastodon tells no more), of
    the post answered.
    """

    network: Network
    uri: str
    native_id: str
    url: str
    author: AuthorSeen
    said: Wording
    posted_at: datetime
    language: str = ""
    edited_at: datetime | None = None
    in_reply_to: str | None = None
    favorites: int | None = None
    reposts: int | None = None
    replies: int | None = None
    is_sensitive: bool = False

    @property
    def text(self) -> str:
        return self.said.text

    @property
    def links(self) -> tuple[str, ...]:
        return self.said.links

    @property
    def hashtags(self) -> frozenset[str]:
        return self.said.hashtags


class Budget(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the host says is left for us: `remaining` of `limit` questions until `resets_at`."""

    limit: int
    remaining: int
    resets_at: datetime | None = None


class HourCount(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """How many posts a network counted in the hour that begins at `hour`, for those that tell numbers without posts."""

    hour: datetime
    posts: int


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One answer to `fetch`.

    `cursor` is opaque and goes into the next fetch of the same topic and host, also when `posts` is empty. `more` says
    that the next page is already there: fetch again soon. Posts may repeat from page to page (late federation is
    caught by a small overlap): count by what is so. `gone` are uris of posts known to be deleted. `counts` are numbers
    that come without posts. `cost` is what the network charged for this page (see `Prices`).
    """

    posts: tuple[PostSeen, ...]
    cursor: str
    gone: tuple[str, ...] = ()
    counts: tuple[HourCount, ...] = ()
    more: bool = False
    budget: Budget | None = None
    cost: int = 0


class Refreshed(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to `refresh`: posts as they are now, and those of the asked native ids that are no more."""

    posts: tuple[PostSeen, ...]
    gone: tuple[str, ...] = ()
    budget: Budget | None = None
    cost: int = 0


class PostLink(msgspec.Struct, frozen=True, kw_only=True):
    """What the address of one post says. `link` is its one spelling; `author` a handle where the network asks by that."""

    link: str
    host: str
    native_id: str
    author: str = ""


class HashtagTopic(msgspec.Struct, frozen=True, tag=True):
    """Posts with this hashtag, or, where a network joins hashtags, with it or any of the `others`."""

    tag: str
    others: tuple[str, ...] = ()


class AccountTopic(msgspec.Struct, frozen=True, tag=True):
    """Public posts, replies included, by one account (the company's). `handle` is what `lookup_account` returned."""

    id: str
    handle: str


Topic = HashtagTopic | AccountTopic


class Connector(Protocol):
    """One network. `not_measured` is why nothing is counted there ("" when something is), a sentence for people."""

    network: Network
    delivery: Delivery
    hosts: tuple[str, ...]
    not_measured: str
    text_rules: TextRules
    refresh_batch_size: int
    traits: Traits
    web_hosts: frozenset[str]
    """Where its posts are read; empty where that may be anywhere."""

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

    def post_link(self, url: str) -> PostLink | None:
        """What the address of a post, as people copy it, leads to; None when it is none of this network. Asks nobody."""

    def find_post(self, link: PostLink, *, door: Door) -> PostSeen | None:
        """The post behind a link of this network; None when there is none (any more). Raises the four errors."""

    def measure_text(self, *, host: str, door: Door) -> TextRules:
        """The text rules that `host` itself tells, or the network's own. Raises the four."""

    def intent_url(self, share: ShareText, *, host: str = "", rules: TextRules | None = None) -> str:
        """The address that opens the network's own composer with a text that fits it; never posts by itself."""


@runtime_checkable
class Search(Protocol):
    """A network that streams and can be asked, at `search_host`, for a hashtag's posts of the past: `fetch` answers."""

    search_host: str


@runtime_checkable
class Weigh(Protocol):
    """A network that can be asked how often a hashtag was used lately, without reading its posts and at no price."""

    def weekly_uses(self, *, host: str, tag: str, door: Door) -> int:
        """Posts with this hashtag in the last seven days, as far as `host` knows. Raises the four errors."""
