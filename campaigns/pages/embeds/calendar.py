"""What stands in a campaign's calendar."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from campaigns.enums import CampaignState, SamplePurpose
from campaigns.gathering.calendar import Moment, wave_moments
from campaigns.gathering.queries import waves_of
from campaigns.models import Campaign
from campaigns.pages.purpose import purpose_of


def moments_of(campaign: Campaign) -> Sequence[Moment]:
    """The start while it is ahead, the storm hour, and the deadline."""
    return [*_start(campaign), *wave_moments(campaign, waves_of(campaign)), *_deadline(campaign)]


def _start(campaign: Campaign) -> Sequence[Moment]:
    if campaign.state != CampaignState.SCHEDULED or not campaign.starts_at:
        return ()
    summary = _("It starts: %(title)s") % {"title": campaign.in_language(campaign.title)}
    return [Moment("start", campaign.starts_at, campaign.modified_at, summary, _what_to_do(campaign))]


def _deadline(campaign: Campaign) -> Sequence[Moment]:
    if not campaign.deadline:
        return ()
    names = {"title": campaign.in_language(campaign.title), "company": campaign.company_name}
    is_thanks = purpose_of(campaign) == SamplePurpose.THANK
    summary = _("Thank you, %(company)s: %(title)s") if is_thanks else _("Deadline: %(title)s")
    text = _what_to_do(campaign)
    return [Moment("deadline", campaign.deadline, campaign.modified_at, summary % names, text)]


def _what_to_do(campaign: Campaign) -> str:
    wish = campaign.in_language(campaign.wish)
    if purpose_of(campaign) == SamplePurpose.THANK:
        do = _("%(company)s has answered. Say thank you, in your own words:")
    elif campaign.state == CampaignState.CLOSED:
        do = _("This candystorm is over. What came of it:")
    else:
        do = _("Ask %(company)s kindly, in your own words:")
    return "\n\n".join([wish, f"{do % {'company': campaign.company_name}}\n{campaign.page_url}"])
