"""What workers do about idempotency keys."""

from celery import shared_task

from accounts.idempotency import operations
from candyplatform.base import work


@shared_task
def forget_answer(*, work_id: int, lease: str) -> None:
    """Throw away an answer that was kept for a day."""
    work.run(work_id=work_id, lease=lease, operation=operations.forget)
