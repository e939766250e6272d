"""What workers do to have webhooks told of things."""

from celery import shared_task

from api.webhooks import showing
from candyplatform.base import work


@shared_task
def follow_entry(*, work_id: int, lease: str) -> None:
    """Write the messages of one entry of the journal."""
    work.run(work_id=work_id, lease=lease, operation=showing.follow)


@shared_task
def tell_hour(*, work_id: int, lease: str) -> None:
    """Write the messages of one campaign's last hour."""
    work.run(work_id=work_id, lease=lease, operation=showing.tell_hour)
