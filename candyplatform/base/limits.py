"""How often something may happen: moving windows, counted in Valkey by one script, so that they hold under concurrency.

While Valkey does not answer, each process counts for itself: a limit then holds for each process instead of for all.
"""

import logging
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.utils.crypto import salted_hmac
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from redis import Redis
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
PATIENCE_SECONDS = 1.0
ASK_AGAIN_AFTER = 5.0
# Each window is a list of moments, the latest first. Those that have left it go; what is left is what counts.
_SCRIPT = """
    local now, told = tonumber(ARGV[1]), {}
    for place, window in ipairs(KEYS) do
        local limit, seconds, counts = tonumber(ARGV[3 * place - 1]), tonumber(ARGV[3 * place]), ARGV[3 * place + 1] == '1'
        local oldest = redis.call('LINDEX', window, -1)
        while oldest and tonumber(oldest) < now - seconds do
            redis.call('RPOP', window)
            oldest = redis.call('LINDEX', window, -1)
        end
        local used = redis.call('LLEN', window)
        local allowed = used < limit
        if allowed and counts then
            redis.call('LPUSH', window, ARGV[1])
            redis.call('EXPIRE', window, seconds)
            used = used + 1
        end
        told[place] = {allowed and 1 or 0, used, oldest or ARGV[1]}
        if not allowed then
            break
        end
    end
    return told
"""


@dataclass(frozen=True)
class Verdict:
    """Whether it may happen. `limit` times in `window` seconds it may, `remaining` of them are left; `wait` is in how many
    seconds (whole, at least 1) the next one is given back."""

    allowed: bool
    limit: int
    window: int
    remaining: int
    wait: int


@dataclass(frozen=True)
class Question:
    """Whether `subject` may do once more what `settings.RATE_LIMITS[name]` limits; one that `counts` counts it, too."""

    name: str
    subject: str
    counts: bool = True


def ask(*questions: Question) -> list[Verdict]:
    """The answers, in one round trip and up to the first one that refuses. What is refused does not count there."""
    windows = [_window(question) for question in questions]
    counters = _counters(settings.REDIS_URL, settings.CACHES["default"]["KEY_PREFIX"])
    return [_verdict(window, use) for window, use in zip(windows, counters.ask(windows), strict=False)]


def hit(name: str, subject: str) -> Verdict:
    """Count one more for `subject` under the limit `settings.RATE_LIMITS[name]`. What is refused does not count."""
    return ask(Question(name, subject))[0]


def look(name: str, subject: str) -> Verdict:
    """What `hit` would say now, without counting."""
    return ask(Question(name, subject, counts=False))[0]


class _Window(NamedTuple):
    """What is counted, under which limit."""

    item: RateLimitItem
    identifiers: tuple[str, ...]
    counts: bool


class _Use(NamedTuple):
    """Whether there is room, how much of the window is used, and since when (seconds since the epoch)."""

    allowed: bool
    used: int
    since: float


def _window(question: Question) -> _Window:
    item = _item(settings.RATE_LIMITS[question.name])
    return _Window(item, (question.name, _opaque(question.subject)), question.counts)


def _verdict(window: _Window, use: _Use) -> Verdict:
    limit, seconds = window.item.amount, window.item.get_expiry()
    return Verdict(
        allowed=use.allowed,
        limit=limit,
        window=seconds,
        remaining=max(limit - use.used, 0) if use.allowed else 0,
        wait=max(math.ceil(use.since + seconds - time.time()), 1),
    )


@cache
def _item(rate: str) -> RateLimitItem:
    return parse(rate)


def _opaque(subject: str) -> str:
    """Addresses of people do not stand in Valkey."""
    return salted_hmac("candyplatform.limits", subject, algorithm="sha256").hexdigest()[:40]


class _Shared:
    """What all processes count together."""

    def __init__(self, url: str, prefix: str) -> None:
        patience = {"socket_timeout": PATIENCE_SECONDS, "socket_connect_timeout": PATIENCE_SECONDS}
        self._prefix, self._valkey = f"{prefix}:limits", Redis.from_url(url, **patience)
        self._script = self._valkey.register_script(_SCRIPT)

    def ask(self, windows: Sequence[_Window]) -> list[_Use]:
        keys = [f"{self._prefix}:{window.item.key_for(*window.identifiers)}" for window in windows]
        numbers = [
            number
            for window in windows
            for number in (window.item.amount, window.item.get_expiry(), int(window.counts))
        ]
        told = self._script(keys, [repr(time.time()), *numbers])
        return [_Use(bool(allowed), used, float(since)) for allowed, used, since in told]


class _Own:
    """What this process counts alone."""

    def __init__(self) -> None:
        self._counter = MovingWindowRateLimiter(MemoryStorage())

    def ask(self, windows: Sequence[_Window]) -> list[_Use]:
        return list(self._until_refused(windows))

    def _until_refused(self, windows: Sequence[_Window]) -> Iterator[_Use]:
        for window in windows:
            question = self._counter.hit if window.counts else self._counter.test
            allowed = question(window.item, *window.identifiers)
            stats = self._counter.get_window_stats(window.item, *window.identifiers)
            since = stats.reset_time - window.item.get_expiry()
            yield _Use(allowed, window.item.amount - stats.remaining, since)
            if not allowed:
                return


class _Counters:
    """Those that all processes share, and while these are away this process's own."""

    def __init__(self, url: str, prefix: str) -> None:
        self._shared, self._own = _Shared(url, prefix), _Own()
        self._away_until = 0.0

    def ask(self, windows: Sequence[_Window]) -> list[_Use]:
        if time.monotonic() >= self._away_until:
            try:
                return self._shared.ask(windows)
            except (RedisError, OSError) as error:
                self._away_until = time.monotonic() + ASK_AGAIN_AFTER
                log.warning("Valkey does not answer; each process counts its limits alone: %s", error)
        return self._own.ask(windows)


@cache
def _counters(url: str, prefix: str) -> _Counters:
    return _Counters(url, prefix)
