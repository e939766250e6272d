"""An organization's API tokens, for its owners."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Desk, desk_view
from accounts.forms import sent, show_problems
from accounts.roles import Permission
from accounts.tokens.forms import OverlapForm, TokenForm
from accounts.tokens.operations import IssuedToken, TokenOver, issue_token, revoke_token, rotate_token
from accounts.tokens.queries import tokens_of
from candyplatform.base import clock
from candyplatform.base.errors import Invalid


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
@desk_view
def tokens(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The tokens there are, and a form for a new one. A new secret is in the answer to the form, and nowhere else."""
    desk.actor.require(Permission.MANAGE_TOKENS)
    now, form, issued = clock.now(), TokenForm(sent(request)), None
    if form.is_bound and form.is_valid():
        try:
            issued = issue_token(actor=desk.actor, now=now, **form.wishes(now))
        except Invalid as error:
            show_problems(form, error)
    return _page(request, desk, TokenForm() if issued else form, issued, now)


@require_POST
@cache_control(no_store=True)
@desk_view
def rotate(request: HttpRequest, desk: Desk, token_id: UUID) -> HttpResponse:
    """Replace a token; the new secret is in the answer, and nowhere else."""
    now, form = clock.now(), OverlapForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose how long the old token stays valid."))
        return redirect("tokens", desk.organization.slug)
    try:
        issued = rotate_token(token_id=token_id, overlap=form.overlap, actor=desk.actor, now=now)
    except TokenOver as error:
        messages.error(request, str(error.text))
        return redirect("tokens", desk.organization.slug)
    return _page(request, desk, TokenForm(), issued, now)


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
    context = {
        "form": form,
        "overlap_form": OverlapForm(),
        "issued": issued,
        "rows": tokens_of(desk.organization.id, now=now),
    }
    status = 422 if form.errors else 200
    return desk.render(request, "accounts/tokens/list.html", context, area="organization", status=status)
