"""Asking a feed: lease, fetch, match, ingest, remember how far we are. No transaction is held while the network answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Greatest
from msgspec import structs

from campaigns.enums import Network
from campaigns.listening.accounts import account_id
from campaigns.listening.budgets import Resting
from campaigns.listening.connectors import connectors, door
from campaigns.listening.ingest import ingest
from campaigns.listening.routing import Routes, routes_of
from campaigns.listening.wanted import ACCOUNT, parse_topic
from campaigns.models import Feed
from campaigns.models.feed import FeedStatus
from campaigns.networks.contract import Budget, Connector, Page, PostSeen
from campaigns.networks.errors import (
    REASONS,
    ConnectorError,
    NotMeasured,
    Rejected,
    Throttled,
    Unavailable,
)
from candyplatform.base import clock, retry, work

# A turn of a feed ends after this many pages, so that one busy feed does not hold a worker.
PAGES_A_TURN = 20
LASTING = timedelta(minutes=2)
SHORTEST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=15)
# The company's answer must not wait for five minutes to be noticed.
LONGEST_WAIT_FOR_ANSWERS = timedelta(minutes=1)
UNANSWERABLE_WAIT = timedelta(hours=1)
# Kept for what else we ask of the same host: single posts, accounts.
SPARE_BUDGET = 30
SLOWER = "The network asks us to go slower; we listen again soon."
SILENT = "The network does not answer just now; we try again."
RESTING = "A server has not answered for a while; we ask it again every few minutes."
# How many gaps a feed remembers, the latest ones.
GAPS_KEPT = 20
# A feed is asked for as long as somebody wants it.
POLICY = retry.Retry(first=timedelta(seconds=5), longest=timedelta(minutes=5), attempts=30_000)


@dataclass(frozen=True)
class Turn:
    """How a turn went: whether anything new came, and what the host lets us ask further."""

    new: int
    more: bool
    budget: Budget | None


def fetch(job: work.Job) -> datetime | None:
    """Ask one feed. Returns when it is due again; None when no campaign wants it any more."""
    feed = Feed.objects.filter(pk=job.key).first()
    if feed is None:
        return None
    since = routes_of(feed).since
    if since is None:
        return None
    if not is_asked(feed):
        note(feed, status=FeedStatus.NOT_MEASURED, reason=REASONS["off"])
        return clock.now() + UNANSWERABLE_WAIT
    try:
        turn = _take_turn(feed, since)
    except (NotMeasured, Rejected) as error:
        note(feed, status=FeedStatus.NOT_MEASURED, reason=getattr(error, "reason", REASONS["refused"]))
        return clock.now() + UNANSWERABLE_WAIT
    except (Throttled, Unavailable) as error:
        interrupted(feed, error)
        raise
    return next_turn(feed, turn, now=clock.now())


def is_asked(feed: Feed) -> bool:
    """Whether this installation still asks the feed's network at the feed's host."""
    connector = connectors()[Network(feed.network)]
    return not connector.not_measured and feed.host in connector.hosts


def _take_turn(feed: Feed, since: datetime) -> Turn:
    connector = connectors()[Network(feed.network)]
    is_account = feed.topic.startswith(ACCOUNT)
    topic = parse_topic(feed.topic, account_id=account_id(feed) if is_account else "")
    new = 0
    for _ in range(PAGES_A_TURN):
        page = connector.fetch(host=feed.host, topic=topic, cursor=feed.cursor, door=door(), since=since)
        posts = _with_targets(feed, connector, page.posts) if is_account else page.posts
        # Who listens is asked after the network has answered: a campaign may have gone live meanwhile.
        new += record(feed, routes_of(feed), page, posts)
        if not page.more or _is_spent(page.budget):
            break
    return Turn(new=new, more=page.more, budget=page.budget)


def _with_targets(feed: Feed, connector: Connector, posts: Sequence[PostSeen]) -> Sequence[PostSeen]:
    """The company's posts with the uri of what each replies to, where the host told only its own number for it.

    The same post has another number on every host, so a number finds nothing that was heard elsewhere.
    """
    numbers = {post.in_reply_to for post in posts if post.in_reply_to and ":" not in post.in_reply_to}
    found: dict[str, str] = {}
    for ids in _in_batches(sorted(numbers), connector.refresh_batch_size):
        refreshed = connector.refresh(host=feed.host, ids=ids, door=door())
        found |= {post.native_id: post.uri for post in refreshed.posts}
    return [
        structs.replace(post, in_reply_to=found.get(post.in_reply_to or "", post.in_reply_to))
        for post in posts
    ]


def _in_batches(ids: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def record(feed: Feed, routes: Routes, page: Page, posts: Sequence[PostSeen]) -> int:
    """Ingest a page for every campaign that wants it, then move the cursor. Returns how many posts were new to someone.

    Killed in between, the same page comes again and changes nothing.
    """
    now = clock.now()
    new = take_in(feed, routes, posts, now=now)
    latest = max((post.posted_at for post in page.posts), default=None)
    heard(feed, cursor=page.cursor, now=now, latest=latest)
    return new


def take_in(feed: Feed, routes: Routes, posts: Sequence[PostSeen], *, now: datetime) -> int:
    """Ingest posts for every campaign that wants them. Returns how many were new to someone."""
    return sum(
        ingest(listener=listener, network=feed.network, feed_id=feed.pk, posts=matched, now=now).new
        for listener, matched in routes.match(posts).items()
    )


def heard(feed: Feed, *, cursor: str, now: datetime, latest: datetime | None) -> None:
    """The feed answered: remember its cursor, and when its latest post was written."""
    feed.cursor = cursor
    changes: dict[str, object] = {
        "cursor": cursor,
        "heard_at": now,
        "status": FeedStatus.MEASURED,
        "reason": "",
    }
    if latest:
        # A clock that is ahead elsewhere must not make this feed look busy for ever.
        told = min(latest, now)
        changes["latest_post_at"] = Greatest(F("latest_post_at"), told)
        feed.latest_post_at = max(feed.latest_post_at or told, told)
    Feed.objects.filter(pk=feed.pk).update(**changes)


def note(feed: Feed, *, status: FeedStatus, reason: str) -> None:
    """The feed did not answer, and why; shown to people beside the numbers."""
    Feed.objects.filter(pk=feed.pk).update(status=status, reason=reason[:200])


def interrupted(feed: Feed, error: ConnectorError) -> None:
    """The feed could not be heard for the moment."""
    reason = SLOWER if isinstance(error, Throttled) else RESTING if isinstance(error, Resting) else SILENT
    note(feed, status=FeedStatus.INTERRUPTED, reason=reason)


def note_gap(feed: Feed, *, since: datetime, until: datetime) -> None:
    """Between these moments nothing was heard, and nobody will tell."""
    feed.gaps = [*feed.gaps, [since.isoformat(), until.isoformat()]][-GAPS_KEPT:]
    Feed.objects.filter(pk=feed.pk).update(gaps=feed.gaps, heard_at=until)
    feed.heard_at = until


def next_turn(feed: Feed, turn: Turn, *, now: datetime) -> datetime:
    """When to ask again: at once while there is more, soon while posts come, ever later while it is quiet.

    Never before the host's budget allows it.
    """
    if _is_spent(turn.budget):
        resets_at = turn.budget.resets_at if turn.budget else None
        return max(resets_at or now + LONGEST_WAIT, now + SHORTEST_WAIT)
    if turn.more:
        return now
    longest = LONGEST_WAIT_FOR_ANSWERS if feed.topic.startswith(ACCOUNT) else LONGEST_WAIT
    quiet = now - feed.latest_post_at if feed.latest_post_at else longest
    speed: float = settings.REHEARSAL_SPEED
    return now + max(min(quiet / 20, longest) / speed, SHORTEST_WAIT)


def _is_spent(budget: Budget | None) -> bool:
    return budget is not None and budget.remaining <= min(SPARE_BUDGET, budget.limit // 4)
