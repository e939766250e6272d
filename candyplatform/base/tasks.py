"""The sweep: leases what is due and hands each piece to a worker."""

import logging

from celery import current_app, shared_task
from django.conf import settings
from django.db import OperationalError

from candyplatform.base import clock, work

log = logging.getLogger(__name__)


@shared_task
def sweep() -> None:
    """Lease due work and publish one task for each; what cannot be published comes back when its lease runs out."""
    try:
        due = work.lease_due(now=clock.now())
    except OperationalError as error:
        log.warning("The database is away (%s); the next sweep tries again.", error)
        return
    for leased in due:
        task = settings.WORK_KINDS.get(leased.kind)
        if task is None:  # another release's, while both run
            log.error("No task does work of the kind %s; row %s waits for one.", leased.kind, leased.id)
            continue
        current_app.send_task(task, kwargs={"work_id": leased.id, "lease": str(leased.lease)})
