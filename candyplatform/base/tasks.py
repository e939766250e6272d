"""The sweep: leases what is due and hands each piece to a worker."""

import logging

from celery import current_app, shared_task
from django.conf import settings

from candyplatform.base import clock, work

log = logging.getLogger(__name__)


@shared_task
def sweep() -> None:
    """Lease due work and publish one task for each; what cannot be published comes back when its lease runs out."""
    for leased in work.lease_due(now=clock.now()):
        task = settings.WORK_KINDS.get(leased.kind)
        if task is None:  # another release's, while both run
            log.error("No task does work of the kind %s; row %s waits for one.", leased.kind, leased.id)
            continue
        current_app.send_task(task, kwargs={"work_id": leased.id, "lease": str(leased.lease)})
