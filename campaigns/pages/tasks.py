"""What workers do for the public pages."""

from celery import shared_task

from campaigns.pages import renewing
from candyplatform.base import work


@shared_task
def renew_page(*, work_id: int, lease: str) -> None:
    """Have one campaign's pages made anew."""
    work.run(work_id=work_id, lease=lease, operation=renewing.renew_campaign)


@shared_task
def renew_pages(*, work_id: int, lease: str) -> None:
    """Have all pages of one organization made anew."""
    work.run(work_id=work_id, lease=lease, operation=renewing.renew_organization)
