"""What staff decided about a campaign, mailed to every member who may edit it: at once, and once a decision."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts import journal, mail
from accounts.actors import PLATFORM
from accounts.models import JournalEntry, Membership
from accounts.roles import Permission, allows
from accounts.scope import organization_scope
from campaigns.digests.mornings import zone_of
from campaigns.drawing.ticks import clock_time, day
from campaigns.models import Campaign
from candyplatform.base import clock, work

TOLD = "decision.told"
LONGEST_TITLE = 120


@dataclass(frozen=True)
class News:
    """What a decision means for the organizer: in a few words, in a sentence, and whether the page can be seen now."""

    headline: str
    text: str
    is_public: bool = False


def tell(job: work.Job) -> datetime | None:
    """Due work `decision.tell`: queue the mails of one journal entry (`job.key`) and journal that it was told, together.

    What members or the platform's clock did is no decision of staff, and told to nobody.
    """
    with organization_scope(job.organization):
        entry = JournalEntry.objects.filter(id=int(job.key), actor_kind="staff").first()
        if entry is not None:
            _tell_once(entry, clock.now())
    return None


def _tell_once(entry: JournalEntry, now: datetime) -> None:
    locked = Campaign.objects.select_for_update(of=("self",)).select_related("organization", "company")
    campaign = locked.filter(id=UUID(entry.subject)).first()
    if campaign is None or JournalEntry.objects.filter(subject=str(entry.pk), verb=TOLD).exists():
        return
    readers = [member for member in _editors() if member.user.is_active]
    note = journal.remark_on(entry)
    for member in readers:
        _queue(entry, note, campaign, member, now)
    journal.append(
        verb=TOLD,
        subject=entry.pk,
        organization_id=entry.organization_id,
        actor=PLATFORM,
        now=now,
        details={"readers": len(readers)},
    )


def _editors() -> list[Membership]:
    members = Membership.objects.select_related("user").order_by("id")
    return [member for member in members if allows(member.role, Permission.EDIT_CAMPAIGNS)]


def _queue(entry: JournalEntry, note: str, campaign: Campaign, member: Membership, now: datetime) -> None:
    with translation.override(member.user.language):
        title = Truncator(campaign.in_language(campaign.title) or campaign.slug).chars(LONGEST_TITLE)
        news = _news(entry.verb, campaign, zone_of(member.user.time_zone))
        context = {
            "site_name": settings.SITE_NAME,
            "site_url": settings.SITE_URL,
            "subject": f"{title}: {news.headline}",
            "title": title,
            "news": news,
            "note": note,
            "organization": campaign.organization,
            "desk_url": _desk_url("campaign_desk", campaign),
            "page_url": campaign.page_url if news.is_public else _desk_url("campaign_preview", campaign),
        }
        mail.queue(
            recipient=member.user.email,
            subject=f"{title}: {news.headline}",
            text=render_to_string("campaigns/digests/decision.txt", context).strip() + "\n",
            html=render_to_string("campaigns/digests/decision.html", context),
            now=now,
        )


def _news(verb: str, campaign: Campaign, zone: ZoneInfo) -> News:
    if verb == "campaign.published":
        text = _("We read it, and it is live: we listen from now on. Share the page where your people are.")
        return News(_("it is live"), text, is_public=True)
    if verb == "campaign.scheduled":
        return News(_("it is approved"), _waiting(campaign, zone), is_public=True)
    if verb == "campaign.resumed":
        text = _("The page is back on the stage, with all that was said before.")
        return News(_("it is back"), text, is_public=True)
    if verb == "campaign.suspended":
        text = _("Staff took the page off the stage, and we stopped listening. This is why:")
        return News(_("it is suspended"), text)
    text = _("We read it. Please change this, and hand it in again:")
    return News(_("please change something"), text)


def _waiting(campaign: Campaign, zone: ZoneInfo) -> str:
    if campaign.starts_at is None:
        return _("We read it, and it goes live by itself.")
    starts_at = campaign.starts_at.astimezone(zone)
    when = f"{day(starts_at)}, {clock_time(starts_at)}"
    return _("We read it, and it goes live by itself: %(when)s.") % {"when": when}


def _desk_url(name: str, campaign: Campaign) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=[campaign.organization.slug, campaign.slug])}"
