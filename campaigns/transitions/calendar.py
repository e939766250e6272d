"""Scheduled campaigns go live at their moment."""

from datetime import datetime
from uuid import UUID

from accounts.actors import PLATFORM
from accounts.scope import organization_scope
from campaigns.enums import CampaignState
from campaigns.models import Campaign
from campaigns.transitions import operations
from candyplatform.base import clock, work


def start_due(job: work.Job) -> datetime | None:
    """Start the campaign if it still waits for its start; one whose start was moved is due again then."""
    if job.organization_id is None:
        return None
    with organization_scope(job.organization_id):
        campaign = Campaign.objects.filter(id=UUID(job.key), state=CampaignState.SCHEDULED).first()
        if campaign is None:
            return None
        now = clock.now()
        if campaign.starts_at and campaign.starts_at > now:
            return campaign.starts_at
        operations.start(campaign=campaign, actor=PLATFORM, now=now)
        return None
