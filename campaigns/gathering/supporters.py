"""What supporters do, without an account: leave an address, confirm it, let the organization have it or not, leave again.

Whoever leaves an address is answered in the same way, and mailed the same, whether it is known already or not: so nobody
learns from the form who supports what.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.scope import organization_scope
from campaigns.gathering import mails
from campaigns.gathering.consent import CURRENT, CURRENT_SHARING
from campaigns.gathering.links import Holder
from campaigns.gathering.operations import REMIND, THANK
from campaigns.gathering.queries import OPEN
from campaigns.gathering.waves import AHEAD
from campaigns.models import Campaign, Supporter, Wave
from candyplatform.base import work
from candyplatform.base.errors import DomainError

NOT_SHARED: Mapping[str, Any] = {
    "sharing_version": "",
    "sharing_language": "",
    "sharing_with": "",
    "sharing_asked_at": None,
    "shared_at": None,
}


class NoStormHour(DomainError):  # noqa: N818 - read as a sentence
    """There is no wave to come that somebody could be reminded of."""

    code = "no_storm_hour"
    message = _("There is no storm hour to come just now.")


def ask_for_reminder(
    *,
    campaign: Campaign,
    address: str,
    position: int | None,
    shares: bool = False,
    language: str,
    now: datetime,
) -> None:
    """Mail the address a link that confirms it. `position` is the wave that was chosen; None: the one with fewest people.
    `shares`: whether the organization is to have the address, which waits for a click from the mailbox, too.

    An address that is confirmed already keeps its wave, and what it shares. `campaign` comes with its organization and company.
    Raises `NoStormHour`.
    """
    with organization_scope(campaign.organization_id):
        wave = _wave_to_come(campaign, position, now) if campaign.state in OPEN else None
        if wave is None:
            raise NoStormHour
        asked = {"wave": wave, "language": language, "consent_version": CURRENT, "asked_at": now}
        sharing = _asked_sharing(campaign, language, now) if shares else NOT_SHARED
        supporter = _noted(campaign, address, asked, sharing)
        mails.ask_to_confirm(
            supporter, campaign=campaign, wave=supporter.wave or wave, shares=shares, now=now
        )


def found(holder: Holder) -> Supporter | None:
    """The supporter whom a link speaks for, with campaign and wave; None when the address is deleted."""
    with organization_scope(holder.organization_id):
        rows = Supporter.objects.select_related("campaign__organization", "campaign__company", "wave")
        return rows.filter(id=holder.supporter_id).first()


def is_asked_to_share(supporter: Supporter | None) -> bool:
    """Whether it waits for their click that the organization may have the address."""
    return bool(supporter and supporter.sharing_version and not supporter.shared_at)


def confirm(*, supporter: Supporter, shares: bool | None = None, now: datetime) -> None:
    """The address is its owner's, and they want the mails. Late for the planned reminder or the thanks, they get theirs at once.

    `shares`: what they say to the organization having it, where that was asked for; None where they were not asked now, which
    leaves that as it is.
    """
    with organization_scope(supporter.organization_id):
        mine = Supporter.objects.filter(id=supporter.pk)
        mine.filter(confirmed_at=None).update(confirmed_at=now)
        if shares:
            mine.filter(shared_at=None).exclude(sharing_version="").update(shared_at=now)
        elif shares is False:
            mine.update(**NOT_SHARED)
        wave = supporter.wave
        if wave and wave.starts_at - AHEAD <= now < wave.starts_at:
            work.put(kind=REMIND, key=wave.pk, due_at=now, organization_id=supporter.organization_id)
        if supporter.campaign.answered_at:
            work.put(
                kind=THANK, key=supporter.campaign_id, due_at=now, organization_id=supporter.organization_id
            )


def stop_sharing(holder: Holder) -> None:
    """The organization may not have the address any more. The reminder stays. Doing it again changes nothing."""
    with organization_scope(holder.organization_id):
        Supporter.objects.filter(id=holder.supporter_id).update(**NOT_SHARED)


def leave(holder: Holder) -> None:
    """Delete the address and all that belongs to it. Doing it again changes nothing."""
    with organization_scope(holder.organization_id):
        Supporter.objects.filter(id=holder.supporter_id).delete()


def digest_of(campaign: Campaign, address: str) -> str:
    """What an address is known by in one campaign; in another one it is another."""
    subject = f"{campaign.id}:{address.strip().casefold()}"
    return salted_hmac("campaigns.gathering.address", subject, algorithm="sha256").hexdigest()


def _wave_to_come(campaign: Campaign, position: int | None, now: datetime) -> Wave | None:
    waves = Wave.objects.filter(campaign=campaign, starts_at__gt=now).annotate(people=Count("supporters"))
    ahead = list(waves.order_by("people", "position"))
    chosen = next((wave for wave in ahead if wave.position == position), None)
    return chosen or next(iter(ahead), None)


def _noted(
    campaign: Campaign, address: str, asked: Mapping[str, Any], sharing: Mapping[str, Any]
) -> Supporter:
    """The row of this address, new or known; what was asked now counts until it is confirmed, each for itself."""
    digest = digest_of(campaign, address)
    new = Supporter(
        organization_id=campaign.organization_id, campaign=campaign, address=address, digest=digest, **asked
    )
    # Two at once are one: the second finds the row of the first.
    Supporter.objects.bulk_create([new], ignore_conflicts=True)
    mine = Supporter.objects.filter(campaign=campaign, digest=digest)
    mine.filter(confirmed_at=None).update(**asked)
    mine.filter(shared_at=None).update(**sharing)
    return mine.select_related("wave").get()


def _asked_sharing(campaign: Campaign, language: str, now: datetime) -> Mapping[str, Any]:
    return {
        "sharing_version": CURRENT_SHARING,
        "sharing_language": language,
        "sharing_with": campaign.organization.name,
        "sharing_asked_at": now,
    }
