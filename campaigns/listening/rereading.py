"""Reading a hashtag's last hours a second time, slowly: posts that reach a server late are sorted in where nobody looks any more."""

from datetime import datetime, timedelta

from django.conf import settings

from campaigns.enums import Network
from campaigns.listening import polling
from campaigns.listening.connectors import connectors, door
from campaigns.listening.routing import routes_of
from campaigns.listening.wanted import parse_topic
from campaigns.models import Feed
from campaigns.networks.contract import Connector, Page
from campaigns.networks.errors import NotMeasured, Rejected
from candyplatform.base import clock, work

# How far back it reads, and how long it waits before it does so again.
REACH = timedelta(hours=6)
PAUSE = timedelta(minutes=30)
# A turn ends after this many pages, and goes on later: what is new comes first.
PAGES_A_TURN = 5
BREATH = timedelta(seconds=20)


def pause() -> timedelta:
    """How long until the next reading."""
    speed: float = settings.REHEARSAL_SPEED
    return PAUSE / speed


def reread(job: work.Job) -> datetime | None:
    """Read some pages more of one feed's last hours. Returns when to go on; None when no campaign wants the feed."""
    feed = Feed.objects.filter(pk=job.key).first()
    wanted_since = routes_of(feed).since if feed else None
    if feed is None or wanted_since is None:
        return None
    if not polling.is_asked(feed):
        return clock.now() + polling.UNANSWERABLE_WAIT
    since = max(wanted_since, clock.now() - REACH)
    connector = connectors()[Network(feed.network)]
    try:
        is_done = any(_read(feed, connector, since) for _ in range(PAGES_A_TURN))
    except (NotMeasured, Rejected):
        return clock.now() + pause()
    return clock.now() + (pause() if is_done else BREATH / settings.REHEARSAL_SPEED)


def _read(feed: Feed, connector: Connector, since: datetime) -> bool:
    """One page. Whether it was the last one."""
    topic = parse_topic(feed.topic)
    page = connector.fetch(host=feed.host, topic=topic, cursor=feed.second_cursor, door=door(), since=since)
    polling.take_in(feed, routes_of(feed), page.posts, now=clock.now())
    reached = _has_reached(page, since)
    feed.second_cursor = "" if reached else page.cursor
    Feed.objects.filter(pk=feed.pk).update(second_cursor=feed.second_cursor)
    return reached


def _has_reached(page: Page, since: datetime) -> bool:
    return not page.more or any(post.posted_at < since for post in page.posts)
