"""Deleting one's account, or an organization: the page that says what happens, the act, and the way back."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Desk, leaving_desk_view, person_view, signed_in
from accounts.forms import sent, show_problems
from accounts.leaving import organizations, people
from accounts.leaving.forms import ShortNameForm
from accounts.leaving.grace import GRACE, TooLate
from accounts.roles import Permission
from candyplatform.base import clock
from candyplatform.base.errors import Invalid

CONFLICT, UNUSABLE = 409, 422


@require_http_methods(["GET", "HEAD", "POST"])
@person_view
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]  # allauth ships no types
def leave_account(request: HttpRequest) -> HttpResponse:
    """What deleting one's account means, and doing it; while it waits to be deleted, the question whether to keep it."""
    person = signed_in(request)
    if request.method == "POST" and person.erasure_due_at is None:
        try:
            people.ask_to_be_deleted(user=person, now=clock.now())
        except people.LastOwner:
            return _account_page(request, status=CONFLICT)
        logout(request)
        return render(request, "accounts/leaving/account_leaves.html", {"days": GRACE.days})
    if person.erasure_due_at:
        context = {"due_at": person.erasure_due_at, "desk_area": "account"}
        return render(request, "accounts/leaving/account_kept.html", context)
    return _account_page(request)


def _account_page(request: HttpRequest, status: int = 200) -> HttpResponse:
    standing = people.standing_of(signed_in(request))
    context = {
        "stuck": standing.stuck,
        "alone": [membership.organization for membership in standing.alone],
        "days": GRACE.days,
        "desk_area": "account",
    }
    return render(request, "accounts/leaving/account.html", context, status=status)


@require_POST
@person_view
def keep_account(request: HttpRequest) -> HttpResponse:
    """They stay."""
    try:
        people.keep_account(user=signed_in(request), now=clock.now())
    except TooLate as error:
        messages.error(request, str(error.text))
        return redirect("leave_account")
    messages.success(request, _("Good that you stay. Everything is as it was."))
    return redirect("desk")


@require_http_methods(["GET", "HEAD", "POST"])
@leaving_desk_view
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]  # allauth ships no types
def delete_organization(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """What deleting the organization means, and doing it; while it waits to be deleted, when that is, and the way back."""
    if desk.organization.erasure_due_at:
        return desk.render(request, "accounts/leaving/organization_kept.html", {}, area="settings")
    desk.actor.require(Permission.DELETE_ORGANIZATION)
    form = ShortNameForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            organizations.ask_to_delete_organization(
                organization_id=desk.organization.id,
                short_name=form.cleaned_data["short_name"],
                actor=desk.actor,
                now=clock.now(),
            )
        except Invalid as error:
            show_problems(form, error)
        else:
            return redirect("delete_organization", desk.organization.slug)
    context = {"form": form, "days": GRACE.days}
    status = UNUSABLE if form.errors else 200
    return desk.render(request, "accounts/leaving/organization.html", context, area="settings", status=status)


@require_POST
@leaving_desk_view
def keep_organization(request: HttpRequest, desk: Desk) -> HttpResponse:
    """It stays."""
    try:
        organizations.keep_organization(
            organization_id=desk.organization.id, actor=desk.actor, now=clock.now()
        )
    except TooLate as error:
        messages.error(request, str(error.text))
        return redirect("delete_organization", desk.organization.slug)
    messages.success(request, _("It stays, and what was public is public again."))
    return redirect("campaign_list", desk.organization.slug)
