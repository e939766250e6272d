"""The Celery application of the scheduler process: it knows names and intervals of tasks, and loads none of them.

Without Django it takes half the memory: `celery -A candyplatform.scheduler beat`.
"""

from logging.config import dictConfig

import environ
from celery import Celery
from celery.signals import setup_logging

from candyplatform import logs
from candyplatform.broker import celery_url
from candyplatform.schedule import BEAT_SCHEDULE

_env = environ.Env()
app = Celery(
    "candyplatform",
    broker=celery_url(_env.str("REDIS_URL", default="redis://localhost:6379/0")),
    fixups=[],
)
app.conf.update(beat_schedule=BEAT_SCHEDULE, timezone="UTC", task_ignore_result=True)


@setup_logging.connect
def log_as_the_others_do(**options: object) -> None:
    """The same lines, by the same variables, as settings give the processes that load them."""
    debug = _env.bool("DEBUG", default=False)
    level = _env.str("LOG_LEVEL", default="WARNING" if debug else "INFO")
    dictConfig(logs.configure(as_json=not debug, level=level))
