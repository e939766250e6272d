"""The Celery application: carries ids from sweeps to workers, and nothing that must not be lost."""

import os

from celery import Celery
from celery.signals import setup_logging
from django_structlog.celery.steps import DjangoStructLogInitStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candyplatform.settings")

app = Celery("candyplatform")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.steps["worker"].add(DjangoStructLogInitStep)  # a task's log lines carry its id
app.autodiscover_tasks(
    [
        "candyplatform.base",
        "accounts",
        "accounts.idempotency",
        "accounts.members",
        "accounts.leaving",
        "campaigns.listening",
        "campaigns.transitions",
        "campaigns.answers",
        "campaigns.moderation",
        "campaigns.authoring",
        "campaigns.digests",
        "campaigns.pages",
        "campaigns.gathering",
        "campaigns.retention",
        "campaigns.webhooks",
        "api.webhooks",
    ]
)


@setup_logging.connect
def leave_logging_alone(**options: object) -> None:
    """Django has set it up from settings; Celery does it its own way only where nobody listens here."""
