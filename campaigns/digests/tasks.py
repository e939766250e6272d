"""What workers do to tell organizers what happened."""

from celery import shared_task

from campaigns.digests import composing, decisions, planning
from candyplatform.base import work


@shared_task
def plan_digests(*, work_id: int, lease: str) -> None:
    """Plan one membership's digests of today."""
    work.run(work_id=work_id, lease=lease, operation=planning.plan)


@shared_task
def compose_digest(*, work_id: int, lease: str) -> None:
    """Compose one planned digest and queue it as a mail."""
    work.run(work_id=work_id, lease=lease, operation=composing.compose)


@shared_task
def tell_decision(*, work_id: int, lease: str) -> None:
    """Mail one decision of staff to everybody who may edit the campaign."""
    work.run(work_id=work_id, lease=lease, operation=decisions.tell)
