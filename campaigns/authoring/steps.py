"""The one next step of a campaign, from its state: always visible, never two."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.enums import CampaignState as State
from campaigns.models import Campaign


@dataclass(frozen=True)
class Act:
    """Something to do: a link, or with `posts` a button that changes something."""

    label: str
    url: str
    posts: bool = False


@dataclass(frozen=True)
class NextStep:
    """What to do now: a heading, a sentence, the act, and perhaps a second choice."""

    tone: str
    title: str
    text: str
    act: Act | None = None
    other: Act | None = None


def desk_url(name: str, campaign: Campaign) -> str:
    """The address of one of a campaign's pages, at the desk or public."""
    return reverse(name, args=[campaign.organization.slug, campaign.slug])


def next_step(campaign: Campaign, *, ready: bool, candidates: int, may_edit: bool, now: datetime) -> NextStep:
    """The next step. `ready`: nothing is missing for handing in; `candidates`: answers that wait for a decision."""
    step = _step(campaign, ready, candidates, now)
    return step if may_edit else NextStep(step.tone, step.title, step.text)


def _step(campaign: Campaign, ready: bool, candidates: int, now: datetime) -> NextStep:
    if campaign.state == State.DRAFT:
        return _of_draft(campaign, ready)
    if campaign.state in (State.IN_REVIEW, State.SCHEDULED):
        return _of_waiting(campaign)
    if campaign.state in (State.LIVE, State.ANSWERED):
        return _of_running(campaign, candidates, now)
    if campaign.state == State.SUSPENDED:
        text = _("Staff took it off the stage. Read the note from the review, and write to us.")
        return NextStep("plum", _("This campaign is suspended"), text)
    text = _("Listening has stopped. The page stays, with all that was said.")
    return NextStep("plum", _("This campaign is closed"), text)


def _of_draft(campaign: Campaign, ready: bool) -> NextStep:
    edit = Act(_("Go on writing"), desk_url("campaign_edit", campaign))
    if campaign.review_note:
        text = _("Read the note from the review, change what it asks for, and hand it in again.")
        hand_in = Act(_("Hand it in again"), desk_url("campaign_submit", campaign), posts=True)
        return NextStep("lemon", _("Staff want something changed"), text, edit, hand_in if ready else None)
    if ready:
        hand_in = Act(_("Hand it in"), desk_url("campaign_submit", campaign), posts=True)
        text = _("Nothing is missing. After you hand it in, somebody of us reads it, usually within a day.")
        return NextStep("berry", _("Ready to be handed in"), text, hand_in, edit)
    return NextStep(
        "lemon", _("Finish your draft"), _("A few things are still missing; they are listed below."), edit
    )


def _of_waiting(campaign: Campaign) -> NextStep:
    back = Act(_("Take it back to change it"), desk_url("campaign_withdraw", campaign), posts=True)
    if campaign.state == State.IN_REVIEW:
        text = _(
            "Somebody of us reads it, usually within a day. Until then you can take it back and change it."
        )
        return NextStep("lemon", _("Being read"), text, None, back)
    return NextStep("lemon", _("Waiting for its start"), _("It goes live by itself."), None, back)


def _of_running(campaign: Campaign, candidates: int, now: datetime) -> NextStep:
    close = Act(_("Close it and say how it ended"), desk_url("campaign_close", campaign))
    if candidates:
        text = _("The company posted something. Say whether it is an answer: it stops the clock.")
        decide = Act(_("Look at it"), desk_url("campaign_desk", campaign) + "#live-answers")
        return NextStep("mint", _("Is this the answer?"), text, decide)
    if campaign.state == State.ANSWERED:
        text = _(
            "The page now says thank you. When the wish has come true, or not, tell everybody how it ended."
        )
        return NextStep("mint", _("The company answered"), text, close)
    if campaign.deadline and campaign.deadline <= now:
        return NextStep("lemon", _("The deadline has passed"), _("Tell everybody how it ended."), close)
    text = _("Pass the page on: to your guests, your speakers, your friends. Every post counts.")
    answer = Act(_("The company answered elsewhere"), desk_url("answer_record", campaign))
    kit = Act(_("Pass it on"), desk_url("campaign_pass_on", campaign))
    return NextStep("berry", _("You are live"), text, kit, answer)
