"""Eight o'clock in the reader's own time zone: pure functions of a moment and a zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

HOUR = time(8)


def zone_of(name: str) -> ZoneInfo:
    """The time zone of that IANA name; UTC when there is none (any more): a digest at an odd hour beats no digest."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def morning_of(day: date, zone: ZoneInfo) -> datetime:
    """The moment (UTC) at which the day's digest is due."""
    return datetime.combine(day, HOUR, tzinfo=zone).astimezone(UTC)


def todays_morning(now: datetime, zone: ZoneInfo) -> datetime | None:
    """When today's digest was due; None while that is still to come. A morning missed yesterday stays missed."""
    morning = morning_of(now.astimezone(zone).date(), zone)
    return morning if morning <= now else None


def next_morning(now: datetime, zone: ZoneInfo) -> datetime:
    """The first morning after `now`."""
    today = now.astimezone(zone).date()
    mornings = (morning_of(today + timedelta(days=days), zone) for days in (0, 1, 2))
    return next(morning for morning in mornings if morning > now)
