"""Moving a campaign: every change of state happens here, checked, journaled, and never over somebody else's.

Each operation names the states it may begin in and raises `WrongState` in any other. It opens the campaign's scope, takes
who acts and when, and returns the campaign as it is now. `Conflict` means that somebody else moved it meanwhile: load it
again.
"""

from collections.abc import Set
from datetime import datetime
from typing import Any

from django.db.models import Min
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.actors import Actor
from accounts.models import Organization
from accounts.organizations.operations import make_public
from accounts.roles import Permission
from accounts.scope import organization_scope
from campaigns import lifecycle
from campaigns.enums import AnswerStatus, Outcome
from campaigns.enums import CampaignState as State
from campaigns.listening import operations as listening
from campaigns.models import Answer, Campaign
from campaigns.transitions.companies import verify_company
from campaigns.transitions.readiness import blockers
from candyplatform.base import work
from candyplatform.base.errors import Conflict, DomainError, Invalid, Text

START = "campaign.start"


class WrongState(DomainError):  # noqa: N818
    """The campaign is not in a state from which this is possible."""

    code = "wrong_state"
    message = _("This is not possible in the campaign's present state.")


class NotReady(Invalid):
    """Something is missing before the campaign can be handed in; `fields` lists it."""

    code = "not_ready"
    message = _("A few things are still missing.")


class MovedMeanwhile(Conflict):
    """The campaign's state changed between reading and writing."""

    code = "moved_meanwhile"
    message = _("Somebody else changed this campaign a moment ago. Load the page again and look at it.")


def submit(*, campaign: Campaign, actor: Actor, now: datetime) -> Campaign:
    """Hand a draft in for review. A trusted organization's goes live (or waits for its start) at once, when staff know
    the company already.

    Raises `NotReady` with everything that is missing.
    """
    actor.require(Permission.EDIT_CAMPAIGNS)
    with organization_scope(campaign.organization_id):
        _require_state(campaign, {State.DRAFT})
        _require_ready(campaign, now)
        if Organization.objects.get().is_trusted and _company_is_verified(campaign):
            return _publish(campaign, State.DRAFT, actor, now, submitted_at=now)
        return _move(
            campaign, State.IN_REVIEW, "campaign.submitted", actor, now,
            origins={State.DRAFT}, submitted_at=now, review_note="",
        )  # fmt: skip


def approve(*, campaign: Campaign, actor: Actor, now: datetime) -> Campaign:
    """Staff found the campaign kind and lawful: its company is verified, and it goes live or waits for its start."""
    actor.require_staff()
    with organization_scope(campaign.organization_id):
        _require_state(campaign, {State.IN_REVIEW})
        _require_ready(campaign, now)
        if campaign.company:
            verify_company(company=campaign.company, actor=actor, now=now)
        return _publish(campaign, State.IN_REVIEW, actor, now, review_note="")


def request_changes(*, campaign: Campaign, note: str, actor: Actor, now: datetime) -> Campaign:
    """Staff want something changed first; `note` says what, in the organizer's language. The campaign is a draft again."""
    actor.require_staff()
    if not note.strip():
        raise Invalid(
            fields={"note": [_("Say what should be changed, so that the organizer knows what to do.")]}
        )
    with organization_scope(campaign.organization_id):
        return _move(
            campaign, State.DRAFT, "campaign.changes_wanted", actor, now,
            origins={State.IN_REVIEW}, review_note=note.strip(), remark=note.strip(),
        )  # fmt: skip


def withdraw(*, campaign: Campaign, actor: Actor, now: datetime) -> Campaign:
    """The organizer takes a campaign that is in review or scheduled back to change it."""
    actor.require(Permission.EDIT_CAMPAIGNS)
    with organization_scope(campaign.organization_id):
        origins = {State.IN_REVIEW, State.SCHEDULED}
        return _move(campaign, State.DRAFT, "campaign.withdrawn", actor, now, origins=origins)


def start(*, campaign: Campaign, actor: Actor, now: datetime) -> Campaign:
    """A scheduled campaign's moment has come."""
    with organization_scope(campaign.organization_id):
        return _go_live(campaign, State.SCHEDULED, actor, now)


def mark_answered(*, campaign: Campaign, actor: Actor, now: datetime) -> Campaign:
    """The company's first answer was confirmed: from asking to thanking."""
    with organization_scope(campaign.organization_id):
        return _mark_answered(campaign, actor, now, now)


def reopen(*, campaign: Campaign, actor: Actor, now: datetime) -> Campaign:
    """The only confirmed answer was none after all: from thanking back to asking."""
    with organization_scope(campaign.organization_id):
        return _move(
            campaign, State.LIVE, "campaign.reopened", actor, now, origins={State.ANSWERED}, answered_at=None
        )


def close(*, campaign: Campaign, outcome: str, actor: Actor, now: datetime) -> Campaign:
    """End the campaign and say how it ended; listening stops."""
    actor.require(Permission.EDIT_CAMPAIGNS)
    if outcome not in Outcome.values:
        raise Invalid(fields={"outcome": [_("Choose how the campaign ended.")]})
    with organization_scope(campaign.organization_id):
        return _move(
            campaign, State.CLOSED, "campaign.closed", actor, now, origins=lifecycle.LISTENING,
            outcome=outcome, closed_at=now, details={"outcome": outcome},
        )  # fmt: skip


