"""What workers do for listening."""

from celery import shared_task

from campaigns.listening import (
    accounts,
    forgetting,
    milestones,
    operations,
    polling,
    refresh,
    rereading,
    said,
    servers,
)
from candyplatform.base import work


@shared_task
def fetch_feed(*, work_id: int, lease: str) -> None:
    """Ask one feed."""
    work.run(
        work_id=work_id, lease=lease, operation=polling.fetch, lasting=polling.LASTING, policy=polling.POLICY
    )


@shared_task
def look_up_account(*, work_id: int, lease: str) -> None:
    """Find out who one company account is on its network."""
    work.run(
        work_id=work_id,
        lease=lease,
        operation=accounts.look_up,
        lasting=polling.LASTING,
        policy=polling.POLICY,
    )


@shared_task
def refresh_feed(*, work_id: int, lease: str) -> None:
    """Look again at one feed's posts."""
    work.run(
        work_id=work_id,
        lease=lease,
        operation=refresh.refresh,
        lasting=refresh.LASTING,
        policy=polling.POLICY,
    )


@shared_task
def listen_again(*, work_id: int, lease: str) -> None:
    """Listen again for one organization's campaigns."""
    work.run(work_id=work_id, lease=lease, operation=operations.listen_again)


@shared_task
def reread_feed(*, work_id: int, lease: str) -> None:
    """Read one feed's last hours a second time."""
    work.run(
        work_id=work_id,
        lease=lease,
        operation=rereading.reread,
        lasting=polling.LASTING,
        policy=polling.POLICY,
    )


@shared_task
def forget_author(*, work_id: int, lease: str) -> None:
    """Forget one author who asked for it."""
    work.run(work_id=work_id, lease=lease, operation=forgetting.forget, lasting=polling.LASTING)


@shared_task
def look_for_post(*, work_id: int, lease: str) -> None:
    """Find one post that somebody told of."""
    work.run(work_id=work_id, lease=lease, operation=said.look_for, lasting=said.LASTING, policy=said.POLICY)


@shared_task
def measure_server(*, work_id: int, lease: str) -> None:
    """Ask one server how long a post may be there."""
    work.run(work_id=work_id, lease=lease, operation=servers.measure, lasting=servers.LASTING)


@shared_task
def notice_milestone(*, work_id: int, lease: str) -> None:
    """Note how far one campaign's storm has come."""
    work.run(work_id=work_id, lease=lease, operation=milestones.notice_milestone)
