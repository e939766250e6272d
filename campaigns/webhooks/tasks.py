"""What workers do for webhooks; following the journal is `api.webhooks.tasks`, as full messages look as the API does."""

from celery import shared_task

from campaigns.webhooks import delivering, tidying
from candyplatform.base import work


@shared_task
def deliver(*, work_id: int, lease: str) -> None:
    """Send the messages of one lane."""
    work.run(work_id=work_id, lease=lease, operation=delivering.deliver, lasting=delivering.LASTING)


@shared_task
def tidy(*, work_id: int, lease: str) -> None:
    """Delete one organization's old messages."""
    work.run(work_id=work_id, lease=lease, operation=tidying.tidy)
