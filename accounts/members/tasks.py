"""What workers do about invitations."""

from celery import shared_task

from accounts.members import invitations
from candyplatform.base import work


@shared_task
def forget_invitation(*, work_id: int, lease: str) -> None:
    """Throw away an invitation that expired long ago."""
    work.run(work_id=work_id, lease=lease, operation=invitations.forget)
