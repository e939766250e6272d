"""The volume governor: when a company has heard enough, pages say thank you in place of pressing on.

Two things make a page rest: as many posts reached the company today (UTC, all campaigns together) as it is to be sent, or
it has just answered another campaign. An answer counts where it is a post of the company's own account that we heard: an
organizer who writes one down stops nobody else's campaign.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery, Sum

from campaigns.enums import AnswerStatus, CampaignState
from campaigns.models import Answer, HourlyMetric
from campaigns.models.metric import POSTS

FULL, ANSWERED = "full", "answered"


@dataclass(frozen=True)
class Rest:
    """Why a page does not press on (`FULL` or `ANSWERED`), and until when."""

    reason: str
    until: datetime


def posts_today(now: datetime) -> Subquery:
    """Of a campaign in a query: how many posts its company was sent today; null for none."""
    day = today(now)
    hours = HourlyMetric.objects.filter(
        campaign__company=OuterRef("company"), hour__gte=day, hour__lt=day + timedelta(days=1)
    )
    by_company: QuerySet[HourlyMetric, tuple[int]] = (
        hours.order_by().values("campaign__company").annotate(total=Sum(POSTS)).values_list("total")
    )
    return Subquery(by_company)


def answered_elsewhere(now: datetime) -> Subquery:
    """Of a campaign in a query: when its company last answered a campaign, if that is not long ago."""
    answers = Answer.objects.filter(
        campaign__company=OuterRef("company"),
        status=AnswerStatus.CONFIRMED,
        post__isnull=False,
        decided_at__gt=now - cool_down(),
    )
    return Subquery(answers.order_by("-decided_at").values("decided_at")[:1])


def rest_of(
    state: str, *, posts: int, limit: int | None, answered_at: datetime | None, now: datetime
) -> Rest | None:
    """Why the page of a campaign in this state rests now; None when it does not.

    `limit` is the company's own, None where the platform's counts.
    """
    if state not in (CampaignState.LIVE, CampaignState.ANSWERED):
        return None
    if posts >= (limit or settings.COMPANY_DAILY_POSTS):
        return Rest(FULL, today(now) + timedelta(days=1))
    if state == CampaignState.LIVE and answered_at and answered_at + cool_down() > now:
        return Rest(ANSWERED, answered_at + cool_down())
    return None


def today(now: datetime) -> datetime:
    """When the day began that posts are counted in."""
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def cool_down() -> timedelta:
    """For how long others rest after an answer."""
    return timedelta(hours=settings.COMPANY_COOL_DOWN_HOURS)
