"""An organization's API tokens, for its owners."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Desk, desk_view
from accounts.forms import show_problems
from accounts.models import ApiToken
from accounts.roles import Permission
from accounts.token_forms import TokenForm
from accounts.tokens import IssuedToken, TokenScope, is_usable, issue_token, revoke_token, tokens_of
from candyplatform.base import clock
from candyplatform.base.errors import Invalid


@dataclass(frozen=True)
class TokenRow:
    """A token as the list shows it."""

    token: ApiToken
    is_usable: bool

    @property
    def scopes(self) -> list[str]:
        """What it may do, in words."""
        return [str(TokenScope(scope).label) for scope in self.token.scopes]


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
@desk_view
def tokens(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The tokens there are, and a form for a new one. A new secret is in the answer to the form, and nowhere else."""
    desk.actor.require(Permission.MANAGE_TOKENS)
    now, form, issued = clock.now(), TokenForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            issued = issue_token(actor=desk.actor, now=now, **form.wishes(now))
        except Invalid as error:
            show_problems(form, error)
    return _page(request, desk, TokenForm() if issued else form, issued, now)


@require_POST
@desk_view
def revoke(request: HttpRequest, desk: Desk, token_id: UUID) -> HttpResponse:
    """End a token and go back to the list."""
    token = revoke_token(token_id=token_id, actor=desk.actor, now=clock.now())
    messages.success(request, _("The token %(name)s is revoked.") % {"name": token.name})
    return redirect("tokens", desk.organization.slug)


def _page(
    request: HttpRequest, desk: Desk, form: TokenForm, issued: IssuedToken | None, now: datetime
) -> HttpResponse:
    rows = [TokenRow(token, is_usable(token, now)) for token in tokens_of(desk.organization.id)]
    context = {"form": form, "issued": issued, "rows": rows}
    status = 422 if form.errors else 200
    return desk.render(request, "accounts/tokens.html", context, area="settings", status=status)
