"""The sweep: leases what is due and hands each piece to a worker."""

from celery import current_app, shared_task
from django.conf import settings

from candyplatform.base import clock, work


@shared_task
def sweep() -> None:
    """Lease due work and publish one task for each; what cannot be published comes back when its lease runs out."""
    for leased in work.lease_due(now=clock.now()):
        current_app.send_task(
            settings.WORK_KINDS[leased.kind], kwargs={"work_id": leased.id, "lease": str(leased.lease)}
        )
