"""What the journal tells of a campaign or its organization is on their pages with the next request."""

from accounts.models import Organization
from accounts.scope import organization_scope
from campaigns.models import Campaign
from campaigns.pages import kept
from candyplatform.base import work


def renew_campaign(job: work.Job) -> None:
    """Due work `page.renew`: the pages of one campaign are made anew. One that is gone has none."""
    with organization_scope(job.organization):
        campaign = Campaign.objects.select_related("organization").filter(id=job.key).first()
    if campaign:
        kept.changed(campaign.organization.slug, campaign.slug)


def renew_organization(job: work.Job) -> None:
    """Due work `pages.renew`: the pages of all campaigns of an organization are made anew."""
    with organization_scope(job.organization):
        organization = Organization.objects.get()
    kept.changed(organization.slug)
