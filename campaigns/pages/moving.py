"""The moving parts of a page: made at most once in `FRESH_SECONDS` for all who ask, and not sent again while unchanged."""

import hashlib
import logging
from collections.abc import Callable
from typing import NamedTuple

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
    try:
        kept = cache.get(key)
    except RedisError:
        log.warning("The cache does not answer; made %s anew.", key)
        return _part(make())
    if kept is None:
        kept = tuple(_part(make()))
        cache.set(key, kept, FRESH_SECONDS)
    return Part(*kept)


def answer(request: HttpRequest, found: Part, content_type: str) -> HttpResponse:
    """The part, or 304 when the asker has it already."""
    response = HttpResponse(found.content, content_type=content_type, headers={"ETag": found.etag})
    fresh: HttpResponse | None = get_conditional_response(request, etag=found.etag, response=response)
    return fresh or response


def _part(content: str) -> Part:
    return Part(content, f'"{hashlib.sha256(content.encode()).hexdigest()[:24]}"')
