"""Asking a feed: lease, fetch, match, ingest, remember how far we are. No transaction is held while the network answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Greatest
from msgspec import structs

from accounts.scope import organization_scope
from campaigns.enums import Network
from campaigns.listening.accounts import account_id
from campaigns.listening.budgets import Resting
from campaigns.listening.connectors import connectors, door
from campaigns.listening.ingest import ingest, ingest_counts
from campaigns.listening.rollup import hour_of
from campaigns.listening.routing import Listener, Routes, routes_of
from campaigns.listening.spending import pace, pay_for, renewed_at
from campaigns.listening.wanted import ACCOUNT, hosts_of, parse_topic
from campaigns.models import Feed, FeedSubscription
from campaigns.models.feed import FeedStatus
from campaigns.networks.contract import Budget, Connector, Delivery, HourCount, Page, PostSeen, Topic
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
BUDGET_USED_UP = "The budget for today is used up; we listen again tomorrow."
RESTING = "A server has not answered for a while; we ask it again every few minutes."
# How many gaps a feed remembers, the latest ones.
GAPS_KEPT = 20
# A feed is asked for as long as somebody wants it.
POLICY = retry.Retry(first=timedelta(seconds=5), longest=timedelta(minutes=5), attempts=30_000)


@dataclass(frozen=True)
class Turn:
    """How a turn went: whether anything new came, and what the host lets us ask further.

    `is_paid`: somebody's budget had room for it. `pace` makes the budgets last.
    """

    new: int
    more: bool
    budget: Budget | None
    is_paid: bool = True
    pace: timedelta = timedelta()


def fetch(job: work.Job) -> datetime | None:
    """Ask one feed. Returns when it is due again; None when no campaign wants it any more."""
    feed = Feed.objects.filter(pk=job.key).first()
    if feed is None or not (routes := routes_of(feed)).listeners:
        return None
    if not is_asked(feed):
        note(feed, status=FeedStatus.NOT_MEASURED, reason=REASONS["off"])
        return clock.now() + UNANSWERABLE_WAIT
    try:
        turn = _take_turn(feed, routes)
    except (NotMeasured, Rejected) as error:
        note(feed, status=FeedStatus.NOT_MEASURED, reason=getattr(error, "reason", REASONS["refused"]))
        return clock.now() + UNANSWERABLE_WAIT
    except (Throttled, Unavailable) as error:
        interrupted(feed, error)
        raise
    return _due_again(feed, turn)


def _due_again(feed: Feed, turn: Turn) -> datetime | None:
    is_searched = connectors()[Network(feed.network)].delivery is Delivery.STREAM
    if is_searched and not turn.more:
        return None  # what was before is found; the rest is told by the stream
    return next_turn(feed, turn, now=clock.now()) if turn.is_paid else renewed_at(clock.now())


def is_asked(feed: Feed) -> bool:
    """Whether this installation still asks the feed's network at the feed's host."""
    connector = connectors()[Network(feed.network)]
    return not connector.not_measured and feed.host in hosts_of(connector)


def _take_turn(feed: Feed, routes: Routes) -> Turn:
    connector = connectors()[Network(feed.network)]
    is_account = feed.topic.startswith(ACCOUNT)
    topic = parse_topic(feed.topic, account_id=account_id(feed) if is_account else "")
    price = connector.traits.prices.fetch
    new = 0
    for _ in range(PAGES_A_TURN):
        page, payers = _paid_page(feed, connector, topic, routes)
        if page is None:
            return Turn(new=new, more=False, budget=None, is_paid=False)
        posts = _with_targets(feed, connector, page.posts) if is_account else page.posts
        # Who listens is asked after the network has answered: a campaign may have gone live meanwhile.
        routes = routes_of(feed)
        new += record(feed, routes.of(payers) if price else routes, page, posts)
        waited = pace(connector, price=price, organizations=payers, now=clock.now())
        turn = Turn(new=new, more=page.more, budget=page.budget, pace=waited)
        if not page.more or _is_spent(page.budget):
            break
    return turn


def _paid_page(
    feed: Feed, connector: Connector, topic: Topic, routes: Routes
) -> tuple[Page | None, frozenset[UUID]]:
    """The next page and for whom it is; None when no organization's budget has room for it.

    Numbers begin anew next time when somebody can pay again, who has missed some hours.
    """

    def ask() -> tuple[Page, int]:
        page = connector.fetch(
            host=feed.host, topic=topic, cursor=feed.cursor, door=door(), since=routes.since
        )
        return page, page.cost

    price = connector.traits.prices.fetch
    page, payers = pay_for(connector, price=price, organizations=routes.organizations, ask=ask)
    is_back = False
    for organization_id in routes.organizations if price else ():
        can_pay = organization_id in payers
        is_back |= hold_back(feed, organization_id, "" if can_pay else BUDGET_USED_UP) and can_pay
    if page is not None and page.counts and is_back:
        page = structs.replace(page, cursor="")
    return page, payers


def hold_back(feed: Feed, organization_id: UUID, reason: str) -> bool:
    """Note why an organization's campaigns are not told what the feed brings ("": they are). Whether that is news."""
    with organization_scope(organization_id):
        changed = FeedSubscription.objects.filter(feed=feed).exclude(held_back=reason)
        return changed.update(held_back=reason) > 0


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
    for listener in routes.listeners if page.counts else ():
        counts = _counts_of(listener, page.counts, is_first=listener.hears_from == routes.since)
        ingest_counts(listener=listener, network=feed.network, counts=counts)
    latest = max((post.posted_at for post in page.posts), default=None)
    heard(feed, cursor=page.cursor, now=now, latest=latest)
    return new


