"""Which feeds a campaign wants: a pure function of its hashtags, its company's accounts and the networks."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from campaigns.enums import Network
from campaigns.networks.contract import AccountTopic, Connector, Delivery, HashtagTopic, Topic

EVERYTHING = "*"
ACCOUNT = "account:"
HASHTAG = "hashtag:"


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

    A network that is polled is asked for each hashtag and for the company's account on each of its hosts; a network that
    streams carries everything in one feed a host.
    """
    topics = [f"{HASHTAG}{unicodedata.normalize('NFKC', tag).lower()}" for tag in hashtags]
    found: list[FeedKey] = []
    for name, connector in connectors.items():
        if connector.not_measured or connector.delivery is Delivery.NONE:
            continue
        account = [f"{ACCOUNT}{handles[name.value]}"] if name.value in handles else []
        asked = [EVERYTHING] if connector.delivery is Delivery.STREAM else [*topics, *account]
        found += [FeedKey(name.value, host, topic) for host in connector.hosts for topic in asked]
    return found


def parse_topic(topic: str, *, account_id: str = "") -> Topic:
    """The connector's own value for a stored topic; `account_id` is the network's id of an account topic."""
    kind, _, value = topic.partition(":")
    return HashtagTopic(value) if kind == "hashtag" else AccountTopic(id=account_id, handle=value)
