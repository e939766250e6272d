"""The moving parts of a page: made at most once in `FRESH_SECONDS` for all who ask, and not sent again while unchanged."""

import hashlib
import logging
from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
FRESH_SECONDS = 2


class Part(NamedTuple):
    """A part as it is sent, with its ETag."""

    content: str
    etag: str


def part(key: str, make: Callable[[], str]) -> Part:
    """The part under that key, made anew when it is older than `FRESH_SECONDS`. A cache that is away costs time only."""
    return Part(*kept(key, lambda: tuple(_part(make())), seconds=FRESH_SECONDS))


def kept(key: str, make: Callable[[], Any], *, seconds: int) -> Any:
    """What is kept under that key, else what is made now and kept for so long. What is made is never None."""
    found = _asked(lambda: cache.get(key))
    if found is None:
        found = make()
        _asked(lambda: cache.set(key, found, seconds))
    return found


def _asked(question: Callable[[], Any]) -> Any:
    """What the cache answers; None while it is away."""
    try:
        return question()
    except RedisError:
        log.warning("The cache does not answer; a part of a page is made for each who asks.")
        return None


def answer(request: HttpRequest, found: Part, content_type: str) -> HttpResponse:
    """The part, or 304 when the asker has it already."""
    response = HttpResponse(found.content, content_type=content_type, headers={"ETag": found.etag})
    fresh: HttpResponse | None = get_conditional_response(request, etag=found.etag, response=response)
    return fresh or response


def _part(content: str) -> Part:
    return Part(content, f'"{hashlib.sha256(content.encode()).hexdigest()[:24]}"')
