"""Limits: exact under concurrency, and still there when Valkey is not."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from pytest_django.fixtures import Settings

from candyplatform.base import limits
from tests.support.own_limits import own_limits


@pytest.fixture(autouse=True)
def own(settings: Settings, worker_id: str) -> Iterator[None]:
    with own_limits(settings, worker_id, {"a": "7/minute", "b": "2/second", "c": "1/hour"}):
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


def test_hit_is_exact_when_fifty_threads_ask_at_once() -> None:
    who = uuid4().hex
    with ThreadPoolExecutor(50) as pool:
        verdicts = list(pool.map(lambda _: limits.hit("a", who), range(200)))
    assert sum(verdict.allowed for verdict in verdicts) == 7


def test_hit_keeps_no_subject_readable(settings: Settings) -> None:
    limits.hit("a", "anna@example.org")
    counters = limits._counters(settings.REDIS_URL, settings.CACHES["default"]["KEY_PREFIX"])
    keys = counters._shared.storage.storage.keys("*")  # type: ignore[attr-defined]
    assert len(keys) == 1
    assert b"anna" not in keys[0]


def test_hit_counts_alone_while_valkey_is_away_and_says_so_once(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    with caplog.at_level(logging.WARNING, logger="candyplatform.base.limits"):
        assert [limits.hit("b", "x").allowed for _ in range(3)] == [True, True, False]
    assert len(caplog.records) == 1
