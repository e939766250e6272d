"""What servers let us ask, shared by all workers: never more, and left alone when they fail."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction
from pytest_django.fixtures import Settings

from campaigns.listening.budgets import (
    FIRST_REST,
    PATIENCE,
    SPARE,
    Resting,
    SharedDoor,
    answered,
    failed,
    take,
)
from campaigns.models import Instance
from campaigns.networks.errors import Throttled, Unavailable
from candyplatform.base.http import DoorError, Response
from tests.base.loopback import Loopback, whole
from tests.factories import NOW
from tests.support.ports import free_port

pytestmark = pytest.mark.django_db
ORIGIN = "https://mastodon.example"


def says(status: int = 200, **headers: str) -> Response:
    return Response(status, {name.replace("_", "-"): text for name, text in headers.items()}, b"", ORIGIN)


def with_budget(remaining: int, resets_at: datetime, limit: int = 300) -> Response:
    told = resets_at.isoformat().replace("+00:00", "Z")
    return says(x_ratelimit_limit=str(limit), x_ratelimit_remaining=str(remaining), x_ratelimit_reset=told)


def left() -> int | None:
    return Instance.objects.get(origin=ORIGIN).budget_left


def test_take_asks_a_server_that_told_nothing() -> None:
    take(ORIGIN, now=NOW)
    take(ORIGIN, now=NOW)
    assert left() is None


def test_take_stops_before_the_budget_is_exceeded() -> None:
    take(ORIGIN, now=NOW)
    answered(ORIGIN, with_budget(SPARE + 2, NOW + timedelta(minutes=4)), now=NOW)
    take(ORIGIN, now=NOW)
    take(ORIGIN, now=NOW)
    with pytest.raises(Throttled) as refused:
        take(ORIGIN, now=NOW + timedelta(minutes=1))
    assert refused.value.retry_after == 180


def test_take_begins_a_new_window_with_a_full_budget() -> None:
    take(ORIGIN, now=NOW)
    answered(ORIGIN, with_budget(0, NOW + timedelta(minutes=1), limit=10), now=NOW)
    take(ORIGIN, now=NOW + timedelta(minutes=1))
    assert left() == 9


def test_answers_that_overtake_each_other_leave_the_lower_number() -> None:
    take(ORIGIN, now=NOW)
    ends = NOW + timedelta(minutes=4)
    answered(ORIGIN, with_budget(100, ends), now=NOW)
    answered(ORIGIN, with_budget(140, ends), now=NOW)
    assert left() == 100
    answered(ORIGIN, with_budget(290, NOW - timedelta(minutes=1)), now=NOW)
    assert left() == 100
    answered(ORIGIN, with_budget(290, ends + timedelta(minutes=5)), now=NOW)
    assert left() == 290


def test_retry_after_is_obeyed_by_everybody() -> None:
    take(ORIGIN, now=NOW)
    answered(ORIGIN, says(429, retry_after="60"), now=NOW)
    with pytest.raises(Throttled):
        take(ORIGIN, now=NOW + timedelta(seconds=59))
    take(ORIGIN, now=NOW + timedelta(seconds=60))


def test_server_that_fails_again_and_again_is_left_alone_and_then_asked_once() -> None:
    take(ORIGIN, now=NOW)
    for _ in range(PATIENCE):
        failed(ORIGIN, now=NOW)
    with pytest.raises(Resting) as resting:
        take(ORIGIN, now=NOW)
    assert resting.value.retry_after == FIRST_REST.total_seconds()
    later = NOW + FIRST_REST
    take(ORIGIN, now=later)
    with pytest.raises(Resting):
        take(ORIGIN, now=later)
    failed(ORIGIN, now=later)
    assert Instance.objects.get().rests_until == later + 2 * FIRST_REST
    take(ORIGIN, now=later + 2 * FIRST_REST)
    answered(ORIGIN, says(), now=later)
    take(ORIGIN, now=later)
    assert Instance.objects.get().failures == 0


def test_rest_is_shorter_in_a_rehearsal(settings: Settings) -> None:
    settings.REHEARSAL_SPEED = 30.0
    take(ORIGIN, now=NOW)
    for _ in range(PATIENCE):
        answered(ORIGIN, says(503), now=NOW)
    assert Instance.objects.get().rests_until == NOW + timedelta(seconds=1)


@pytest.mark.django_db(transaction=True)
def test_take_finds_the_server_that_somebody_else_was_the_first_to_ask() -> None:
    refused: list[BaseException] = []

    def second() -> None:
        try:
            take(ORIGIN, now=NOW)
        except Throttled as error:
            refused.append(error)
        connection.close()

    thread = Thread(target=second)
    with transaction.atomic():
        Instance.objects.create(
            origin=ORIGIN, budget_limit=300, budget_left=299, budget_resets_at=NOW + timedelta(minutes=5)
        )
        thread.start()
        while not somebody_waits():
            time.sleep(0.01)
    thread.join()
    assert refused == []
    assert left() == 298


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND datname = current_database()"
        )
        return bool(cursor.fetchone()[0])


class Counting:
    """A server on loopback with a budget of its own, which it tells as Mastodon does."""

    def __init__(self, limit: int) -> None:
        self.limit, self.asked = limit, 0
        self.resets_at = datetime.now(UTC) + timedelta(minutes=5)
        self.server = Loopback(self._answer)

    def _answer(self, request: bytes, connection: Any) -> None:
        self.asked += 1
        remaining = max(0, self.limit - self.asked)
        told = {
            "X_RateLimit_Limit": str(self.limit),
            "X_RateLimit_Remaining": str(remaining),
            "X_RateLimit_Reset": self.resets_at.isoformat(),
        }
        connection.sendall(whole(json.dumps([]).encode(), **told))


@pytest.fixture
def counting() -> Iterator[Callable[[int], Counting]]:
    made: list[Counting] = []

    def make(limit: int) -> Counting:
        made.append(Counting(limit))
        return made[-1]

    yield make
    for each in made:
        each.server.close()


@pytest.mark.django_db(transaction=True)
def test_workers_together_never_ask_more_than_the_server_allows(counting: Callable[[int], Counting]) -> None:
    server = counting(20)
    door = SharedDoor(server.server.allowed)
    refused: list[float] = []

    def worker() -> None:
        for _ in range(10):
            try:
                door.request("GET", server.server.url())
            except Throttled as error:
                refused.append(error.retry_after)
        connection.close()

    door.request("GET", server.server.url())
    threads = [Thread(target=worker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert server.asked == 20 - SPARE
    assert len(refused) == 41 - server.asked


def test_door_stops_knocking_where_nobody_answers() -> None:
    port = free_port()
    door = SharedDoor(frozenset({("127.0.0.1", port)}))
    rested = []
    for _ in range(PATIENCE + 2):
        with pytest.raises((DoorError, Unavailable)) as error:
            door.request("GET", f"http://127.0.0.1:{port}/x?y=1")
        rested.append(error.type is Resting)
    assert rested == [False] * PATIENCE + [True, True]
    assert Instance.objects.get().origin == f"http://127.0.0.1:{port}"
