"""What somebody typed that no campaign can keep: before there is one, and after the session had run out.

It stands in the browser's own session, by the address of the page, until it is saved or dropped.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase

from campaigns.authoring.drafting import Typed, is_small

P = ParamSpec("P")
_KEY = "typed"
# How a form is sent is no part of what was typed.
_NOT_TYPED = frozenset({"csrfmiddlewaretoken", "then", "seen", "link", "calendar"})
# The pages of which something is kept in one session.
PAGES_LIMIT = 5


def typed_in(data: QueryDict) -> Typed:
    """What was typed, out of all that was sent."""
    return {name: texts for name, texts in data.lists() if name not in _NOT_TYPED}


def as_sent(typed: Typed) -> QueryDict:
    """What was typed, as a form takes it."""
    data = QueryDict(mutable=True)
    for name, texts in typed.items():
        data.setlist(name, list(texts))
    return data


def keep(request: HttpRequest, path: str, typed: Typed) -> None:
    """Keep it in the session, unless it is more than the fields of a step take: then nobody typed it."""
    if not is_small(typed):
        return
    others = {page: kept for page, kept in request.session.get(_KEY, {}).items() if page != path}
    newest = dict(list(others.items())[1 - PAGES_LIMIT :])
    request.session[_KEY] = {**newest, path: dict(typed)}


def kept(request: HttpRequest, path: str) -> Typed:
    """What is kept of a page; empty when nothing is."""
    found: Typed = request.session.get(_KEY, {}).get(path, {})
    return found


def forget(request: HttpRequest, path: str) -> None:
    """It is saved, or not wanted any more."""
    if kept(request, path):
        request.session[_KEY] = {page: kept for page, kept in request.session[_KEY].items() if page != path}


def survives_login(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A page that keeps what is sent to it by somebody whose session has run out, and shows it after the log-in."""

    @wraps(view)
    def inner(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method == "POST" and not request.user.is_authenticated:
            keep(request, request.path, typed_in(request.POST))
        return view(request, *args, **kwargs)

    return cast("Callable[Concatenate[HttpRequest, P], HttpResponseBase]", inner)
