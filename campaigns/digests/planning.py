"""Which digests are due: one row for each membership, campaign and period.

Planning crosses no tenant. Each membership that wants digests has its own due work (`digest.plan`), which the journal starts
(`membership.joined`, `digest.wanted`, `membership.time_zone_changed`) and which reschedules itself for the reader's next
morning. The sweep that finds it sees a membership's id and a time, nothing else; a platform that was down for two days
finds one row due, not two.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from accounts.models import JournalEntry, Membership
from accounts.scope import organization_scope
from campaigns import lifecycle
from campaigns.digests.mornings import next_morning, todays_morning, zone_of
from campaigns.enums import CampaignState
from campaigns.models import Campaign, Digest
from candyplatform.base import clock, work

# Who flies around the world gets no second digest for the day they gain.
APART = timedelta(hours=6)
# Who never had a digest of a campaign is told of its end only while that is news.
NEWS = timedelta(days=1)
_BEGINNINGS = ("membership.joined", "digest.wanted")


def plan(job: work.Job) -> datetime | None:
    """Plan the membership's digests for today if its morning has come; due again in its next morning.

    None, and so no more planning, when nobody wants them.
    """
    now = clock.now()
    with organization_scope(job.organization):
        membership = Membership.objects.select_related("user", "organization").filter(id=int(job.key)).first()
        if membership is None or not membership.wants_digest:
            return None
        zone = zone_of(membership.user.time_zone)
        morning = todays_morning(now, zone)
        if morning and _reads(membership) and _wanted_before(membership, morning):
            plan_digests(membership=membership, period=now.astimezone(zone).date(), now=now)
        return next_morning(now, zone)


def plan_digests(*, membership: Membership, period: date, now: datetime) -> int:
    """Write down this period's digests and make them due, each once. Within the scope. Returns how many were new."""
    return sum(_plan(campaign, membership, period, since, now) for campaign, since in _due(membership, now))


def _plan(campaign: Campaign, membership: Membership, period: date, since: datetime, now: datetime) -> bool:
    digest, is_new = Digest.objects.get_or_create(
        organization_id=campaign.organization_id,
        membership=membership,
        campaign=campaign,
        period=period,
        defaults={"since": since, "until": now},
    )
    if is_new:
        work.put(kind="digest.compose", key=digest.pk, due_at=now, organization_id=campaign.organization_id)
    return is_new


def _due(membership: Membership, now: datetime) -> Iterator[tuple[Campaign, datetime]]:
    """The campaigns to tell of, each with the moment from which on."""
    told = membership.digests.order_by("campaign_id", "-until").distinct("campaign_id")
    until = dict(told.values_list("campaign_id", "until"))
    for campaign in Campaign.objects.filter(live_at__isnull=False, state__in=_TOLD_OF).order_by("live_at"):
        since = until.get(campaign.id)
        if since and now - since < APART:
            continue
        if campaign.state in lifecycle.LISTENING or _ended_after(campaign, since or now - NEWS):
            yield campaign, since or campaign.live_at or now


_TOLD_OF = [*lifecycle.LISTENING, CampaignState.CLOSED]


def _ended_after(campaign: Campaign, moment: datetime) -> bool:
    return campaign.closed_at is not None and campaign.closed_at > moment


def _reads(membership: Membership) -> bool:
    """Whether they can do anything with a digest: not while they, or the organization, are about to be deleted."""
    user, organization = membership.user, membership.organization
    return user.is_active and user.erasure_due_at is None and organization.erasure_due_at is None


def _wanted_before(membership: Membership, morning: datetime) -> bool:
    """Whether they wanted digests when the morning came: who turns them on at noon begins tomorrow."""
    begun = JournalEntry.objects.filter(subject=str(membership.pk), verb__in=_BEGINNINGS).first()
    return begun is None or begun.at <= morning