def suspend(*, campaign: Campaign, reason: str, actor: Actor, now: datetime) -> Campaign:
    """Staff take a public campaign off the stage; `reason` stands beside the journal's entry. Listening stops."""
    actor.require_staff()
    if not reason.strip():
        raise Invalid(fields={"reason": [_("Say why: the organizer is told, and the journal keeps it.")]})
    with organization_scope(campaign.organization_id):
        return _move(
            campaign, State.SUSPENDED, "campaign.suspended", actor, now, origins=lifecycle.PUBLIC,
            suspended_from=campaign.state, review_note=reason.strip(), remark=reason.strip(),
        )  # fmt: skip


def resume(*, campaign: Campaign, actor: Actor, now: datetime) -> Campaign:
    """Staff bring a suspended campaign back to where it was, and on to what happened meanwhile.

    One that waited for its start goes live at once when that has passed; whether one that ran is live or answered is
    what its confirmed answers say now.
    """
    actor.require_staff()
    with organization_scope(campaign.organization_id):
        answered_at = _answered_at(campaign)
        back = State(campaign.suspended_from or State.LIVE)
        moved = _move(
            campaign, back, "campaign.resumed", actor, now,
            origins={State.SUSPENDED}, suspended_from="", review_note="",
        )  # fmt: skip
        if moved.is_listening:
            listening.open_feeds(campaign=moved, now=now)
        if moved.state == State.SCHEDULED:
            _wait_for_start(moved, now)
        if moved.state == State.LIVE and answered_at:
            return _mark_answered(moved, actor, now, answered_at)
        if moved.state == State.ANSWERED and not answered_at:
            return reopen(campaign=moved, actor=actor, now=now)
        return moved


def _mark_answered(campaign: Campaign, actor: Actor, now: datetime, answered_at: datetime) -> Campaign:
    return _move(
        campaign, State.ANSWERED, "campaign.answered", actor, now,
        origins={State.LIVE}, answered_at=answered_at,
    )  # fmt: skip


def _answered_at(campaign: Campaign) -> datetime | None:
    """When its first answer was confirmed. Whoever decides about its answers waits until this transaction ends."""
    list(Campaign.objects.select_for_update(of=("self",)).filter(id=campaign.id).values_list("id"))
    confirmed = Answer.objects.filter(campaign=campaign, status=AnswerStatus.CONFIRMED)
    first: datetime | None = confirmed.aggregate(first=Min("decided_at"))["first"]
    return first


def _company_is_verified(campaign: Campaign) -> bool:
    return campaign.company is not None and campaign.company.verified_at is not None


def _publish(campaign: Campaign, origin: State, actor: Actor, now: datetime, **changes: Any) -> Campaign:
    make_public(campaign.organization_id)
    if campaign.starts_at and campaign.starts_at > now:
        _wait_for_start(campaign, now)
        return _move(campaign, State.SCHEDULED, "campaign.scheduled", actor, now, origins={origin}, **changes)
    return _go_live(campaign, origin, actor, now, **changes)


def _wait_for_start(campaign: Campaign, now: datetime) -> None:
    due_at = max(campaign.starts_at or now, now)
    work.put(kind=START, key=campaign.id, due_at=due_at, organization_id=campaign.organization_id)


def _go_live(campaign: Campaign, origin: State, actor: Actor, now: datetime, **changes: Any) -> Campaign:
    moved = _move(
        campaign, State.LIVE, "campaign.published", actor, now, origins={origin}, live_at=now, **changes
    )
    listening.open_feeds(campaign=moved, now=now)
    return moved


def _require_state(campaign: Campaign, origins: Set[State]) -> None:
    if campaign.state not in origins:
        raise WrongState


def _require_ready(campaign: Campaign, now: datetime) -> None:
    missing = blockers(campaign, now=now)
    if missing:
        fields: dict[str, list[Text]] = {}
        for blocker in missing:
            fields.setdefault(blocker.field, []).append(blocker.text)
        raise NotReady(fields=fields)


def _move(
    campaign: Campaign,
    to: State,
    verb: str,
    actor: Actor,
    now: datetime,
    *,
    origins: Set[State],
    details: dict[str, Any] | None = None,
    remark: str = "",
    **changes: Any,
) -> Campaign:
    """Move the campaign if it still stands where the caller saw it, in one of `origins`, and append what happened.

    Within its scope.
    """
    _require_state(campaign, origins)
    seen = State(campaign.state)
    if not lifecycle.may_follow(seen, to):
        raise WrongState
    here = Campaign.objects.filter(id=campaign.id, state=seen)
    if not here.update(state=to, modified_at=now, **changes):
        raise MovedMeanwhile
    journal.append(
        verb=verb,
        subject=campaign.id,
        organization_id=campaign.organization_id,
        actor=actor,
        now=now,
        details={"from": seen.value, "to": to.value, **(details or {})},
        remark=remark,
    )
    return Campaign.objects.select_related("company", "organization").get(id=campaign.id)
