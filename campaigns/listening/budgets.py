"""What each server lets us ask, shared by every worker: its budget, its `Retry-After`, and whether it answers at all.

Each question takes one from the server's row before it goes out, so that all workers together never ask more than the
server's own headers allow. A server that fails again and again is left alone, ever longer, and then asked once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from campaigns.models import Instance
from campaigns.networks import asking
from campaigns.networks.contract import Budget
from campaigns.networks.errors import Throttled, Unavailable
from candyplatform.base import clock
from candyplatform.base.http import AddressRefused, Door, DoorError, Response

# Left for what is under way elsewhere, and for others who share our address.
SPARE = 2
# After so many failures in a row a server is left alone, at first for so long, at most for so long.
PATIENCE = 5
FIRST_REST = timedelta(seconds=30)
LONGEST_REST = timedelta(minutes=10)
# How long the one question may take that finds out whether a server is well again.
TRYING = timedelta(seconds=30)
# Until a server tells when its new window ends.
USUAL_WINDOW = timedelta(minutes=5)
# Servers that tell how many seconds are left name a slightly different end each time.
_SAME_WINDOW = timedelta(seconds=2)
_TOO_MANY = 429
_SERVER_ERROR = 500


class Resting(Unavailable):
    """The server has failed too often and is left alone for a while."""

    def __init__(self, origin: str, seconds: float) -> None:
        super().__init__(f"{origin} is left alone for {seconds:.0f} s.")
        self.retry_after = seconds


@dataclass(frozen=True, slots=True)
class SharedDoor(Door):
    """The HTTP door for servers that are asked again and again. Raises `Throttled` and `Resting` instead of asking."""

    def request(self, method: str, url: str, **options: Any) -> Response:
        """As `Door.request`, when the server has room for it."""
        origin = origin_of(url)
        take(origin, now=clock.now())
        try:
            response = Door.request(self, method, url, **options)
        except AddressRefused:
            raise
        except DoorError:
            failed(origin, now=clock.now())
            raise
        answered(origin, response, now=clock.now())
        return response


def origin_of(url: str) -> str:
    """Scheme, host and port of an address: what a budget is of."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"[:200]


# The condition and the taking are one statement: two workers cannot take the last question both. A new window begins full.
_TAKE = """
    UPDATE campaigns_instance SET
        budget_left = CASE WHEN budget_resets_at <= %(now)s THEN budget_limit ELSE budget_left END - 1,
        budget_resets_at = CASE WHEN budget_resets_at <= %(now)s THEN %(window)s ELSE budget_resets_at END,
        rests_until = CASE WHEN rests_until IS NULL THEN NULL ELSE %(trying)s END
    WHERE origin = %(origin)s AND (asks_again_at IS NULL OR asks_again_at <= %(now)s)
        AND (rests_until IS NULL OR rests_until <= %(now)s)
        AND (budget_left IS NULL OR budget_left > %(spare)s OR budget_resets_at <= %(now)s)
    RETURNING id
"""


def take(origin: str, *, now: datetime) -> None:
    """Take one question from the server's budget. Raises `Throttled` or `Resting` when it has no room for one."""
    parameters: dict[str, Any] = {"origin": origin, "now": now, "trying": now + TRYING, "spare": SPARE}
    parameters["window"] = now + USUAL_WINDOW
    if _taken(parameters):
        return
    server, is_new = Instance.objects.get_or_create(origin=origin)
    # Somebody else may have asked it for the first time just now: then it was not there to take from, and is.
    if not is_new and not _taken(parameters):
        _refuse(server, now)


def _taken(parameters: dict[str, Any]) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_TAKE, parameters)
        return cursor.fetchone() is not None


def _refuse(server: Instance, now: datetime) -> None:
    if server.rests_until and server.rests_until > now:
        raise Resting(server.origin, (server.rests_until - now).total_seconds())
    waits = [moment for moment in (server.asks_again_at, server.budget_resets_at) if moment and moment > now]
    if waits or server.budget_left is not None:
        seconds = (max(waits) - now).total_seconds() if waits else asking.RETRY_AFTER_UNKNOWN
        raise Throttled(f"{server.origin} has been asked enough for now.", retry_after=seconds)


def answered(origin: str, response: Response, *, now: datetime) -> None:
    """Remember what an answer says of the server: that it is well, how much is left, and how long to wait."""
    if response.status >= _SERVER_ERROR:
        failed(origin, now=now)
        return
    changes: dict[str, Any] = {"failures": 0, "rests_until": None, "answered_at": now}
    if response.status == _TOO_MANY:
        wait = timedelta(seconds=asking.retry_after(response.headers, now))
        changes["asks_again_at"] = Greatest(F("asks_again_at"), now + wait)
    budget = asking.budget(response.headers)
    Instance.objects.filter(origin=origin).update(**changes)
    if budget and (budget.resets_at is None or budget.resets_at > now):
        _note_budget(origin, budget, now + USUAL_WINDOW)


def _note_budget(origin: str, budget: Budget, usual_end: datetime) -> None:
    """Within one window the lower number counts: answers overtake each other, and questions are under way."""
    ends = budget.resets_at or usual_end
    window = (ends - _SAME_WINDOW, ends + _SAME_WINDOW)
    server = Instance.objects.filter(origin=origin)
    same = Q(budget_limit=budget.limit) & (
        Q(budget_resets_at__range=window) if budget.resets_at else Q(budget_resets_at__isnull=False)
    )
    if not server.filter(same).update(budget_left=Least(F("budget_left"), budget.remaining)):
        server.update(budget_limit=budget.limit, budget_left=budget.remaining, budget_resets_at=ends)


def failed(origin: str, *, now: datetime) -> None:
    """The server did not answer, or said that it cannot. After `PATIENCE` times in a row it is left alone."""
    with transaction.atomic():
        Instance.objects.filter(origin=origin).update(failures=F("failures") + 1)
        failures = Instance.objects.filter(origin=origin).values_list("failures", flat=True).first() or 0
        if failures >= PATIENCE:
            speed: float = settings.REHEARSAL_SPEED
            rest = min(FIRST_REST * 2 ** min(failures - PATIENCE, 10), LONGEST_REST) / speed
            Instance.objects.filter(origin=origin).update(rests_until=now + rest)
