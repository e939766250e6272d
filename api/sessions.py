"""Members who try the API from their desk, with their own session instead of a token."""

from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.access import member_here
from accounts.actors import Actor
from accounts.tokens.callers import Caller, member_calling

# A page of another site cannot send it, and without it a session is worth nothing here.
HEADER = "Candystorm-Organization"


class MemberAuthentication(SessionAuthentication):
    """The session of who is logged in, for the organization (slug) that the header names. `request.auth` is what their role may do.

    What changes something needs a CSRF token besides. Programs use tokens: this is for the docs page of the desk.
    """

    def authenticate(self, request: Request) -> tuple[Actor, Caller] | None:
        slug = request.headers.get(HEADER)
        if slug is None:
            return None
        membership = member_here(request._request, slug)  # noqa: SLF001 - DRF's own has another `user`
        if membership is None:
            raise AuthenticationFailed(
                _("You are not logged in any more, or not let in there. Load the page again."),
                code="not_signed_in",
            )
        self.enforce_csrf(request)
        calling = member_calling(membership)
        return calling.actor, calling
