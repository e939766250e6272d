"""How crowded a hashtag is: asked of the networks in the background, remembered for a day, and never waited for."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.core.cache import cache
from redis.exceptions import RedisError

from campaigns.listening.connectors import connectors, door
from campaigns.networks.contract import Weigh
from campaigns.networks.errors import ConnectorError
from candyplatform.base import work

WEIGH = "hashtag.weigh"
# Where a hashtag is used more often than this in a week, a campaign's own posts are hard to see among the others.
CROWDED = 300
_KEPT = timedelta(days=1)
# A few servers, each with the time that the door gives it.
LASTING = timedelta(minutes=2)


def ask_about(folded: Iterable[str], *, now: datetime) -> None:
    """Have it found out of those hashtags of which it is not known. Within a transaction."""
    known = uses_of(folded)
    for tag in folded:
        if tag not in known:
            work.ensure(kind=WEIGH, key=tag, due_at=now)


def uses_of(folded: Iterable[str]) -> Mapping[str, int]:
    """How often each was used in a week, of those of which it is known; of none while the cache is away."""
    tags = {_key(tag): tag for tag in folded}
    try:
        found = cache.get_many(tags)
    except RedisError:
        return {}
    return {tags[key]: uses for key, uses in found.items()}


def weigh(job: work.Job) -> None:
    """Due work `hashtag.weigh`: ask every network that can tell; the one that uses it most counts.

    A server that does not answer, or does not tell, is left out and nothing is tried again: it is a suggestion, and the next
    save asks anew.
    """
    told: list[int] = []
    for connector in connectors().values():
        if connector.not_measured or not isinstance(connector, Weigh):
            continue
        for host in connector.hosts:
            try:
                told.append(connector.weekly_uses(host=host, tag=job.key, door=door()))
            except ConnectorError:
                continue
    if told:
        cache.set(_key(job.key), max(told), int(_KEPT.total_seconds()))


def _key(folded: str) -> str:
    return f"hashtag-use:{folded}"
