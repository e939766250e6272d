"""What workers do for kindness."""

from celery import shared_task

from campaigns.moderation import operations
from candyplatform.base import work


@shared_task
def assess_posts(*, work_id: int, lease: str) -> None:
    """Check a campaign's new posts."""
    work.run(work_id=work_id, lease=lease, operation=operations.assess_posts, lasting=operations.ASSESSING)
