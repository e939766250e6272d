"""What a campaign is about just now: asking, thanking, or neither."""

from campaigns.enums import CampaignState, Outcome, SamplePurpose
from campaigns.models import Campaign

_THANKED = (Outcome.FULFILLED, Outcome.PARTLY)


def purpose_of(campaign: Campaign) -> str:
    """What supporters are invited to say now: ask, thank, or nothing ("")."""
    if campaign.state == CampaignState.LIVE:
        return SamplePurpose.ASK
    if campaign.state == CampaignState.ANSWERED or campaign.outcome in _THANKED:
        return SamplePurpose.THANK
    return ""
