"""Following hashtags where a host tells them by itself, beside asking for them: sooner, and with what is deleted.

What a connection that breaks has missed is for the next question to bring, so one is due when it begins and when it ends.
"""

import logging
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import connections

from accounts.scope import listener_scope
from campaigns.enums import Network
from campaigns.listening import polling
from campaigns.listening.connectors import connectors, door
from campaigns.listening.ingest import ingest
from campaigns.listening.operations import FETCH
from campaigns.listening.routing import Listener, Tracked, routes_of, tracked_by_native_id
from campaigns.listening.wanted import HASHTAG, parse_topic
from campaigns.models import Campaign, Feed
from campaigns.networks.contract import HashtagTopic
from campaigns.networks.errors import ConnectorError
from campaigns.networks.telling import Follow, Told
from candyplatform.base import clock, work

log = logging.getLogger(__name__)

HOLD = "feed.follow"
HOLDING = timedelta(seconds=20)
# A process follows this many at most, the newest first; the others are asked as ever.
MOST = 40
# After a connection that could not be made or broke.
PAUSE = 30.0


def followed_feeds() -> list[Feed]:
    """The hashtags that some campaign listens to and that can be followed."""
    able = {
        network: [host for host in connector.hosts if connector.follows(host)]
        for network, connector in connectors().items()
        if isinstance(connector, Follow) and not connector.not_measured
    }
    hosts = [host for found in able.values() for host in found]
    if not hosts:
        return []
    with listener_scope():
        listening = Campaign.objects.listening().values("id")
        wanted = Feed.objects.filter(topic__startswith=HASHTAG, network__in=list(able), host__in=hosts)
        return list(wanted.filter(subscriptions__campaign__in=listening).distinct().order_by("-id")[:MOST])


def follow_once(
    feed: Feed, *, stop: Callable[[], bool] = lambda: False, rest: Callable[[], None] = lambda: None
) -> bool:
    """Follow a feed until nobody wants it, somebody else does it or `stop` says so. False when the connection was lost.

    `rest` is called whenever there is nothing to do: a database connection need not be kept for that.
    """
    holder = uuid4()
    connector = connectors()[Network(feed.network)]
    topic = parse_topic(feed.topic)
    assert isinstance(connector, Follow)  # noqa: S101 - `followed_feeds` chose it
    assert isinstance(topic, HashtagTopic)  # noqa: S101 - what it is chosen by

    def goes_on() -> bool:
        now = clock.now()
        return not stop() and work.hold(kind=HOLD, key=feed.pk, holder=holder, now=now, lasting=HOLDING)

    if not goes_on():
        return True
    try:
        with closing(connector.follow(host=feed.host, topic=topic, door=door())) as stream:
            work.put(kind=FETCH, key=feed.pk, due_at=clock.now())
            for told in stream:
                if not record(feed, told) or not goes_on():
                    return True
                rest()
    except ConnectorError as error:
        log.warning("%s is not followed: %s", feed, error)
    finally:
        _end(feed)
        work.let_go(kind=HOLD, key=feed.pk, holder=holder)
    return False


def record(feed: Feed, told: Told) -> bool:
    """Ingest what was told, deletions included. False when no campaign wants the feed any more."""
    now = clock.now()
    routes = routes_of(feed)
    matched = routes.match(told.posts)
    gone = _gone(feed, told, {listener.campaign_id: listener for listener in routes.listeners}, now)
    for listener in dict.fromkeys([*matched, *gone]):
        ingest(
            listener=listener,
            network=feed.network,
            feed_id=feed.pk,
            posts=matched.get(listener, []),
            gone=[post.uri for post in gone.get(listener, [])],
            now=now,
        )
    latest = max((post.posted_at for post in told.posts), default=None)
    polling.told(feed, now=now, latest=latest, followed_until=now + HOLDING)
    return bool(routes.listeners)


def _gone(
    feed: Feed, told: Told, by_id: dict[object, Listener], now: datetime
) -> dict[Listener, list[Tracked]]:
    """The deletions by campaign, also of campaigns that do not listen any more."""
    gone: dict[Listener, list[Tracked]] = {}
    for post in tracked_by_native_id(network=feed.network, host=feed.host, native_ids=told.gone):
        ended = Listener(post.campaign_id, post.organization_id, since=now)
        gone.setdefault(by_id.get(post.campaign_id, ended), []).append(post)
    return gone


def _end(feed: Feed) -> None:
    Feed.objects.filter(pk=feed.pk).update(followed_until=None)
    work.put(kind=FETCH, key=feed.pk, due_at=clock.now())


def follow_in_thread(feed: Feed) -> None:
    """`follow_once`, as the whole life of a thread, which rests before it ends when the connection was lost."""
    try:
        is_over = follow_once(feed, rest=connections.close_all)
    finally:
        connections.close_all()
    if not is_over:
        time.sleep(PAUSE)
