"""Numbers, days and lists as people read them, in the running language."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def number(value: int) -> str:
    """1204 -> "1,204", in German "1.204"."""
    return number_format(value, force_grouping=True)


def names(listed: Sequence[str]) -> str:
    """["Mastodon", "Bluesky"] -> "Mastodon and Bluesky"."""
    return get_text_list(list(listed), _("and"))


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


def place_of_zone(time_zone: str) -> str:
    """The place whose clock a time zone is: "Europe/Berlin" -> "Berlin"."""
    return time_zone.rpartition("/")[2].replace("_", " ")
