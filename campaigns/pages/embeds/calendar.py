"""A campaign's moments as a calendar file (RFC 5545), to take along or to subscribe to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event
from icalendar.enums import TRANSP

from campaigns.enums import CampaignState, SamplePurpose
from campaigns.models import Campaign
from campaigns.pages.purpose import purpose_of

_ASKED_AGAIN = timedelta(hours=1)
_AROUND = timedelta(days=370)


@dataclass(frozen=True)
class Moment:
    """Something that stands in the calendar. `key` never changes: by it a calendar knows the entry again."""

    key: str
    starts_at: datetime
    summary: str
    text: str
    ends_at: datetime | None = None


def calendar_of(campaign: Campaign) -> str:
    """The campaign's calendar in the running language, in its own time zone."""
    moments = moments_of(campaign)
    calendar = Calendar.new(
        uid=str(campaign.id),
        prodid=f"-//{settings.SITE_NAME}//Candystorm//EN",
        name=campaign.in_language(campaign.title),
        language=get_language(),
        url=campaign.page_url,
        refresh_interval=_ASKED_AGAIN,
        last_modified=campaign.modified_at,
        subcomponents=[_entry(campaign, moment) for moment in moments],
    )
    _add_time_zone(calendar, moments)
    return bytes(calendar.to_ical()).decode()


def _add_time_zone(calendar: Calendar, moments: Sequence[Moment]) -> None:
    """Tell the zone's clock changes around these moments; else the file would tell those of seventy years."""
    if days := [moment.starts_at.date() for moment in moments]:
        calendar.add_missing_timezones(min(days) - _AROUND, max(days) + _AROUND)


def moments_of(campaign: Campaign) -> Sequence[Moment]:
    """What the calendar holds: the start while it is ahead, and the deadline."""
    return [*_start(campaign), *_deadline(campaign)]


def _start(campaign: Campaign) -> Sequence[Moment]:
    if campaign.state != CampaignState.SCHEDULED or not campaign.starts_at:
        return ()
    summary = _("It starts: %(title)s") % {"title": campaign.in_language(campaign.title)}
    return [Moment("start", campaign.starts_at, summary, _what_to_do(campaign))]


def _deadline(campaign: Campaign) -> Sequence[Moment]:
    if not campaign.deadline:
        return ()
    names = {"title": campaign.in_language(campaign.title), "company": _company(campaign)}
    is_thanks = purpose_of(campaign) == SamplePurpose.THANK
    summary = _("Thank you, %(company)s: %(title)s") if is_thanks else _("Deadline: %(title)s")
    return [Moment("deadline", campaign.deadline, summary % names, _what_to_do(campaign))]


def _what_to_do(campaign: Campaign) -> str:
    wish = campaign.in_language(campaign.wish)
    if purpose_of(campaign) == SamplePurpose.THANK:
        do = _("%(company)s has answered. Say thank you, in your own words:")
    elif campaign.state == CampaignState.CLOSED:
        do = _("This candystorm is over. What came of it:")
    else:
        do = _("Ask %(company)s kindly, in your own words:")
    return "\n\n".join([wish, f"{do % {'company': _company(campaign)}}\n{campaign.page_url}"])


def _company(campaign: Campaign) -> str:
    return campaign.company.name if campaign.company else ""


def _entry(campaign: Campaign, moment: Moment) -> Event:
    zone = ZoneInfo(campaign.time_zone)
    return Event.new(
        uid=f"{moment.key}-{campaign.id}@{urlsplit(settings.SITE_URL).hostname}",
        stamp=campaign.modified_at,
        last_modified=campaign.modified_at,
        # Grows with every change, so that a file taken along earlier gives way to a newer one.
        sequence=int((campaign.modified_at - campaign.created_at).total_seconds()),
        start=moment.starts_at.astimezone(zone),
        end=moment.ends_at.astimezone(zone) if moment.ends_at else None,
        summary=moment.summary,
        description=moment.text,
        url=campaign.page_url,
        transparency=TRANSP.TRANSPARENT,
    )
