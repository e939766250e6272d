"""A campaign's moments as a calendar file (RFC 5545), to take along or to subscribe to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event
from icalendar.enums import TRANSP

from campaigns.gathering.waves import LASTS
from campaigns.models import Campaign, Wave

_ALARM = timedelta(minutes=10)
_ASKED_AGAIN = timedelta(hours=1)
_AROUND = timedelta(days=370)


@dataclass(frozen=True)
class Moment:
    """Something that stands in the calendar. `key` never changes: by it a calendar knows the entry again.

    `told_at` is when it became what it is. `alarms`: whether the calendar rings ten minutes before.
    """

    key: str
    starts_at: datetime
    told_at: datetime
    summary: str
    text: str
    ends_at: datetime | None = None
    alarms: bool = False


def calendar_of(campaign: Campaign, moments: Sequence[Moment]) -> str:
    """These moments of the campaign as one file, in the running language and the campaign's time zone.

    The same moments make the same file.
    """
    calendar = Calendar.new(
        uid=str(campaign.id),
        prodid=f"-//{settings.SITE_NAME}//Candystorm//EN",
        name=campaign.in_language(campaign.title),
        language=get_language(),
        url=campaign.page_url,
        refresh_interval=_ASKED_AGAIN,
        last_modified=max([campaign.modified_at, *(moment.told_at for moment in moments)]),
        subcomponents=[_entry(campaign, moment) for moment in moments],
    )
    _add_time_zone(calendar, moments)
    return bytes(calendar.to_ical()).decode()


def wave_moments(campaign: Campaign, waves: Sequence[Wave]) -> Sequence[Moment]:
    """The storm hour: one moment a wave."""
    names = {"title": campaign.in_language(campaign.title), "company": campaign.company_name}
    what = _("Ask %(company)s kindly, in your own words, together with everybody:") % names
    text = f"{campaign.in_language(campaign.wish)}\n\n{what}\n{campaign.page_url}"
    return [
        Moment(
            key=f"wave-{wave.position}",
            starts_at=wave.starts_at,
            told_at=wave.set_at,
            summary=_("Storm hour: %(title)s") % names,
            text=text,
            ends_at=wave.starts_at + LASTS,
            alarms=True,
        )
        for wave in waves
    ]


def _add_time_zone(calendar: Calendar, moments: Sequence[Moment]) -> None:
    """Tell the zone's clock changes around these moments; else the file would tell those of seventy years."""
    if days := [moment.starts_at.date() for moment in moments]:
        calendar.add_missing_timezones(min(days) - _AROUND, max(days) + _AROUND)


def _entry(campaign: Campaign, moment: Moment) -> Event:
    zone = ZoneInfo(campaign.time_zone)
    return Event.new(
        uid=f"{moment.key}-{campaign.id}@{urlsplit(settings.SITE_URL).hostname}",
        stamp=moment.told_at,
        last_modified=moment.told_at,
        # Grows with every change, so that a file taken along earlier gives way to a newer one.
        sequence=int((moment.told_at - campaign.created_at).total_seconds()),
        start=moment.starts_at.astimezone(zone),
        end=moment.ends_at.astimezone(zone) if moment.ends_at else None,
        summary=moment.summary,
        description=moment.text,
        url=campaign.page_url,
        transparency=TRANSP.TRANSPARENT,
        subcomponents=[_alarm(moment.summary)] if moment.alarms else [],
    )


def _alarm(text: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", -_ALARM)
    return alarm
