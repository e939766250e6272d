"""What workers do for transitions."""

from celery import shared_task

from campaigns.transitions import calendar
from candyplatform.base import work


@shared_task
def start_campaign(*, work_id: int, lease: str) -> None:
    """Start one scheduled campaign."""
    work.run(work_id=work_id, lease=lease, operation=calendar.start_due)
