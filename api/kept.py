"""Answers that are made once for all who ask the same, as long as nothing happened in the organization.

Whatever changes what the API tells stands in the journal, in the transaction that changed it. So a copy is known by the journal's
newest entries, which come with the token; what no journal tells of (the words of a post that its author deletes) is in the next
copy, after fifteen seconds. It lies in the cache, and with each process that gave it. For who is given a copy nothing else is done:
no transaction, no parameters read, nothing rendered.
"""

import hashlib
import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.core.cache import BaseCache, cache, caches
from django.http import HttpResponse
from django.utils.translation import get_language
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.response import Response

from api.authentication import caller
from api.versions import etag_of, is_known, unchanged

log = logging.getLogger(__name__)
KEPT_SECONDS = 15
Handler = Callable[..., Response]


class Copy(NamedTuple):
    """An answer. `newest` were the journal's newest entries when it was made; it is old `until` then (seconds since the epoch)."""

    newest: tuple[int, ...]
    until: float
    etag: str
    content_type: str
    content: bytes

    def answer(self, request: Request) -> HttpResponse:
        """The same once more; without its body for who has that."""
        headers = {"ETag": self.etag}
        if is_known(self.etag, request):
            return unchanged(headers)
        return HttpResponse(self.content, content_type=self.content_type, headers=headers)


def kept(handler: Handler) -> Callable[..., HttpResponse]:
    """A view's method that reads, whose answers are kept. Only where there is no copy the view is made ready (`prepare`)."""

    @wraps(handler)
    def inner(view: Any, request: Request, **ids: Any) -> HttpResponse:
        if "expand" in request.query_params:  # numbers go on without a word in the journal
            view.prepare(request)
            return handler(view, request, **ids)
        newest, place = caller(request).newest, _place(request)
        if copy := _find(place, newest):
            return copy.answer(request)
        view.prepare(request)
        made = handler(view, request, **ids)
        made.add_post_render_callback(lambda answer: _keep(place, newest, answer))
        return made

    inner.prepares_itself = True  # type: ignore[attr-defined]  # what a view asks before it makes itself ready
    return inner


def _place(request: Request) -> str:
    renderer = request.accepted_renderer.media_type
    asked = f"{request.get_full_path()}\n{request.get_host()}\n{get_language()}\n{renderer}"
    return f"api.kept:{caller(request).organization_id}:{hashlib.sha256(asked.encode()).hexdigest()}"


def _find(place: str, newest: tuple[int, ...]) -> Copy | None:
    """The copy that is new, this process's own first."""
    near = _look(caches["near"], place, newest)
    if near:
        return near
    shared = _look(cache, place, newest)
    if shared:
        caches["near"].set(place, tuple(shared), KEPT_SECONDS)
    return shared


def _look(where: BaseCache, place: str, newest: tuple[int, ...]) -> Copy | None:
    found = _asked(lambda: where.get(place))
    copy = Copy(*found) if found else None
    return copy if copy and copy.newest == newest and time.time() < copy.until else None


def _keep(place: str, newest: tuple[int, ...], answer: HttpResponse) -> None:
    answer["ETag"] = etag = etag_of(answer.content)
    until = time.time() + KEPT_SECONDS
    copy = Copy(newest, until, etag, answer["Content-Type"], answer.content)
    caches["near"].set(place, tuple(copy), KEPT_SECONDS)
    _asked(lambda: cache.set(place, tuple(copy), KEPT_SECONDS))


def _asked(question: Callable[[], Any]) -> Any:
    """What the cache answers; None while it is away."""
    try:
        return question()
    except RedisError:
        log.warning("The cache does not answer; a list is made for each who asks.")
        return None
