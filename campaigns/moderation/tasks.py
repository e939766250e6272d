"""What workers do for kindness, and about what was reported."""

from celery import shared_task

from campaigns.moderation import operations, reports
from candyplatform.base import work


@shared_task
def assess_posts(*, work_id: int, lease: str) -> None:
    """Check a campaign's new posts."""
    work.run(work_id=work_id, lease=lease, operation=operations.assess_posts, lasting=operations.ASSESSING)


@shared_task
def forget_report(*, work_id: int, lease: str) -> None:
    """Delete one report whose time is over."""
    work.run(work_id=work_id, lease=lease, operation=reports.forget)
