"""The Celery application: carries ids from sweeps to workers, and nothing that must not be lost."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candyplatform.settings")

app = Celery("candyplatform")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    [
        "candyplatform.base",
        "accounts",
        "campaigns.listening",
        "campaigns.transitions",
        "campaigns.answers",
        "campaigns.moderation",
        "campaigns.digests",
    ]
)
