"""Eight o'clock everywhere."""

from datetime import UTC, datetime

import pytest

from campaigns.digests.mornings import next_morning, todays_morning, zone_of

TABLE = [
    # zone, now, next morning (UTC)
    ("Europe/Berlin", "2026-01-10 06:59", "2026-01-10 07:00"),
    ("Europe/Berlin", "2026-01-10 07:00", "2026-01-11 07:00"),
    # Spring forward on 29 March 2026, fall back on 25 October: the clock says eight either way.
    ("Europe/Berlin", "2026-03-28 07:00", "2026-03-29 06:00"),
    ("Europe/Berlin", "2026-03-29 00:59", "2026-03-29 06:00"),
    ("Europe/Berlin", "2026-03-29 06:00", "2026-03-30 06:00"),
    ("Europe/Berlin", "2026-10-24 06:00", "2026-10-25 07:00"),
    ("Europe/Berlin", "2026-10-25 00:30", "2026-10-25 07:00"),
    ("Europe/Berlin", "2026-10-25 06:30", "2026-10-25 07:00"),
    ("Europe/Berlin", "2026-10-25 07:00", "2026-10-26 07:00"),
    ("Asia/Kathmandu", "2026-06-01 02:14", "2026-06-01 02:15"),
    ("Asia/Kathmandu", "2026-06-01 02:15", "2026-06-02 02:15"),
    ("Pacific/Honolulu", "2026-06-01 17:59", "2026-06-01 18:00"),
    ("Pacific/Honolulu", "2026-06-01 18:00", "2026-06-02 18:00"),
    ("Pacific/Kiritimati", "2026-06-01 17:59", "2026-06-01 18:00"),
]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(("zone", "now", "expected"), TABLE)
def test_next_morning_is_eight_on_the_readers_clock(zone: str, now: str, expected: str) -> None:
    found = next_morning(utc(now), zone_of(zone))

    assert found == utc(expected)
    assert found.astimezone(zone_of(zone)).strftime("%H:%M") == "08:00"


@pytest.mark.parametrize(
    ("zone", "now", "expected"),
    [
        ("Europe/Berlin", "2026-10-25 06:59", None),
        ("Europe/Berlin", "2026-10-25 07:00", "2026-10-25 07:00"),
        ("Europe/Berlin", "2026-10-25 22:59", "2026-10-25 07:00"),
        ("Europe/Berlin", "2026-10-25 23:00", None),
        ("Pacific/Honolulu", "2026-06-02 09:59", "2026-06-01 18:00"),
        ("Pacific/Honolulu", "2026-06-02 10:00", None),
    ],
)
def test_todays_morning_is_the_readers_day(zone: str, now: str, expected: str | None) -> None:
    assert todays_morning(utc(now), zone_of(zone)) == (utc(expected) if expected else None)


def test_zone_of_an_unknown_name_is_utc() -> None:
    assert [zone_of(name).key for name in ("Mars/Olympus", "", "../etc/passwd")] == ["UTC", "UTC", "UTC"]
