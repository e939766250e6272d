"""What workers do for answers."""

from celery import shared_task

from campaigns.answers import operations
from candyplatform.base import work


@shared_task
def notice_answers(*, work_id: int, lease: str) -> None:
    """Look for the company's answers among a campaign's posts."""
    work.run(work_id=work_id, lease=lease, operation=operations.notice)
