"""While somebody's account is about to be deleted, nothing works for them until they decide."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from accounts.models import User

# Where people come as themselves. Public pages are not asked who reads them: they know no session.
_THEIR_OWN = ("/desk/", "/accounts/", "/admin/")
_OPEN = ("leave_account", "keep_account", "own_archives", "account_logout")


class Gate:
    """Middleware, after those that say who asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(_THEIR_OWN) and self._is_leaving(request) and not self._is_open(request):
            return redirect("leave_account")
        return self._get_response(request)

    def _is_leaving(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and request.user.erasure_due_at is not None

    def _is_open(self, request: HttpRequest) -> bool:
        """The page that asks, and what leads away from it: staying, the own archive, logging out."""
        return request.path.startswith(tuple(reverse(name) for name in _OPEN))
