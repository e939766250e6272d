"""Following the journal and the clock: what happened to a campaign becomes messages, in the journal's order.

Which entries are still to be followed is told by their due work. Whoever follows one follows all of its campaign's that came
before it and wait, so workers that overtake each other keep the order.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast

from accounts.models import JournalEntry
from accounts.scope import organization_scope
from campaigns.enums import WebhookEvent
from campaigns.listening.queries import hourly_series, totals
from campaigns.listening.rollup import hour_of
from campaigns.models import Campaign, WebhookEndpoint
from campaigns.webhooks.events import VERBS, campaign_event, events_of
from campaigns.webhooks.outbox import Show, take_turn, tell
from candyplatform.base import clock, work
from candyplatform.base.models import DueWork

FOLLOW, HOUR = "webhooks.follow", "webhooks.hour"
BATCH = 50
AN_HOUR = timedelta(hours=1)
# What was posted in an hour's last seconds is heard a little later.
SETTLING = timedelta(minutes=1)


def follow(job: work.Job, *, show: Show) -> datetime | None:
    """Due work `webhooks.follow`: write the messages of one journal entry (`job.key`), and before them of those that wait.

    Returns when it is due again: at once where more wait than `BATCH`; None when the entry's are written.
    """
    now = clock.now()
    with organization_scope(job.organization):
        entry = JournalEntry.objects.filter(id=int(job.key), verb__in=VERBS).first()
        if entry is None:
            return None
        take_turn(UUID(entry.subject))
        waiting = list(_still_to_follow(entry)[:BATCH])
        for before in waiting:
            for event in events_of(before):
                tell(event, show=show, now=now)
            if before.pk != entry.pk:
                work.drop(kind=FOLLOW, key=before.pk)
    return now if len(waiting) == BATCH and waiting[-1].pk != entry.pk else None


def tell_hour(job: work.Job, *, show: Show) -> datetime | None:
    """Due work `webhooks.hour`: the numbers of the hour that ended, while a campaign (`job.key`) listens and somebody wants them.

    Of hours during which nothing worked only the last one is told: the numbers themselves are there to be read.
    """
    now = clock.now()
    with organization_scope(job.organization):
        campaign = Campaign.objects.filter(id=UUID(job.key)).first()
        if campaign is None or not campaign.is_listening or not _somebody_wants(WebhookEvent.HOURLY):
            return None
        hour = hour_of(now)
        if campaign.live_at and campaign.live_at < hour:
            take_turn(campaign.id)
            numbers = _numbers(campaign.id, hour)
            name = f"hour/{hour.isoformat()}"
            event = campaign_event(campaign.id, WebhookEvent.HOURLY, name, at=hour, changed=numbers)
            tell(event, show=show, now=now)
        return hour + AN_HOUR + SETTLING


def count_hours(organization_id: UUID, now: datetime) -> None:
    """Have every campaign that listens tell its hours from now on. Within the organization's scope."""
    for campaign_id in Campaign.objects.listening().values_list("id", flat=True):
        work.put(kind=HOUR, key=campaign_id, due_at=now, organization_id=organization_id)


def _still_to_follow(entry: JournalEntry) -> QuerySet[JournalEntry]:
    asked_for = DueWork.objects.filter(kind=FOLLOW, key=Cast(OuterRef("pk"), CharField()))
    of_campaign = JournalEntry.objects.filter(subject=entry.subject, id__lte=entry.pk, verb__in=VERBS)
    return of_campaign.filter(Exists(asked_for)).order_by("id")


def _somebody_wants(event_type: str) -> bool:
    return WebhookEndpoint.objects.filter(off_because="", event_types__contains=[event_type]).exists()


def _numbers(campaign_id: UUID, until: datetime) -> dict[str, Any]:
    """The hour that ended at `until`, all networks together, and the totals so far."""
    points = hourly_series(campaign_id, since=until - AN_HOUR, until=until)
    return {
        "hour": (until - AN_HOUR).isoformat(),
        "posts": sum(point.posts for point in points),
        "new_people": sum(point.new_authors for point in points),
        "totals": totals(campaign_id).as_dict(),
    }
