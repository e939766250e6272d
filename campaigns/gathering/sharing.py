"""Addresses that supporters let the organization have, by a choice of their own. Owners alone are told them, and a program that
an owner lets; never without an entry in the journal, which holds how many there were and no address.
"""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from accounts import journal
from accounts.actors import Actor
from accounts.roles import Permission
from accounts.scope import organization_scope
from campaigns.models import Campaign, Supporter

DOWNLOADED, READ = "supporters.addresses_downloaded", "supporters.addresses_read"
# Who reads a list part by part, or looks again every few minutes, is in the journal once in such a time.
READING = timedelta(hours=1)


def take_along(*, campaign: Campaign, actor: Actor, now: datetime) -> list[Supporter]:
    """Who shares their address now, with it and their wave, the latest first; as a file that somebody takes along. Owners only."""
    actor.require(Permission.READ_ADDRESSES)
    with organization_scope(campaign.organization_id):
        found = list(sharers_of(campaign))
        _note(DOWNLOADED, campaign, actor, now, len(found))
    return found


def look_through(*, campaign: Campaign, actor: Actor, now: datetime) -> QuerySet[Supporter]:
    """The same, for who reads them part by part within the organization's scope: in the journal once an hour, and once more when
    there are more to read than it says. Owners only, and who an owner lets.
    """
    actor.require(Permission.READ_ADDRESSES)
    with organization_scope(campaign.organization_id):
        found = sharers_of(campaign)
        number = found.count()
        told = journal.latest(verb=READ, subject=campaign.id, actor=actor, since=now - READING)
        if told is None or told.details["addresses"] < number:
            _note(READ, campaign, actor, now, number)
    return found


def sharers_of(campaign: Campaign) -> QuerySet[Supporter]:
    """Who shares their address now, the latest first. Within the organization's scope."""
    rows = Supporter.objects.filter(campaign=campaign, shared_at__isnull=False)
    return rows.select_related("wave").order_by("-shared_at", "-id")


def _note(verb: str, campaign: Campaign, actor: Actor, now: datetime, number: int) -> None:
    journal.append(
        verb=verb,
        subject=campaign.id,
        organization_id=campaign.organization_id,
        actor=actor,
        now=now,
        details={"addresses": number},
    )
