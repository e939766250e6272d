"""The storm hour as a calendar file (RFC 5545), to take along: with an alarm, and known again when it was moved."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event
from icalendar.enums import TRANSP

from campaigns.gathering.waves import LASTS
from campaigns.models import Campaign, Wave

_ALARM = timedelta(minutes=10)


def calendar_of(campaign: Campaign, waves: list[Wave], *, now: datetime) -> str:
    """The waves as one file, in the running language; moments in UTC, which every calendar shows in its own zone."""
    calendar = Calendar.new(
        prodid=f"-//{settings.SITE_NAME}//Candystorm//EN",
        name=campaign.in_language(campaign.title),
        language=get_language(),
        url=campaign.page_url,
        subcomponents=[_entry(campaign, wave, now) for wave in waves],
    )
    told: bytes = calendar.to_ical()
    return told.decode()


def _entry(campaign: Campaign, wave: Wave, now: datetime) -> Event:
    names = {"title": campaign.in_language(campaign.title), "company": campaign.company}
    summary = _("Storm hour: %(title)s") % names
    what = _("Ask %(company)s kindly, in your own words, together with everybody:") % names
    return Event.new(
        uid=f"wave-{wave.position}-{campaign.id}@{urlsplit(settings.SITE_URL).hostname}",
        stamp=now,
        # Grows, so that a file taken along later stands above an earlier one.
        sequence=int((now - campaign.created_at).total_seconds()),
        start=wave.starts_at,
        end=wave.starts_at + LASTS,
        summary=summary,
        description=f"{campaign.in_language(campaign.wish)}\n\n{what}\n{campaign.page_url}",
        url=campaign.page_url,
        transparency=TRANSP.TRANSPARENT,
        subcomponents=[_alarm(summary)],
    )


def _alarm(text: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", -_ALARM)
    return alarm
