"""The Celery application of the scheduler process: it knows names and intervals of tasks, and loads none of them.

Without Django it takes half the memory: `celery -A candyplatform.scheduler beat`.
"""

import environ
from celery import Celery

from candyplatform.broker import celery_url
from candyplatform.schedule import BEAT_SCHEDULE

app = Celery(
    "candyplatform",
    broker=celery_url(environ.Env().str("REDIS_URL", default="redis://localhost:6379/0")),
    fixups=[],
)
app.conf.update(beat_schedule=BEAT_SCHEDULE, timezone="UTC", task_ignore_result=True)
