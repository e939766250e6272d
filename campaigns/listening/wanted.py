"""Which feeds a campaign wants: a pure function of its hashtags, its company's accounts and the networks."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from campaigns.enums import Network
from campaigns.networks.contract import (
    AccountTopic,
    Connector,
    Delivery,
    HashtagTopic,
    Search,
    Topic,
)

EVERYTHING = "*"
ACCOUNT = "account:"
HASHTAG = "hashtag:"
HASHTAGS = "hashtags:"


@dataclass(frozen=True)
class FeedKey:
    """What makes a feed one: the network, where it is asked, what is asked."""

    network: str
    host: str
    topic: str


def wanted_feeds(
    *, hashtags: Iterable[str], handles: Mapping[str, str], connectors: Mapping[Network, Connector]
) -> list[FeedKey]:
    """The feeds for `hashtags` and company `handles` (by network), in a stable order.

    Hashtags are asked for in lower case, not folded: a server keeps the ß that folding turns into ss.

    A network that is polled is asked for the hashtags, each or together, and for the company's account on each of its
    hosts. A network that streams carries everything in one feed a host, and may be searched for the hashtags of the past.
    """
    tags = [unicodedata.normalize("NFKC", tag).lower() for tag in hashtags]
    return [
        FeedKey(name.value, host, topic)
        for name, connector in connectors.items()
        if not connector.not_measured
        for host, topic in _asked(connector, tags, handles.get(name.value, ""))
    ]


def hosts_of(connector: Connector) -> tuple[str, ...]:
    """Where a network is asked, the place for searching the past included."""
    searched = connector.search_host if isinstance(connector, Search) else ""
    return (*connector.hosts, searched) if searched else connector.hosts


def _asked(connector: Connector, tags: list[str], handle: str) -> Iterator[tuple[str, str]]:
    each = [f"{HASHTAG}{tag}" for tag in tags]
    if connector.delivery is Delivery.STREAM:
        yield from ((host, EVERYTHING) for host in connector.hosts)
        searched = set(hosts_of(connector)) - set(connector.hosts)
        yield from ((host, topic) for host in searched for topic in each)
        return
    together = [f"{HASHTAGS}{','.join(sorted(tags))}"] if tags else []
    topics = together if connector.traits.joins_hashtags else each
    topics += [f"{ACCOUNT}{handle}"] if handle and connector.traits.hears_accounts else []
    yield from ((host, topic) for host in connector.hosts for topic in topics)


def parse_topic(topic: str, *, account_id: str = "") -> Topic:
    """The connector's own value for a stored topic; `account_id` is the network's id of an account topic."""
    kind, _, value = topic.partition(":")
    if kind == "account":
        return AccountTopic(id=account_id, handle=value)
    first, *others = value.split(",")
    return HashtagTopic(first, tuple(others))
