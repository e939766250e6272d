"""What to do next: one clear step, and whether it is new enough to write for its sake."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campaigns.enums import CampaignState
from campaigns.models import Answer, Campaign

# A step that nobody took is told alone for so many days; then it only comes along with other news.
REMINDING = timedelta(days=3)

SAY_THANKS = _(
    "Say thank you. The page's sample posts thank the company now: post one yourself, others will follow."
)
RECORD_OUTCOME = _(
    "The deadline has passed. Close the candystorm with its outcome, so that everybody knows how it ended."
)
CONFIRM = _("The company may have answered. Look at its post and confirm it: that stops the clock.")
SHARE = _("It is quiet. Share the page once more, where your people are.")
KEEP_GOING = _("Reply to a few of the posts and share the best one: every reply carries it further.")
LOOK_BACK = _("It is done. Tell your people how it ended, and thank who took part.")


@dataclass(frozen=True)
class Step:
    """What the organizer can do next: where (`desk` or `page`), in a sentence, with the button's words.

    `since` is when it became due; None when it is only good advice. `is_thanks` colors the button.
    """

    text: str | Promise
    place: str
    action: str | Promise
    since: datetime | None = None
    is_thanks: bool = False

    def is_news(self, now: datetime) -> bool:
        """Whether the step alone is worth a mail."""
        return self.since is not None and now - self.since < REMINDING


def next_step(
    campaign: Campaign, *, candidates: list[Answer], thanked_for: datetime | None, moved: bool, now: datetime
) -> Step:
    """The one thing to do next. `thanked_for`: when the latest good answer was given; `moved`: whether there were posts."""
    if campaign.state == CampaignState.CLOSED:
        return Step(LOOK_BACK, "page", _("See the page"), campaign.closed_at)
    if candidates:
        return Step(CONFIRM, "desk", _("Look at the answer"), max(answer.noticed_at for answer in candidates))
    if campaign.deadline and campaign.deadline <= now:
        return Step(RECORD_OUTCOME, "desk", _("Record the outcome"), campaign.deadline)
    if thanked_for:
        return Step(SAY_THANKS, "page", _("Say thank you"), thanked_for, is_thanks=True)
    if not moved:
        return Step(SHARE, "page", _("Open the page"))
    return Step(KEEP_GOING, "page", _("See the posts"))
