"""What Celery beat starts, and how often (seconds). Each entry expires with its turn: a late sweep is a useless one."""

from typing import Any


def _every(seconds: float, task: str, **kwargs: Any) -> dict[str, Any]:
    return {"task": task, "schedule": seconds, "kwargs": kwargs, "options": {"expires": max(seconds, 2)}}


BEAT_SCHEDULE = {
    "sweep-due-work": _every(1.0, "candyplatform.base.tasks.sweep"),
}
