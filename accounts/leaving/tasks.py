"""What workers do for those who leave, or take something along."""

from celery import shared_task

from accounts.leaving import archives, building, organizations, people, sessions
from accounts.leaving.erasing import LASTING
from candyplatform.base import work


@shared_task
def build_archive(*, work_id: int, lease: str) -> None:
    """Make one archive, however long it takes: it holds on to its lease."""
    work.run(work_id=work_id, lease=lease, operation=building.build, lasting=building.LASTING)


@shared_task
def expire_archives(*, work_id: int, lease: str) -> None:
    """Throw away one organization's or person's old archives."""
    work.run(work_id=work_id, lease=lease, operation=archives.expire)


@shared_task
def erase_person(*, work_id: int, lease: str) -> None:
    """Erase one person whose grace is over."""
    work.run(work_id=work_id, lease=lease, operation=people.erase, lasting=people.LASTING)


@shared_task
def remind_person(*, work_id: int, lease: str) -> None:
    """Tell one person that their last days have come."""
    work.run(work_id=work_id, lease=lease, operation=people.remind)


@shared_task
def erase_organization(*, work_id: int, lease: str) -> None:
    """Erase some of an organization whose grace is over."""
    work.run(work_id=work_id, lease=lease, operation=organizations.erase, lasting=LASTING)


@shared_task
def remind_organization(*, work_id: int, lease: str) -> None:
    """Tell an organization's owners that its last days have come."""
    work.run(work_id=work_id, lease=lease, operation=organizations.remind)


@shared_task
def tidy_sessions(*, work_id: int, lease: str) -> None:
    """Throw away sessions that ran out, once a day."""
    work.run(work_id=work_id, lease=lease, operation=sessions.tidy)
