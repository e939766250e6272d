"""What can keep an organizer from writing."""

from django.utils.translation import gettext_lazy as _

from campaigns.enums import CampaignState
from campaigns.models import Campaign
from candyplatform.base.errors import Conflict, DomainError, Invalid, Text


class NotEditable(DomainError):  # noqa: N818 - read as a sentence: raise NotEditable
    """The campaign is past being written; the message says what is possible instead."""

    code = "not_editable"


class EditedMeanwhile(Conflict):
    """Somebody else saved the campaign after it was loaded."""

    code = "edited_meanwhile"
    message = _(
        "This was changed after you opened it, by somebody else or in another tab. Your text is still here: compare it "
        "with what is saved, then save again to put yours in its place."
    )


class CampaignSlugTaken(Invalid):
    """The organization has another campaign of this short name."""

    code = "slug_taken"
    message = _("Another of your campaigns has this short name. Choose a different one.")


_WITHDRAW_FIRST = _(
    "Staff are looking at this campaign. Take it back first, then change it and hand it in again."
)
_WHY: dict[str, Text] = {
    CampaignState.IN_REVIEW: _WITHDRAW_FIRST,
    CampaignState.SCHEDULED: _("This campaign waits for its start. Take it back first, then change it."),
    CampaignState.LIVE: _("This campaign is live: people have joined what it asks, so it stays as it is."),
    CampaignState.ANSWERED: _("The company has answered what this campaign asks, so it stays as it is."),
    CampaignState.CLOSED: _("This campaign is closed. Start a new one for a new wish."),
    CampaignState.SUSPENDED: _("This campaign is suspended. Read the note from the review, and write to us."),
}


def why_not_editable(campaign: Campaign) -> Text:
    """Why the campaign cannot be changed now, and what to do; "" when it can."""
    return "" if campaign.is_editable else _WHY[campaign.state]


def require_editable(campaign: Campaign) -> None:
    """Raise `NotEditable`, with the way out, unless the campaign may be changed now."""
    if not campaign.is_editable:
        raise NotEditable(_WHY[campaign.state])
