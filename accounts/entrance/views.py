"""A person's account: all that guards it on one page, where they are logged in, and the way to a second factor."""

from dataclasses import replace

from allauth.core.internal.httpkit import add_query_params
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import second_factor
from accounts.access import Desk, desk_view, person_view, signed_in
from accounts.entrance import sessions
from accounts.entrance.account import guards_of
from accounts.entrance.operations import SecondFactorFirst, require_second_factor
from candyplatform.base import clock


@require_safe
@person_view
def your_account(request: HttpRequest) -> HttpResponse:
    """Everything that guards the account, each with why and a button."""
    context = {"guards": guards_of(signed_in(request)), "desk_area": "account"}
    return render(request, "accounts/entrance/account.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@person_view
def your_sessions(request: HttpRequest) -> HttpResponse:
    """Where the person is logged in; sent, it ends all but this one."""
    person, current = signed_in(request), request.session.session_key or ""
    if request.method == "POST":
        ended = sessions.end_others(person, current=current)
        text = ngettext(
            "You are logged out in %(count)d other browser.",
            "You are logged out in %(count)d other browsers.",
            ended,
        )
        messages.success(request, text % {"count": ended})
        return redirect("your_sessions")
    context = {"visits": sessions.visits_of(person, current=current), "desk_area": "account"}
    return render(request, "accounts/entrance/sessions.html", context)


@require_POST
@person_view
def end_session(request: HttpRequest, visit_id: int) -> HttpResponse:
    """Log out in one of the browsers."""
    sessions.end_one(signed_in(request), visit_id)
    messages.success(request, _("You are logged out there."))
    return redirect("your_sessions")


@require_safe
@person_view
def use_second_factor(request: HttpRequest) -> HttpResponse:
    """On to `?next=` by way of a second factor: use it, or first choose and set one up."""
    second_factor.remember_onward(request)
    onward = second_factor.kept_onward(request) or reverse("your_account")
    if second_factor.was_used(request):
        second_factor.forget_onward(request)
        return redirect(onward)
    if second_factor.has_one(signed_in(request)):
        again = reverse("second_factor")
        return redirect(add_query_params(reverse("mfa_reauthenticate"), {REDIRECT_FIELD_NAME: again}))
    return render(request, "accounts/entrance/choose_factor.html", {"desk_area": "account"})


@require_POST
@desk_view
def organization_requires(request: HttpRequest, desk: Desk) -> HttpResponse:
    """An owner asks all members for a second factor, or no longer; then back to where the switch stands."""
    required = "required" in request.POST
    back = reverse("organization", args=[desk.organization.slug])
    try:
        require_second_factor(
            organization_id=desk.organization.id,
            required=required,
            actor=replace(desk.actor, used_second_factor=second_factor.was_used(request)),
            now=clock.now(),
        )
    except SecondFactorFirst as error:
        messages.warning(request, str(error.text))
        return redirect(second_factor.way_to_it(back))
    text = (
        _("Everybody here needs a second factor now.")
        if required
        else _("A second factor is everybody's own choice now.")
    )
    messages.success(request, text)
    return redirect(back)
