"""Public answers as they were made last: made once for all who ask, whoever they are, and again when something changed.

A copy lies in the cache, and for a second with each process. It carries the marks that its addresses had when it was made; a change
gives an address another mark, and copies with an older one are made anew. Whatever no journal tells of (a server that falls silent,
time that passes) is in the next copy: none counts as new for longer than its view says. Of a crowd that finds a copy too old, one
makes the next, and the others are given the old one meanwhile. That there is no such page (any more) is kept as well. A cache that is away
costs time only.
"""

import hashlib
import logging
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache, wraps
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import uuid4

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, QueryDict
from django.utils.http import parse_etags
from redis.exceptions import RedisError

from accounts.languages import asked_in, language_for

log = logging.getLogger(__name__)

NEAR_SECONDS = 1.0
_MOST_NEAR = 500
# How long a copy that is too old may still serve a crowd, and how long somebody may take to make the next.
_OLD_SECONDS, _MAKING_SECONDS = 30, 5
_WAITS, _WAIT_SECONDS = 20, 0.05
_MARK_SECONDS = 86_400
_OK, _GONE = 200, 404

View = Callable[..., HttpResponse]


class Copy(NamedTuple):
    """An answer as it is sent. `marks` are those of its addresses; `made_at` counts seconds since the epoch."""

    content: bytes
    status: int
    headers: Mapping[str, str]
    marks: Sequence[str]
    made_at: float

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The answer, or 304 when the asker has it already."""
        given = request.META.get("HTTP_IF_NONE_MATCH")
        if given is not None and self.status == _OK and self._is_among(given):
            kept_headers = {name: value for name, value in self.headers.items() if name != "Content-Type"}
            return HttpResponseNotModified(headers=kept_headers)
        return HttpResponse(self.content, status=self.status, headers=self.headers)

    def _is_among(self, given: str) -> bool:
        etag = self.headers["ETag"]
        return given == etag or any(known.removeprefix("W/") in (etag, "*") for known in parse_etags(given))


Asked = tuple[str, ...]


class Place(NamedTuple):
    """Where all processes keep a copy. One that is not `shared` is a variant, of which there may be any number: only processes keep it."""

    key: str
    mark_keys: Sequence[str]
    is_shared: bool


class NearCopies:
    """This process's own copies, each for `NEAR_SECONDS`."""

    def __init__(self) -> None:
        self._copies: dict[Asked, tuple[float, Copy]] = {}

    def find(self, asked: Asked) -> Copy | None:
        """The copy, unless it has been here for longer."""
        until, copy = self._copies.get(asked, (0.0, None))
        return copy if until > time.monotonic() else None

    def keep(self, asked: Asked, copy: Copy) -> None:
        """Keep it from now on."""
        if len(self._copies) >= _MOST_NEAR:
            self._copies.clear()
        self._copies[asked] = time.monotonic() + NEAR_SECONDS, copy

    def forget(self) -> None:
        """Forget them all."""
        self._copies.clear()


near = NearCopies()


def kept(
    *, lasts: int, by: Sequence[str] = (), among: Mapping[str, Collection[str]] = MappingProxyType({})
) -> Callable[[View], View]:
    """Keep what a public page answers; it is made anew after `lasts` seconds, and when one of its addresses has changed.

    It stands around `public_page`. The view may look at its arguments, the page's language, `?lang=`, the parameters named in
    `by`, which may say anything, and those in `among`, which say one of these values or nothing; and at nothing else of the
    request. An answer that says `no-store` or is for one visitor alone is not kept.
    """

    def decorate(view: View) -> View:
        read = _reader(f"{view.__module__}.{view.__qualname__}", by, among)

        @wraps(view)
        def kept_view(request: HttpRequest, **where: str) -> HttpResponse:
            few, free = read(
                request.META.get("QUERY_STRING", ""), request.META.get("HTTP_ACCEPT_LANGUAGE", "")
            )
            few = (*where.values(), *few)
            copy = near.find(few + free)
            if copy is None:
                place = _place(few, where, is_shared=not any(free))
                copy, marks = _found(place, lasts)
                if copy is None:
                    response = _made(place, lambda: view(request, **where))
                    if not _is_for_everybody(request, response):
                        _drop(place)
                        return response
                    copy = _copy(response, marks)
                    _share(place, copy, lasts)
                near.keep(few + free, copy)
            return copy.answer(request)

        return kept_view

    return decorate


