"""Whether this process can do its work: its database and its broker answer."""

import logging
from collections.abc import Callable
from typing import Any

import psycopg
import redis
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

log = logging.getLogger(__name__)
PATIENCE_SECONDS = 2


def _ask_database() -> None:
    # A connection of its own: the pool would make a probe wait behind the requests, and longer than a probe may take.
    parameters: dict[str, Any] = connection.get_connection_params()
    with psycopg.connect(**{**parameters, "connect_timeout": PATIENCE_SECONDS}) as probe:
        probe.execute("SELECT 1")


def _ask_broker() -> None:
    with redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=PATIENCE_SECONDS, socket_connect_timeout=PATIENCE_SECONDS
    ) as broker:
        broker.ping()


def _answers(name: str, ask: Callable[[], None]) -> bool:
    try:
        ask()
    except (psycopg.Error, redis.RedisError, OSError) as error:
        log.warning("%s does not answer: %s", name, error)
        return False
    return True


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when database and broker answer, 503 when one does not; which one stands in the JSON, why in the log."""
    found = {
        "database": _answers("The database", _ask_database),
        "broker": _answers("The broker", _ask_broker),
    }
    is_well = all(found.values())
    status = {name: "ok" if answers else "unreachable" for name, answers in found.items()}
    response = JsonResponse(
        {"status": "ok" if is_well else "unreachable", **status}, status=200 if is_well else 503
    )
    response.headers["Cache-Control"] = "no-store"
    return response
