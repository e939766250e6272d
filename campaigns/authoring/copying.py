"""A new draft from a campaign that was: the same words, other dates."""

from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from accounts import journal
from accounts.actors import Actor
from accounts.roles import Permission
from accounts.scope import organization_scope
from campaigns.authoring.content import DAYS_BEFORE_LIMIT, CampaignFacts, SampleText
from campaigns.authoring.drafting import USUAL_DAYS_BEFORE
from campaigns.authoring.operations import create_campaign
from campaigns.authoring.picture.operations import copy_picture
from campaigns.models import Campaign

_SAME = (
    "languages",
    "title",
    "wish",
    "story",
    "company_id",
    "event_name",
    "event_names",
    "event_place",
    "event_url",
    "time_zone",
)


def duplicate_campaign(
    *, campaign: Campaign, event_starts_at: datetime | None, actor: Actor, now: datetime
) -> Campaign:
    """Start a draft with the words, hashtags, sample posts, picture and company of another campaign of the organization.

    Everything that had a date keeps its distance to the event's start, in days and by the clocks there: the event's end, and
    the deadline, which is counted from the event from now on. Without `event_starts_at` the dates are left open. How the old
    one went (its state, posts, answers) is not taken over.
    """
    actor.require(Permission.EDIT_CAMPAIGNS)
    with organization_scope(campaign.organization_id):
        old = Campaign.objects.get(id=campaign.id)
        made = create_campaign(
            organization_id=old.organization_id,
            facts=_facts(old, event_starts_at),
            hashtags=[tag.text for tag in old.hashtags.all()],
            sample_posts=[SampleText(row.language, row.text, row.purpose) for row in old.sample_posts.all()],
            actor=actor,
            now=now,
        )
        copy_picture(old=old, new=made, now=now)
        journal.append(
            verb="campaign.duplicated",
            subject=made.id,
            organization_id=made.organization_id,
            actor=actor,
            now=now,
            details={"of": str(old.id)},
        )
        return made


def _facts(old: Campaign, starts_at: datetime | None) -> CampaignFacts:
    facts: dict[str, Any] = {name: getattr(old, name) for name in _SAME}
    facts["deadline_days_before"] = _days_before(old)
    if starts_at:
        facts |= {"event_starts_at": starts_at, "event_ends_at": _moved(old, old.event_ends_at, starts_at)}
    return cast("CampaignFacts", facts)


def _days_before(old: Campaign) -> int:
    """How long before the event the old deadline was, in whole days."""
    if old.deadline_days_before is not None:
        return old.deadline_days_before
    if old.deadline is None or old.event_starts_at is None:
        return USUAL_DAYS_BEFORE
    zone = ZoneInfo(old.time_zone)
    days = (old.event_starts_at.astimezone(zone).date() - old.deadline.astimezone(zone).date()).days
    return min(max(days, 0), DAYS_BEFORE_LIMIT)


def _moved(old: Campaign, moment: datetime | None, starts_at: datetime) -> datetime | None:
    """The moment as far from the new start as it was from the old one, by the clocks there."""
    if moment is None or old.event_starts_at is None:
        return None
    zone = ZoneInfo(old.time_zone)
    # Within one zone Python reckons with the clock on the wall, which is what an event goes by.
    return starts_at.astimezone(zone) + (moment.astimezone(zone) - old.event_starts_at.astimezone(zone))
