"""Reminding and thanking, as due work: in batches, each mail and the note that it was written in one transaction.

A worker that is killed leaves a batch that never was; whoever goes on finds who is still to be written to.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db.models import QuerySet

from accounts.scope import organization_scope, public_scope
from campaigns.answers.queries import confirmed
from campaigns.enums import CampaignState
from campaigns.gathering import mails
from campaigns.gathering.governor import Rest
from campaigns.gathering.queries import gathering_of
from campaigns.gathering.waves import AHEAD, LASTS
from campaigns.models import Campaign, Supporter, Wave
from candyplatform.base import clock, work

BATCH = 50
LASTING = timedelta(minutes=2)
# An answer that was confirmed by mistake can be taken back before it is told.
SETTLING = timedelta(minutes=10)
# How soon a campaign that is off the stage is looked at again: it may come back before its storm hour.
AGAIN = timedelta(minutes=1)
TOMORROW = timedelta(days=1)
Write = Callable[[Supporter], None]


def send_reminders(job: work.Job) -> datetime | None:
    """Due work `reminders.send`: write to the wave's supporters (`job.key`) `AHEAD` of it, each once.

    Returns when it is due (again); None when everybody was told, or there is nothing to remind of any more.
    """
    now = clock.now()
    with organization_scope(job.organization):
        wave = (
            Wave.objects.select_related("campaign__organization", "campaign__company")
            .filter(id=int(job.key))
            .first()
        )
        if wave is None or wave.starts_at + LASTS <= now:
            return None
        if wave.starts_at - AHEAD > now:
            return wave.starts_at - AHEAD
    if wave.campaign.state in (CampaignState.ANSWERED, CampaignState.CLOSED):
        return None
    if not wave.campaign.is_public or wave.campaign.organization.erasure_due_at:
        return now + AGAIN
    if rest := _rest(wave.campaign, now):
        return rest.until
    write = partial(mails.remind, campaign=wave.campaign, wave=wave, now=now)
    _write_to_all(job, lambda: Supporter.objects.filter(wave=wave), "reminded_at", write)
    return None


def tell_thanks(job: work.Job) -> datetime | None:
    """Due work `thanks.tell`: tell a campaign's supporters (`job.key`) that the company answered, each once.

    Returns when it is due; None when everybody was told, or the answer was taken back.
    """
    now = clock.now()
    with organization_scope(job.organization):
        found = Campaign.objects.select_related("organization", "company").filter(id=UUID(job.key))
        campaign = found.filter(state__in=(CampaignState.ANSWERED, CampaignState.CLOSED)).first()
        if campaign is None or campaign.answered_at is None:
            return None
        if campaign.answered_at + SETTLING > now:
            return campaign.answered_at + SETTLING
        if campaign.organization.erasure_due_at:
            return now + TOMORROW
        answer = confirmed(campaign.id).first()
    write = partial(mails.thank, campaign=campaign, answer=answer, now=now)
    _write_to_all(job, lambda: Supporter.objects.filter(campaign=campaign), "thanked_at", write)
    return None


def _rest(campaign: Campaign, now: datetime) -> Rest | None:
    """Why nobody is called just now: the company has heard enough."""
    with public_scope():
        return gathering_of(campaign, now=now).rest


def _write_to_all(
    job: work.Job, readers: Callable[[], QuerySet[Supporter]], noted_in: str, write: Write
) -> None:
    while _write_batch(job, readers, noted_in, write):
        pass


def _write_batch(
    job: work.Job, readers: Callable[[], QuerySet[Supporter]], noted_in: str, write: Write
) -> bool:
    """Write to some who were not written to yet. Whether there were any."""
    with organization_scope(job.organization):
        now = clock.now()
        work.keep(job, now=now, lasting=LASTING)
        waiting = readers().filter(confirmed_at__isnull=False, **{noted_in: None})
        # Who leaves just now is deleted before this, or after: never between the note and the mail.
        batch = list(waiting.select_for_update(of=("self",)).order_by("id")[:BATCH])
        for supporter in batch:
            write(supporter)
        Supporter.objects.filter(id__in=[supporter.pk for supporter in batch]).update(**{noted_in: now})
    return bool(batch)
