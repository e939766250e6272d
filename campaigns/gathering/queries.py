"""What the public page and the desk show of coming together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import get_language

from campaigns.enums import CampaignState
from campaigns.gathering.consent import current_text, sharing_text
from campaigns.gathering.governor import Rest, answered_elsewhere, posts_today, rest_of
from campaigns.gathering.waves import LASTS, current_wave, next_wave
from campaigns.models import Campaign, Supporter, Wave

# Where a storm hour can lie ahead.
OPEN = frozenset({CampaignState.DRAFT, CampaignState.IN_REVIEW, CampaignState.SCHEDULED, CampaignState.LIVE})


@dataclass(frozen=True)
class Gathering:
    """The storm hour of a campaign as its page shows it, and whether the page rests.

    `now_until` is when the wave ends that runs just now, `next` when the next one begins; both None when there is none.
    """

    waves: tuple[datetime, ...]
    now_until: datetime | None
    next: datetime | None
    rest: Rest | None
    consent: str
    sharing: str
    reminder_url: str
    calendar_url: str

    @property
    def is_waiting(self) -> bool:
        """Whether the page waits for a wave, and none runs."""
        return self.next is not None and self.now_until is None

    @property
    def ahead(self) -> list[datetime]:
        """The waves to come."""
        return [start for start in self.waves if self.next and start >= self.next]


@dataclass(frozen=True)
class Counts:
    """How many supporters there are. `shared`: who lets the organization have their address."""

    asked: int
    confirmed: int
    reminded: int
    thanked: int
    shared: int


def gathering_of(campaign: Campaign, *, now: datetime) -> Gathering:
    """The campaign's storm hour and rest, in a scope that sees it. One query."""
    found = Campaign.objects.filter(pk=campaign.pk).values_list(
        ArraySubquery(Wave.objects.filter(campaign=OuterRef("pk")).order_by("starts_at").values("starts_at")),
        posts_today(now),
        F("company__daily_posts"),
        answered_elsewhere(now),
    )
    # Taken off the stage since it was read, it shows nothing more.
    starts, posts, limit, answered_at = found.first() or ((), 0, None, None)
    rest = rest_of(campaign.state, posts=posts or 0, limit=limit, answered_at=answered_at, now=now)
    return _gathering(campaign, tuple(starts) if campaign.state in OPEN else (), rest, now)


def _gathering(
    campaign: Campaign, waves: tuple[datetime, ...], rest: Rest | None, now: datetime
) -> Gathering:
    current = current_wave(waves, now)
    return Gathering(
        waves=waves,
        now_until=current + LASTS if current else None,
        next=next_wave(waves, now),
        rest=rest,
        consent=current_text(),
        sharing=sharing_text(campaign.organization.name),
        reminder_url=_url("reminder", campaign),
        calendar_url=_url("storm_hour_calendar", campaign),
    )


def waves_of(campaign: Campaign) -> Sequence[Wave]:
    """The waves of its storm hour, in a scope that sees them; none once it was answered or ended."""
    return (
        list(Wave.objects.filter(campaign=campaign).order_by("starts_at")) if campaign.state in OPEN else []
    )


def counts_of(campaign: Campaign) -> Counts:
    """How many supporters left an address, confirmed it, were reminded and thanked, and share it. Within the organization's scope."""
    told: dict[str, Any] = Supporter.objects.filter(campaign=campaign).aggregate(
        asked=Count("id"),
        confirmed=Count("id", filter=Q(confirmed_at__isnull=False)),
        reminded=Count("id", filter=Q(reminded_at__isnull=False)),
        thanked=Count("id", filter=Q(thanked_at__isnull=False)),
        shared=Count("id", filter=Q(shared_at__isnull=False)),
    )
    return Counts(**told)


def _url(name: str, campaign: Campaign) -> str:
    """In the running language, so that no cache mixes them up."""
    return f"{reverse(name, args=[campaign.organization.slug, campaign.slug])}?lang={get_language()}"
