"""What workers do for supporters."""

from celery import shared_task

from campaigns.gathering import forgetting, sending
from candyplatform.base import work


@shared_task
def send_reminders(*, work_id: int, lease: str) -> None:
    """Remind the supporters of one wave."""
    work.run(work_id=work_id, lease=lease, operation=sending.send_reminders, lasting=sending.LASTING)


@shared_task
def tell_thanks(*, work_id: int, lease: str) -> None:
    """Tell the supporters of one campaign that the company answered."""
    work.run(work_id=work_id, lease=lease, operation=sending.tell_thanks, lasting=sending.LASTING)


@shared_task
def forget_supporters(*, work_id: int, lease: str) -> None:
    """Delete addresses of one campaign whose time is over."""
    work.run(work_id=work_id, lease=lease, operation=forgetting.forget_supporters)
