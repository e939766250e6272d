"""Pages that may be sent only so often: `settings.LIMITED_PAGES` groups them, `settings.RATE_LIMITS` has each group's limits."""

import math
from collections.abc import Callable, Mapping
from datetime import timedelta
from fnmatch import fnmatch
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.languages import in_asked_language
from accounts.models import User
from candyplatform.base import limits
from candyplatform.base.client_address import counted_address

_ASKS_ONLY = frozenset({"GET", "HEAD", "OPTIONS"})
_API = "api:"
# Where allauth keeps a log-in that waits for its next step.
_PENDING_LOGIN = "account_login"
EVERYTHING_ELSE = "form"


class LimitedPages:
    """Middleware: counts what is sent, and answers 429 to what is sent too often. Asking for a page is free.

    The API counts for itself. A request counts under each limit of its group, until one refuses it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        match = request.resolver_match
        if request.method in _ASKS_ONLY or match is None or match.view_name.startswith(_API):
            return None
        return _refusal(request, group_of(match.view_name))


def group_of(view_name: str) -> str:
    """The group of the page that this view answers: the first pattern that fits."""
    pages: Mapping[str, str] = settings.LIMITED_PAGES
    return next((group for pattern, group in pages.items() if fnmatch(view_name, pattern)), EVERYTHING_ELSE)


def _refusal(request: HttpRequest, group: str) -> HttpResponse | None:
    for kind, subject_of in _SUBJECTS.items():
        name = f"{group}.{kind}"
        subject = subject_of(request) if name in settings.RATE_LIMITS else ""
        if subject:
            verdict = limits.hit(name, subject)
            if not verdict.allowed:
                return in_asked_language(too_often, request, verdict.wait)
    return None


def too_often(request: HttpRequest, wait: int) -> HttpResponse:
    """The page for who has to wait for so many seconds."""
    minutes = timedelta(minutes=math.ceil(wait / 60))
    response = render(request, "429.html", {"wait": minutes}, status=429)
    response["Retry-After"], response["Cache-Control"] = str(wait), "no-store"
    return response


def _account(request: HttpRequest) -> str:
    """The e-mail address that the form names, however it is spelled."""
    return (request.POST.get("login") or request.POST.get("email") or "").strip().casefold()


def _pending(request: HttpRequest) -> str:
    """Whose log-in waits for its next step. The session knows; what the form says of it counts for nothing."""
    pending = request.session.get(_PENDING_LOGIN)
    return str(pending.get("user_pk") or pending.get("email") or "") if isinstance(pending, dict) else ""


def _person(request: HttpRequest) -> str:
    return str(request.user.pk) if isinstance(request.user, User) else ""


_SUBJECTS: Mapping[str, Callable[[HttpRequest], str]] = {
    "address": counted_address,
    "person": _person,
    "account": _account,
    "pending": _pending,
}
