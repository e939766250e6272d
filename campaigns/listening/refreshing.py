"""When a post's engagement is asked for again: often while it is fresh, then ever more rarely."""

from datetime import datetime, timedelta

from django.conf import settings

# After the post, not after the last look.
SCHEDULE = (
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(days=1),
    timedelta(days=3),
)


def _after(step: int) -> timedelta:
    speed: float = settings.REHEARSAL_SPEED
    return SCHEDULE[step] / speed


def first_due(posted_at: datetime) -> datetime:
    """When a new post is looked at again."""
    return posted_at + _after(0)


def next_due(posted_at: datetime, *, step: int, now: datetime) -> tuple[int, datetime | None]:
    """The step after `step` that is not in the past, and when it is due; None when the post is left alone.

    Steps that were missed while nobody listened are skipped: one look serves for all of them.
    """
    for later in range(step + 1, len(SCHEDULE)):
        due = posted_at + _after(later)
        if due > now:
            return later, due
    return len(SCHEDULE), None
