"""What workers do for authoring."""

from celery import shared_task

from campaigns.authoring import hashtag_use
from campaigns.authoring.in_step import looking
from campaigns.authoring.picture import fetching
from candyplatform.base import work


@shared_task
def weigh_hashtag(*, work_id: int, lease: str) -> None:
    """Find out how often one hashtag is used."""
    work.run(work_id=work_id, lease=lease, operation=hashtag_use.weigh, lasting=hashtag_use.LASTING)


@shared_task
def look_at_event(*, work_id: int, lease: str) -> None:
    """Compare one campaign with the page that its event was read from."""
    work.run(work_id=work_id, lease=lease, operation=looking.look, lasting=looking.LASTING)


@shared_task
def fetch_picture(*, work_id: int, lease: str) -> None:
    """Get the picture that is asked for of one campaign."""
    work.run(work_id=work_id, lease=lease, operation=fetching.fetch, lasting=fetching.LASTING)
