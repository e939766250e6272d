"""What workers do for digests."""

from celery import shared_task

from campaigns.digests import composing, planning
from candyplatform.base import work


@shared_task
def plan_digests(*, work_id: int, lease: str) -> None:
    """Plan one membership's digests of today."""
    work.run(work_id=work_id, lease=lease, operation=planning.plan)


@shared_task
def compose_digest(*, work_id: int, lease: str) -> None:
    """Compose one planned digest and queue it as a mail."""
    work.run(work_id=work_id, lease=lease, operation=composing.compose)
