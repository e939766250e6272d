"""What workers do for accounts."""

from celery import shared_task

from accounts import journal, mail
from candyplatform.base import work


@shared_task
def send_mail(*, work_id: int, lease: str) -> None:
    """Send one queued e-mail."""
    work.run(work_id=work_id, lease=lease, operation=mail.send, lasting=mail.SENDING, policy=mail.PATIENCE)


@shared_task
def tidy_mails(*, work_id: int, lease: str) -> None:
    """Throw old mails away, once a day."""
    work.run(work_id=work_id, lease=lease, operation=mail.tidy)


@shared_task
def tidy_journal(*, work_id: int, lease: str) -> None:
    """Forget from where old entries of the journal came, once a day."""
    work.run(work_id=work_id, lease=lease, operation=journal.tidy)
