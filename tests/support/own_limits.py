"""Limits of a test's own, counted where no other test empties the counters."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import redis
from pytest_django.fixtures import Settings

# Emptying the cache empties the whole of Valkey's database 0, for every test process.
_FIRST_FREE = 2


@contextmanager
def own_limits(settings: Settings, worker_id: str, rates: Mapping[str, str]) -> Iterator[None]:
    """`rates` in place of the same of the settings, and none of them used up."""
    number = (
        _FIRST_FREE + int(worker_id.removeprefix("gw")) % 10 if worker_id != "master" else _FIRST_FREE - 1
    )
    settings.REDIS_URL = settings.REDIS_URL.replace("db=0", f"db={number}").replace(
        ":6379/0", f":6379/{number}"
    )
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, **rates}
    with redis.Redis.from_url(settings.REDIS_URL) as valkey:
        valkey.flushdb()
        yield
        valkey.flushdb()