def take_in(feed: Feed, routes: Routes, posts: Sequence[PostSeen], *, now: datetime) -> int:
    """Ingest posts for every campaign that wants them. Returns how many were new to someone."""
    return sum(
        ingest(listener=listener, network=feed.network, feed_id=feed.pk, posts=matched, now=now).new
        for listener, matched in routes.match(posts).items()
    )


def _counts_of(listener: Listener, counts: Sequence[HourCount], *, is_first: bool) -> dict[datetime, int]:
    """The hours that are the campaign's. The one in which it began was counted from then on for the first of them only."""
    begins = hour_of(listener.hears_from) if is_first else listener.hears_from
    return {count.hour: count.posts for count in counts if count.hour >= begins}


def heard(feed: Feed, *, cursor: str, now: datetime, latest: datetime | None) -> None:
    """The feed answered: remember its cursor, and when its latest post was written."""
    feed.cursor = cursor
    told(feed, now=now, latest=latest, cursor=cursor)


def told(feed: Feed, *, now: datetime, latest: datetime | None, **changed: object) -> None:
    """Something was heard of the feed, by whatever way; `changed` are further columns of it."""
    changes: dict[str, object] = {
        "heard_at": now,
        "status": FeedStatus.MEASURED,
        "reason": "",
        **changed,
    }
    if latest:
        # A clock that is ahead elsewhere must not make this feed look busy for ever.
        written = min(latest, now)
        changes["latest_post_at"] = Greatest(F("latest_post_at"), written)
        feed.latest_post_at = max(feed.latest_post_at or written, written)
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

    Never before the host's budget, the network's rest and what is left of the day's money allow it. A feed that is
    followed is asked rarely, for what got lost on the way.
    """
    speed: float = settings.REHEARSAL_SPEED
    rest = timedelta(seconds=connectors()[Network(feed.network)].traits.rest) / speed
    rest = max(rest, SHORTEST_WAIT)
    if _is_spent(turn.budget):
        resets_at = turn.budget.resets_at if turn.budget else None
        return max(resets_at or now + LONGEST_WAIT, now + rest)
    if turn.more:
        return now
    return now + max(_wait(feed, now) / speed, turn.pace, rest)


def _wait(feed: Feed, now: datetime) -> timedelta:
    """How long a feed may rest for what it has brought lately."""
    longest = LONGEST_WAIT_FOR_ANSWERS if feed.topic.startswith(ACCOUNT) else LONGEST_WAIT
    is_followed = feed.followed_until is not None and feed.followed_until > now
    quiet = now - feed.latest_post_at if feed.latest_post_at and not is_followed else 20 * longest
    return min(quiet / 20, longest)


def _is_spent(budget: Budget | None) -> bool:
    return budget is not None and budget.remaining <= min(SPARE_BUDGET, budget.limit // 4)
