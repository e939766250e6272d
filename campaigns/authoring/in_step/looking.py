"""Looking at the source again, as due work: claim, ask, record. A worker that is killed leaves a lease that runs out."""

from datetime import datetime, timedelta
from uuid import UUID

from accounts import journal
from accounts.actors import PLATFORM
from accounts.scope import organization_scope
from campaigns.authoring.event_facts import facts_in, plain
from campaigns.authoring.event_sources.contract import Found
from campaigns.authoring.event_sources.questions import EventUnread
from campaigns.authoring.event_sources.reading import Known, Reading, event_at
from campaigns.authoring.in_step.offers import news_in
from campaigns.authoring.tools.queries import tokens_by_origin
from campaigns.enums import CampaignState
from campaigns.models import Campaign, EventSource
from candyplatform.base import clock, work
from candyplatform.base.http import door_from_settings

DAILY, HOURLY = timedelta(days=1), timedelta(hours=1)
# From here on a change must not wait for tomorrow.
SOON = timedelta(days=7)
# One reading, and then some.
LASTING = timedelta(minutes=1)


def look(job: work.Job) -> datetime | None:
    """Due work `event.look`: compare a campaign (`job.key`) with the page that its event was read from.

    Returns when to look again; None when the campaign is closed, or follows nothing.
    """
    now = clock.now()
    with organization_scope(job.organization):
        source = _source_of(UUID(job.key))
        if source is None:
            return None
        tokens = tokens_by_origin()
    if source.campaign.organization.erasure_due_at:
        return now + DAILY
    reading = _read(source, tokens, now)
    with organization_scope(job.organization):
        _record(source, reading, now)
    return now + rhythm(source.campaign, now)


def rhythm(campaign: Campaign, now: datetime) -> timedelta:
    """How long until the next look: an hour in the week before the event, and while it lasts."""
    starts_at, ends_at = campaign.event_starts_at, campaign.event_ends_at or campaign.event_starts_at
    if starts_at and ends_at and starts_at - SOON <= now <= ends_at:
        return HOURLY
    return DAILY


def _source_of(campaign_id: UUID) -> EventSource | None:
    sources = EventSource.objects.select_related("campaign__organization").filter(campaign_id=campaign_id)
    return sources.exclude(campaign__state=CampaignState.CLOSED).first()


def _read(source: EventSource, tokens: dict[str, str], now: datetime) -> Reading | None:
    """None when it cannot be read: that is for the organizer to know, and for the next look to try."""
    known = Known(source.kind, source.uid, source.validators)
    try:
        return event_at(source.url, door=door_from_settings(), now=now, known=known, tokens=tokens)
    except EventUnread:
        return None


def _record(source: EventSource, reading: Reading | None, now: datetime) -> None:
    """Write down what was read, unless somebody follows another page by now."""
    here = EventSource.objects.select_for_update(of=("self",)).select_related("campaign")
    current = here.filter(id=source.pk, url=source.url).first()
    if current is None:
        return
    current.looked_at = now
    current.failed_at = (current.failed_at or now) if reading is None else None
    if reading and reading.found:
        _compare(current, reading, reading.found, now)
    current.save()


def _compare(source: EventSource, reading: Reading, found: Found, now: datetime) -> None:
    campaign, before = source.campaign, source.said
    facts = facts_in(found, zone=campaign.time_zone, language=campaign.languages[0])
    source.kind, source.uid = reading.known.kind, reading.known.uid
    source.validators, source.said = dict(reading.known.validators), plain(facts)
    source.known = source.known or source.said
    news = news_in(source, campaign)
    if news and source.said != before:
        journal.append(
            verb="campaign.event_changed",
            subject=campaign.id,
            organization_id=campaign.organization_id,
            actor=PLATFORM,
            now=now,
            details={"changed": sorted(news)},
        )
