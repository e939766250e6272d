"""What workers do for retention."""

from celery import shared_task

from campaigns.retention import operations
from candyplatform.base import work


@shared_task
def erase_posts(*, work_id: int, lease: str) -> None:
    """Erase some of a closed campaign's posts."""
    work.run(work_id=work_id, lease=lease, operation=operations.erase_posts, lasting=operations.LASTING)
