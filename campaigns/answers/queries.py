"""The company's answers and the time they took. Called within a scope that may see the campaign."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from campaigns.enums import AnswerKind, AnswerStatus
from campaigns.models import Answer, Campaign

BENCHMARK = timedelta(hours=1)
"""Telekom's hour: in April 2013 @telekom_hilft answered the candystorm of the barcamp #echh13 within an hour of its call
("We are on it. Details by tomorrow - deal?"). The story stands in docs/architecture.md, under "The words"."""


@dataclass(frozen=True)
class KindTime:
    """How long the first answer of one kind took. `kind` is an `AnswerKind`, `label` its name for people."""

    kind: str
    label: str
    after: timedelta


@dataclass(frozen=True)
class ResponseClock:
    """The time from the campaign's start to the company's answers.

    `started_at` is None before it went live. `first` is the time to the first confirmed answer of any kind, `kinds` the
    time to the first of each, soonest first. `is_running` while people still wait for a first answer.
    """

    started_at: datetime | None
    first: timedelta | None
    kinds: tuple[KindTime, ...]
    is_running: bool

    @property
    def benchmark(self) -> timedelta:
        """What to compare with: Telekom's hour."""
        return BENCHMARK

    @property
    def beats_benchmark(self) -> bool:
        """Whether the company was as fast as Telekom."""
        return self.first is not None and self.first <= BENCHMARK

    def elapsed(self, now: datetime) -> timedelta | None:
        """What the clock shows: the time to the first answer, or, while it runs, the time so far."""
        if self.first is None and self.is_running and self.started_at:
            return max(now - self.started_at, timedelta())
        return self.first


def candidates(campaign_id: UUID) -> QuerySet[Answer]:
    """What the company posted and nobody decided about yet, oldest first, with post and author."""
    return _of(campaign_id, AnswerStatus.CANDIDATE)


def dismissed(campaign_id: UUID) -> QuerySet[Answer]:
    """What somebody found to be no answer; it can still be confirmed."""
    return _of(campaign_id, AnswerStatus.DISMISSED)


def confirmed(campaign_id: UUID) -> QuerySet[Answer]:
    """The company's answers, in the order they were given."""
    return _of(campaign_id, AnswerStatus.CONFIRMED)


def response_time(campaign: Campaign, said_at: datetime) -> timedelta | None:
    """How long the company took to say something at that moment, from the campaign's start; None before the start.

    What was said before it went live counts as said at once.
    """
    return None if campaign.live_at is None else max(said_at - campaign.live_at, timedelta())


def response_clock(campaign: Campaign) -> ResponseClock:
    """The campaign's response clock, as `response_time` counts. One query."""
    started = campaign.live_at
    if started is None:
        return ResponseClock(started_at=None, first=None, kinds=(), is_running=False)
    firsts: dict[str, timedelta] = {}
    for kind, said_at in confirmed(campaign.id).values_list("kind", "said_at"):
        firsts.setdefault(kind, response_time(campaign, said_at) or timedelta())
    kinds = tuple(KindTime(kind, str(AnswerKind(kind).label), after) for kind, after in firsts.items())
    first = kinds[0].after if kinds else None
    return ResponseClock(started, first, kinds, is_running=first is None and campaign.is_listening)


def _of(campaign_id: UUID, status: AnswerStatus) -> QuerySet[Answer]:
    found = Answer.objects.filter(campaign_id=campaign_id, status=status)
    return found.select_related("post__author", "decided_by").order_by("said_at", "id")
