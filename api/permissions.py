"""What a token may do, or a member who tries the API."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from accounts.tokens.callers import AuthenticatedToken, Caller
from candyplatform.base.errors import Forbidden


class ScopeMissing(PermissionDenied):
    """The token is valid, but not for this. `scope` is the one it lacks."""

    default_code = "scope_missing"

    def __init__(self, scope: str) -> None:
        super().__init__(
            _("This token lacks the scope %(scope)s. Create one that has it.") % {"scope": scope}
        )
        self.scope = scope
        self.auth_header = f'Bearer realm="api", error="insufficient_scope", scope="{scope}"'


class HasScope(BasePermission):
    """Every view names the scope that a method needs (`scope_for`); one that names none answers nobody."""

    def has_permission(self, request: Request, view: Any) -> bool:
        asking = request.auth
        if not isinstance(asking, Caller):
            return False
        require_scope(asking, view.scope_for(request.method))
        return True


def require_scope(asking: Caller, scope: str) -> None:
    """Raise `ScopeMissing` unless the token has it, `Forbidden` unless the member has."""
    if scope in asking.scopes:
        return
    if isinstance(asking, AuthenticatedToken):
        raise ScopeMissing(scope)
    raise Forbidden(_("Your role does not allow this. Ask an owner of the organization."))
