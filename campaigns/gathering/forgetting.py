"""Addresses do not stay: unconfirmed ones a week, all others one day after the campaign has ended."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from accounts import journal
from accounts.actors import PLATFORM
from accounts.scope import organization_scope
from campaigns.enums import CampaignState
from campaigns.gathering.operations import TIDYING
from campaigns.models import Campaign, Supporter
from candyplatform.base import clock, work

UNCONFIRMED = timedelta(days=7)
AFTER_THE_END = timedelta(days=1)
# A campaign that nobody ends, such a time after its deadline.
FORGOTTEN = timedelta(days=90)


def forget_supporters(job: work.Job) -> datetime | None:
    """Due work `supporters.forget`: delete the addresses of a campaign (`job.key`) whose time is over.

    Returns when to look again; None when none are left and none can come.
    """
    now = clock.now()
    with organization_scope(job.organization):
        campaign = Campaign.objects.filter(id=UUID(job.key)).first()
        if campaign is None:
            return None
        mine = Supporter.objects.filter(campaign=campaign)
        end = _end_of(campaign, now)
        if end <= now:
            _forget(campaign, mine, now)
            return None
        _forget(campaign, mine.filter(confirmed_at=None, asked_at__lt=now - UNCONFIRMED), now)
        return min(end, now + TIDYING)


def _end_of(campaign: Campaign, now: datetime) -> datetime:
    if CampaignState.CLOSED in (campaign.state, campaign.suspended_from) and campaign.closed_at:
        return campaign.closed_at + AFTER_THE_END
    # Without a deadline it is a draft, which nobody can have left an address at.
    return (campaign.deadline or now) + FORGOTTEN


def _forget(campaign: Campaign, rows: QuerySet[Supporter], now: datetime) -> None:
    gone, _by_model = rows.delete()
    if gone:
        journal.append(
            verb="supporters.forgotten",
            subject=campaign.id,
            organization_id=campaign.organization_id,
            actor=PLATFORM,
            now=now,
            details={"addresses": gone},
        )
