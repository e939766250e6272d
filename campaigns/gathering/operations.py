"""What organizers do: set the storm hour, move it, call it off."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.actors import Actor
from accounts.roles import Permission
from accounts.scope import organization_scope
from campaigns.gathering.queries import OPEN
from campaigns.gathering.waves import AHEAD
from campaigns.models import Campaign, Supporter, Wave
from campaigns.transitions.operations import WrongState
from candyplatform.base import work
from candyplatform.base.errors import Invalid

REMIND, THANK, FORGET = "reminders.send", "thanks.tell", "supporters.forget"
MOST_WAVES = 6
TIDYING = timedelta(days=1)


def set_storm_hour(
    *, campaign: Campaign, starts_at: datetime, waves: int, apart: timedelta, actor: Actor, now: datetime
) -> list[Wave]:
    """Set the moment at which supporters post together, or move it: `waves` of them, `apart` from each other.

    Supporters stay with their wave; those of a wave that is no more come to the last one, those of a storm hour that was
    called off to the first. Who was reminded already is not reminded again. Raises `Invalid`, and `WrongState` once the
    campaign was answered or ended.
    """
    actor.require(Permission.EDIT_CAMPAIGNS)
    moments = [starts_at + number * apart for number in range(waves)]
    with organization_scope(campaign.organization_id):
        _require_moments(_locked(campaign), moments, now)
        kept = [_placed(campaign, position, moment, now) for position, moment in enumerate(moments)]
        _give_up_waves(campaign, begin=len(kept), instead=kept[-1])
        Supporter.objects.filter(campaign=campaign, wave=None).update(wave=kept[0])
        _plan(campaign, kept, now)
        told = {"waves": [moment.isoformat() for moment in moments]}
        _journal("storm_hour.set", campaign, actor, now, **told)
        return kept


def call_off(*, campaign: Campaign, actor: Actor, now: datetime) -> None:
    """There is no storm hour after all. Its supporters are still told when the company answers."""
    actor.require(Permission.EDIT_CAMPAIGNS)
    with organization_scope(campaign.organization_id):
        _locked(campaign)
        _give_up_waves(campaign, begin=0, instead=None)
        _journal("storm_hour.called_off", campaign, actor, now)


def _locked(campaign: Campaign) -> Campaign:
    """The campaign as it is; whoever else sets its storm hour waits until this transaction ends."""
    here = Campaign.objects.select_for_update(of=("self",)).get(id=campaign.id)
    if here.state not in OPEN:
        raise WrongState
    return here


def _require_moments(campaign: Campaign, moments: Sequence[datetime], now: datetime) -> None:
    if not 0 < len(moments) <= MOST_WAVES or moments != sorted(set(moments)):
        raise Invalid(fields={"waves": [_("Between one and six waves, one after the other.")]})
    if moments[0] <= now:
        raise Invalid(fields={"starts_at": [_("Choose a moment that is still to come.")]})
    if campaign.starts_at and moments[0] < campaign.starts_at:
        raise Invalid(fields={"starts_at": [_("The campaign is not live by then. Choose a later moment.")]})
    if campaign.deadline and moments[-1] > campaign.deadline:
        text = _("The last wave comes after the deadline. Begin earlier, or take fewer waves.")
        raise Invalid(fields={"starts_at": [text]})


def _placed(campaign: Campaign, position: int, moment: datetime, now: datetime) -> Wave:
    placed = {"starts_at": moment, "set_at": now}
    wave, _created = Wave.objects.update_or_create(
        campaign=campaign,
        position=position,
        defaults=placed,
        create_defaults={**placed, "organization_id": campaign.organization_id},
    )
    return wave


def _give_up_waves(campaign: Campaign, *, begin: int, instead: Wave | None) -> None:
    gone = Wave.objects.filter(campaign=campaign, position__gte=begin)
    for wave in gone:
        work.drop(kind=REMIND, key=wave.pk)
    Supporter.objects.filter(wave__in=gone).update(wave=instead)
    gone.delete()


def _plan(campaign: Campaign, waves: Sequence[Wave], now: datetime) -> None:
    organization_id = campaign.organization_id
    for wave in waves:
        due_at = max(wave.starts_at - AHEAD, now)
        work.put(kind=REMIND, key=wave.pk, due_at=due_at, organization_id=organization_id)
    work.put(kind=FORGET, key=campaign.id, due_at=now + TIDYING, organization_id=organization_id)


def _journal(verb: str, campaign: Campaign, actor: Actor, now: datetime, **details: Any) -> None:
    journal.append(
        verb=verb,
        subject=campaign.id,
        organization_id=campaign.organization_id,
        actor=actor,
        now=now,
        details=details,
    )
