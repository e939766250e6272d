"""How often something may happen: moving windows, counted in Valkey by one script each, so that they hold under concurrency.

While Valkey does not answer, each process counts for itself: a limit then holds for each process instead of for all.
"""

import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from django.conf import settings
from django.utils.crypto import salted_hmac
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import MovingWindowRateLimiter
from redis.exceptions import RedisError

T = TypeVar("T")

log = logging.getLogger(__name__)
PATIENCE_SECONDS = 1.0
ASK_AGAIN_AFTER = 5.0
_TO_A_SOCKET = "unix://"


@dataclass(frozen=True)
class Verdict:
    """Whether it may happen. `limit` times in `window` seconds it may, `remaining` of them are left; `wait` is in how many
    seconds (whole, at least 1) the next one is given back."""

    allowed: bool
    limit: int
    window: int
    remaining: int
    wait: int


def hit(name: str, subject: str) -> Verdict:
    """Count one more for `subject` under the limit `settings.RATE_LIMITS[name]`. What is refused does not count."""
    item = _item(settings.RATE_LIMITS[name])
    identifiers = (name, _opaque(subject))
    allowed = _ask(lambda counter: counter.hit(item, *identifiers))
    return _verdict(item, identifiers, allowed=allowed)


def look(name: str, subject: str) -> Verdict:
    """What `hit` would say now, without counting."""
    item = _item(settings.RATE_LIMITS[name])
    identifiers = (name, _opaque(subject))
    return _verdict(item, identifiers, allowed=_ask(lambda counter: counter.test(item, *identifiers)))


def _verdict(item: RateLimitItem, identifiers: tuple[str, ...], *, allowed: bool) -> Verdict:
    stats = _ask(lambda counter: counter.get_window_stats(item, *identifiers))
    return Verdict(
        allowed=allowed,
        limit=item.amount,
        window=item.get_expiry(),
        remaining=max(stats.remaining, 0) if allowed else 0,
        wait=max(math.ceil(stats.reset_time - time.time()), 1),
    )


@cache
def _item(rate: str) -> RateLimitItem:
    return parse(rate)


def _opaque(subject: str) -> str:
    """Addresses of people do not stand in Valkey."""
    return salted_hmac("candyplatform.limits", subject, algorithm="sha256").hexdigest()[:40]


class _Counters:
    """Those that all processes share, and this process's own."""

    def __init__(self, url: str, prefix: str) -> None:
        shared = RedisStorage(
            url.replace(_TO_A_SOCKET, f"redis+{_TO_A_SOCKET}", 1),
            key_prefix=f"{prefix}:limits",
            socket_timeout=PATIENCE_SECONDS,
            socket_connect_timeout=PATIENCE_SECONDS,
        )
        self._shared = MovingWindowRateLimiter(shared)
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._away_until = 0.0

    def ask(self, question: Callable[[MovingWindowRateLimiter], T]) -> T:
        if time.monotonic() >= self._away_until:
            try:
                return question(self._shared)
            except (RedisError, OSError) as error:
                self._away_until = time.monotonic() + ASK_AGAIN_AFTER
                log.warning("Valkey does not answer; each process counts its limits alone: %s", error)
        return question(self._own)


@cache
def _counters(url: str, prefix: str) -> _Counters:
    return _Counters(url, prefix)


def _ask(question: Callable[[MovingWindowRateLimiter], T]) -> T:
    return _counters(settings.REDIS_URL, settings.CACHES["default"]["KEY_PREFIX"]).ask(question)
