"""Messages go after 30 days, with what came back."""

from datetime import datetime, timedelta

from accounts.scope import organization_scope
from campaigns.models import WebhookDelivery, WebhookEndpoint
from candyplatform.base import clock, work

TIDY, TIDYING = "webhooks.tidy", timedelta(days=1)
KEPT = timedelta(days=30)


def tidy(job: work.Job) -> datetime | None:
    """Due work `webhooks.tidy`: delete an organization's messages older than `KEPT`. Due each day while it has webhooks."""
    now = clock.now()
    with organization_scope(job.organization):
        WebhookDelivery.objects.filter(created_at__lt=now - KEPT).delete()
        return now + TIDYING if WebhookEndpoint.objects.exists() else None