def _reader(
    name: str, by: Sequence[str], among: Mapping[str, Collection[str]]
) -> Callable[[str, str], tuple[Asked, Asked]]:
    """Reads a query string and an Accept-Language for the view of this name, each pair once: parsing costs a tenth of a kept page."""

    @lru_cache(maxsize=_MOST_NEAR)
    def read(query: str, accepted: str) -> tuple[Asked, Asked]:
        """What is asked for as far as it is one of a few, and what the parameters say that are free to say anything."""
        given = QueryDict(query.encode("iso-8859-1"))
        known = (value if (value := given.get(key, "")) in values else "" for key, values in among.items())
        few = (name, language_for(given, accepted), asked_in(given), *known)
        return few, tuple(given.get(key, "") for key in by)

    return read


def kept_value(key: str, make: Callable[[], Any], *, seconds: int) -> Any:
    """What is kept under that key, else what is made now and kept for so long. What is made is never None."""
    found = _asked(lambda: cache.get(key))
    if found is None:
        found = make()
        _asked(lambda: cache.set(key, found, seconds))
    return found


def changed(organization: str, slug: str = "") -> None:
    """What is shown at this address has changed: of one campaign, or, without `slug`, of all that the organization has.

    Both are their short names. Raises `RedisError` while the cache is away: say it again then.
    """
    marks = dict.fromkeys([_mark_key(organization, slug), _mark_key()])
    cache.set_many({key: uuid4().hex for key in marks}, _MARK_SECONDS)


def _place(asked: Asked, where: Mapping[str, str], *, is_shared: bool) -> Place:
    organization, slug = where.get("organization", ""), where.get("slug", "")
    digest = hashlib.sha256("\n".join(asked).encode()).hexdigest()
    marks = [_mark_key(organization), _mark_key(organization, slug)] if organization else [_mark_key()]
    return Place(f"page:{digest}", marks, is_shared)


def _mark_key(organization: str = "", slug: str = "") -> str:
    return f"page-mark:{organization}/{slug}"


def _found(place: Place, lasts: int) -> tuple[Copy | None, Sequence[str]]:
    """The copy to answer with, None when it is the asker's turn to make it; and the marks as they are."""
    if not place.is_shared:
        return None, ()
    copy, marks = _look(place)
    is_new = copy is not None and copy.marks == marks and copy.made_at + lasts > time.time()
    if is_new or _asked(lambda: cache.add(_making_key(place), 1, _MAKING_SECONDS)) is not False:
        return copy if is_new else None, marks
    return copy or _awaited(place), marks


def _look(place: Place) -> tuple[Copy | None, Sequence[str]]:
    """The copy and its addresses' marks, in one question."""
    found = _asked(lambda: cache.get_many([place.key, *place.mark_keys])) or {}
    copy = found.get(place.key)
    return Copy(*copy) if copy else None, [found.get(key, "") for key in place.mark_keys]


def _awaited(place: Place) -> Copy | None:
    """The first copy there is, which somebody else is making; None when that takes too long."""
    for _ in range(_WAITS):
        time.sleep(_WAIT_SECONDS)
        copy, _marks = _look(place)
        if copy:
            return copy
    return None


def _made(place: Place, make: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        return make()
    except BaseException:
        _asked(lambda: cache.delete(_making_key(place)))  # nothing to wait for
        raise


def _copy(response: HttpResponse, marks: Sequence[str]) -> Copy:
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:24]}"'
    headers = {**response.headers, "ETag": etag}
    return Copy(response.content, response.status_code, headers, marks, time.time())


def _share(place: Place, copy: Copy, lasts: int) -> None:
    """Let others have the copy. Of an address that never was, there are as many as somebody can think of: it is not remembered."""
    if not place.is_shared:
        return
    if copy.status == _GONE and not copy.marks[-1]:
        _drop(place)
        return
    _asked(lambda: cache.set(place.key, tuple(copy), lasts + _OLD_SECONDS))
    _asked(lambda: cache.delete(_making_key(place)))


def _drop(place: Place) -> None:
    if place.is_shared:
        _asked(lambda: cache.delete_many([place.key, _making_key(place)]))


def _making_key(place: Place) -> str:
    return f"{place.key}:making"


def _is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    is_private = bool(response.cookies) or request.session.accessed
    return not is_private and "no-store" not in response.headers.get("Cache-Control", "")


def _asked(question: Callable[[], Any]) -> Any:
    """What the cache answers; None while it is away."""
    try:
        return question()
    except RedisError:
        log.warning("The cache does not answer; a page is made for each who asks.")
        return None
