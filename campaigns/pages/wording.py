"""Numbers, times and lists as people read them, in the running language."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext


def number(value: int) -> str:
    """1204 -> "1,204", in German "1.204"."""
    return number_format(value, force_grouping=True)


def names(listed: Sequence[str]) -> str:
    """["Mastodon", "Bluesky"] -> "Mastodon and Bluesky"."""
    return get_text_list(list(listed), _("and"))


def duration(time: timedelta) -> str:
    """The time in its two largest units: "58 minutes", "2 days and 3 hours"."""
    return names(list(_units(time))[:2]) or _("less than a minute")


def _units(time: timedelta) -> Iterator[str]:
    minutes = int(time.total_seconds() // 60)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        yield ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    if hours:
        yield ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    if minutes and not days:
        yield ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


def days(start: datetime | None, end: datetime | None, zone: ZoneInfo) -> str:
    """An event's days: "19 April 2013", "19-21 April 2013", "30 April - 2 May 2013"; "" when there are none."""
    if start is None:
        return ""
    first, last = start.astimezone(zone).date(), (end or start).astimezone(zone).date()
    if last <= first:
        return _whole(first)
    if (first.year, first.month) == (last.year, last.month):
        day = date_format(first, pgettext("date format", "j"))
        return f"{day}-{_whole(last)}"
    shorter = pgettext("date format", "j F") if first.year == last.year else pgettext("date format", "j F Y")
    return f"{date_format(first, shorter)} - {_whole(last)}"


def _whole(day: date) -> str:
    return date_format(day, pgettext("date format", "j F Y"))
