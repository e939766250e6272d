"""Looking again at posts that were heard: engagement grows, texts are edited, posts are deleted."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from campaigns.enums import Network
from campaigns.listening import polling
from campaigns.listening.connectors import connectors, door
from campaigns.listening.ingest import ingest
from campaigns.listening.refreshing import SCHEDULE, next_due
from campaigns.listening.rollup import turn
from campaigns.listening.routing import Routes, Tracked, routes_of, tracked_due
from campaigns.listening.spending import pay_for, renewed_at
from campaigns.models import Feed
from campaigns.networks.contract import Connector, Refreshed
from campaigns.networks.errors import NotMeasured, Rejected
from candyplatform.base import clock, work

BATCHES_A_TURN = 10
LASTING = timedelta(minutes=2)
IDLE_WAIT = timedelta(seconds=30)
SOON = timedelta(minutes=1)


def refresh(job: work.Job) -> datetime | None:
    """Ask for one feed's due posts again. Returns when to look next; None when nobody has any use for it.

    Posts of a campaign that closed are followed until their schedule ends: what is deleted must go there too.
    """
    feed = Feed.objects.filter(pk=job.key).first()
    if feed is None:
        return None
    routes = routes_of(feed, closed_since=clock.now() - SCHEDULE[-1])
    if not routes.listeners:
        return None
    if not polling.is_asked(feed):
        return clock.now() + polling.UNANSWERABLE_WAIT
    connector = connectors()[Network(feed.network)]
    for _ in range(BATCHES_A_TURN):
        now = clock.now()
        tracked = tracked_due(feed=feed, now=now, limit=connector.refresh_batch_size)
        if not tracked:
            return now + IDLE_WAIT
        for share in _shares(tracked, connector):
            refreshed = _ask(feed, connector, share)
            if refreshed is None:
                _put_off(feed.network, share, renewed_at(now))
            else:
                _apply(feed, routes, share, refreshed, now)
    return clock.now()


def hasten(network: str, posts: Sequence[Tracked], *, now: datetime) -> None:
    """Look again soon at posts that somebody just liked, reposted or answered; once a minute for any number of them."""
    speed: float = settings.REHEARSAL_SPEED
    _look_at(network, posts, _HASTEN, now + SOON / speed)


def _put_off(network: str, posts: Sequence[Tracked], until: datetime) -> None:
    """The budget has no room for a look today."""
    _look_at(network, posts, _PUT_OFF, until)


def _shares(tracked: Sequence[Tracked], connector: Connector) -> list[list[Tracked]]:
    """What is asked for at once: all together where it is free, each organization's by itself where it pays."""
    if not connector.traits.prices.refresh:
        return [list(tracked)]
    shares: dict[UUID, list[Tracked]] = defaultdict(list)
    for post in tracked:
        shares[post.organization_id].append(post)
    return list(shares.values())


def _ask(feed: Feed, connector: Connector, tracked: Sequence[Tracked]) -> Refreshed | None:
    """The posts as they are now; None where the budget has no room for that."""
    ids = list(dict.fromkeys(post.native_id for post in tracked))

    def ask() -> tuple[Refreshed, int]:
        refreshed = connector.refresh(host=feed.host, ids=ids, door=door())
        return refreshed, refreshed.cost

    price = connector.traits.prices.refresh * len(ids)
    organizations = {post.organization_id for post in tracked}
    try:
        return pay_for(connector, price=price, organizations=organizations, ask=ask)[0]
    except (NotMeasured, Rejected):
        return Refreshed(posts=(), gone=())


def _apply(
    feed: Feed, routes: Routes, tracked: Sequence[Tracked], refreshed: Refreshed, now: datetime
) -> None:
    """Record what the host said for each campaign that has the posts, and set their next look."""
    by_id = {listener.campaign_id: listener for listener in routes.listeners}
    gone = set(refreshed.gone)
    for campaign_id in dict.fromkeys(post.campaign_id for post in tracked):
        mine = [post for post in tracked if post.campaign_id == campaign_id]
        # Of a campaign that closed longer ago nothing is recorded any more; its posts come to the end of their steps.
        if listener := by_id.get(campaign_id):
            uris = {post.uri for post in mine}
            ingest(
                listener=listener,
                network=feed.network,
                feed_id=feed.pk,
                posts=[post for post in refreshed.posts if post.uri in uris],
                gone=[post.uri for post in mine if post.native_id in gone],
                now=now,
            )
        _set_next_look(feed.network, mine, now)


_SET_NEXT_LOOK = """
    UPDATE campaigns_post AS post SET refresh_step = wanted.step, refresh_due_at = wanted.due
    FROM unnest(%(uris)s::text[], %(steps)s::int[], %(dues)s::timestamptz[]) AS wanted (uri, step, due)
    WHERE post.campaign_id = %(campaign)s AND post.network = %(network)s AND post.uri = wanted.uri
        AND post.deleted_at IS NULL
"""


_HASTEN = """
    UPDATE campaigns_post SET refresh_due_at = least(coalesce(refresh_due_at, %(moment)s), %(moment)s)
    WHERE campaign_id = %(campaign)s AND network = %(network)s AND uri = ANY(%(uris)s) AND deleted_at IS NULL
"""

_PUT_OFF = """
    UPDATE campaigns_post SET refresh_due_at = %(moment)s
    WHERE campaign_id = %(campaign)s AND network = %(network)s AND uri = ANY(%(uris)s) AND deleted_at IS NULL
"""


def _look_at(network: str, posts: Sequence[Tracked], sql: str, moment: datetime) -> None:
    by_campaign: dict[tuple[UUID, UUID], list[str]] = defaultdict(list)
    for post in posts:
        by_campaign[post.organization_id, post.campaign_id].append(post.uri)
    for (organization_id, campaign_id), uris in by_campaign.items():
        parameters: dict[str, Any] = {
            "moment": moment,
            "campaign": campaign_id,
            "network": network,
            "uris": uris,
        }
        with turn(organization_id, campaign_id), connection.cursor() as cursor:
            cursor.execute(sql, parameters)


def _set_next_look(network: str, posts: Sequence[Tracked], now: datetime) -> None:
    """Each post's next step."""
    steps = [next_due(post.posted_at, step=post.refresh_step, now=now) for post in posts]
    parameters: dict[str, Any] = {
        "campaign": posts[0].campaign_id,
        "network": network,
        "uris": [post.uri for post in posts],
        "steps": [step for step, _ in steps],
        "dues": [due for _, due in steps],
    }
    with turn(posts[0].organization_id, posts[0].campaign_id), connection.cursor() as cursor:
        cursor.execute(_SET_NEXT_LOOK, parameters)
