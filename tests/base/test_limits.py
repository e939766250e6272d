"""Limits: exact under concurrency, and still there when Valkey is not."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
import time_machine
from pytest_django.fixtures import Settings
from redis import Redis

from candyplatform.base import limits
from candyplatform.base.limits import Question
from tests.support.own_limits import own_limits

AWAY, AWAY_TOO = "redis://127.0.0.1:1/0", "redis://127.0.0.1:1/1"


@pytest.fixture(autouse=True)
def own(settings: Settings, worker_id: str) -> Iterator[None]:
    with own_limits(settings, worker_id, {"a": "7/minute", "b": "2/second", "c": "1/hour", "d": "2/minute"}):
        yield


def test_hit_allows_exactly_as_many_and_says_when_the_next_one_is() -> None:
    who = uuid4().hex
    verdicts = [limits.hit("a", who) for _ in range(9)]
    assert [verdict.allowed for verdict in verdicts] == [True] * 7 + [False] * 2
    assert [verdict.remaining for verdict in verdicts] == [6, 5, 4, 3, 2, 1, 0, 0, 0]
    assert {verdict.limit for verdict in verdicts} == {7}
    assert {verdict.window for verdict in verdicts} == {60}
    assert all(55 <= verdict.wait <= 60 for verdict in verdicts)


def test_hit_counts_each_subject_and_each_limit_by_itself() -> None:
    who = uuid4().hex
    assert [limits.hit("c", who).allowed, limits.hit("c", who).allowed] == [True, False]
    assert limits.hit("c", f"not {who}").allowed
    assert limits.hit("a", who).allowed


def test_look_does_not_count() -> None:
    who = uuid4().hex
    assert [limits.look("c", who).allowed for _ in range(3)] == [True] * 3
    limits.hit("c", who)
    assert not limits.look("c", who).allowed


@pytest.mark.parametrize("url", ["", AWAY_TOO])
def test_ask_counts_until_one_refuses(settings: Settings, url: str) -> None:
    settings.REDIS_URL = url or settings.REDIS_URL
    who = uuid4().hex
    asked = [Question("a", who), Question("c", who), Question("b", who)]
    first, second = limits.ask(*asked), limits.ask(*asked)
    assert [(verdict.allowed, verdict.limit, verdict.remaining) for verdict in first] == [
        (True, 7, 6),
        (True, 1, 0),
        (True, 2, 1),
    ]
    assert [(verdict.allowed, verdict.limit, verdict.remaining) for verdict in second] == [
        (True, 7, 5),
        (False, 1, 0),
    ]
    assert (limits.look("a", who).remaining, limits.look("b", who).remaining) == (5, 1)


@pytest.mark.parametrize("url", ["", AWAY_TOO])
def test_ask_may_look_at_one_and_count_another(settings: Settings, url: str) -> None:
    settings.REDIS_URL = url or settings.REDIS_URL
    who = uuid4().hex
    for _ in range(2):
        counted, looked = limits.ask(Question("a", who), Question("c", who, counts=False))
    assert (counted.remaining, looked.remaining, looked.allowed) == (5, 1, True)


def test_hit_is_given_back_when_it_leaves_the_window() -> None:
    who = uuid4().hex
    with time_machine.travel(1_000_000.0, tick=False) as clock:
        said = []
        for seconds in (0, 20, 40):
            clock.move_to(1_000_000.0 + seconds)
            said.append(limits.hit("d", who))
        clock.move_to(1_000_060.5)
        said += [limits.hit("d", who), limits.hit("d", who)]
    assert [(verdict.allowed, verdict.remaining, verdict.wait) for verdict in said] == [
        (True, 1, 60),
        (True, 0, 40),
        (False, 0, 20),
        (True, 0, 20),
        (False, 0, 20),
    ]


def test_hit_is_exact_when_fifty_threads_ask_at_once() -> None:
    who = uuid4().hex
    with ThreadPoolExecutor(50) as pool:
        verdicts = list(pool.map(lambda _: limits.hit("a", who), range(200)))
    assert sum(verdict.allowed for verdict in verdicts) == 7


def test_hit_keeps_no_subject_readable(settings: Settings) -> None:
    limits.hit("a", "anna@example.org")
    with Redis.from_url(settings.REDIS_URL) as valkey:
        keys = valkey.keys("*")
    assert len(keys) == 1
    assert b"anna" not in keys[0]


def test_hit_counts_alone_while_valkey_is_away_and_says_so_once(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.REDIS_URL = AWAY
    with caplog.at_level(logging.WARNING, logger="candyplatform.base.limits"):
        assert [limits.hit("b", "x").allowed for _ in range(3)] == [True, True, False]
    assert len(caplog.records) == 1
