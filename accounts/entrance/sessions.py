"""Where somebody is logged in: noted as they go, shown to them, ended by them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.core.internal.httpkit import HTTP_USER_AGENT_MAX_LENGTH, get_client_ip
from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from accounts.browsers import named
from accounts.models import User
from candyplatform.base import clock

NOTED_EVERY = timedelta(minutes=10)
_NOTED_AT = "noted_at"


@dataclass(frozen=True)
class Visit:
    """One browser that is logged in."""

    id: int
    browser: str
    ip: str
    since: datetime
    seen_at: datetime
    is_this_one: bool


def mark_noted(request: HttpRequest) -> None:
    """The session was written down just now: by `NoteVisits`, or by allauth when somebody logs in."""
    request.session[_NOTED_AT] = clock.now().timestamp()


class NoteVisits:
    """Middleware: notes when and from where a session was last used, every ten minutes at most.

    Only where a view looked at the session: pages that do not know who comes stay cacheable.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.session.accessed and SESSION_KEY in request.session and not _is_noted(request):
            _note(request)
        return response


def _is_noted(request: HttpRequest) -> bool:
    noted_at = float(request.session.get(_NOTED_AT, 0))
    return clock.now().timestamp() - noted_at < NOTED_EVERY.total_seconds()


def _note(request: HttpRequest) -> None:
    ip = get_client_ip(request)
    if not ip or not isinstance(request.user, User):
        return
    mark_noted(request)
    visit = UserSession(
        user=request.user,
        session_key=request.session.session_key,
        ip=ip,
        user_agent=request.headers.get("user-agent", "")[:HTTP_USER_AGENT_MAX_LENGTH],
    )
    seen: dict[str, Any] = {"update_fields": ["user", "ip", "user_agent", "last_seen_at"]}
    UserSession.objects.bulk_create([visit], update_conflicts=True, unique_fields=["session_key"], **seen)


def visits_of(person: User, *, current: str) -> list[Visit]:
    """Where the person is logged in now, the browser with the session `current` first, then by last use.

    What ended by itself (run out, password changed) is forgotten on the way.
    """
    noted = list(UserSession.objects.filter(user=person).order_by("-last_seen_at"))
    alive = _alive(person, [row.session_key for row in noted])
    ended = [row.pk for row in noted if row.session_key not in alive]
    if ended:
        UserSession.objects.filter(pk__in=ended).delete()
    visits = [_visit(row, current) for row in noted if row.session_key in alive]
    return sorted(visits, key=lambda visit: not visit.is_this_one)


def _alive(person: User, keys: list[str]) -> set[str]:
    """Those of the sessions that still let the person in."""
    valid = person.get_session_auth_hash()
    rows = Session.objects.filter(session_key__in=keys, expire_date__gt=clock.now())
    return {
        row.session_key
        for row in rows
        if constant_time_compare(str(row.get_decoded().get(HASH_SESSION_KEY, "")), valid)
    }


def _visit(row: UserSession, current: str) -> Visit:
    is_this_one = row.session_key == current
    return Visit(row.pk, named(row.user_agent), row.ip, row.created_at, row.last_seen_at, is_this_one)


def end_others(person: User, *, current: str) -> int:
    """Log the person out everywhere but in the session `current`. Returns in how many browsers."""
    return _end(UserSession.objects.filter(user=person).exclude(session_key=current))


def end_one(person: User, visit_id: int) -> None:
    """Log the person out in one browser; nothing happens where it is not theirs, or ended already."""
    _end(UserSession.objects.filter(user=person, pk=visit_id))


def _end(rows: Any) -> int:
    with transaction.atomic():
        keys = list(rows.values_list("session_key", flat=True))
        ended, _tables = Session.objects.filter(session_key__in=keys).delete()
        UserSession.objects.filter(session_key__in=keys).delete()
    return ended
