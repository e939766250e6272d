"""The way of somebody who is invited: from the mailed link to the desk.

The link's secret is in one address only, which leads on at once: the session keeps its digest, so that it stands neither in the
addresses nor in the referrers of the pages after it, and survives the way over sign-up, confirmation and login. Whoever loses
the session on that way finds the invitation on the page where organizations are chosen.
"""

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from allauth.account.forms import SignupForm
from allauth.account.views import SignupView
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from accounts.access import as_reader, signed_in
from accounts.hashing import digest_of
from accounts.members.addresses import is_proven
from accounts.members.errors import InvitationGone, WrongAddress
from accounts.members.invitations import accept, decline
from accounts.members.queries import invitation_behind, invitations_for
from accounts.models import Invitation, User
from accounts.roles import Role
from candyplatform.base import clock

P = ParamSpec("P")
KEPT_AS = "invitation"


def guest_view(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for somebody invited, logged in or not: kept by nobody, and no other site is told its address."""

    @wraps(view)
    def inner(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        with as_reader(request) if request.user.is_authenticated else nullcontext():
            response = view(request, *args, **kwargs)
        # With "no-referrer" browsers send no Origin with the page's forms either, and the CSRF check refuses them.
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return cache_control(no_store=True)(inner)


@require_safe
@guest_view
def open_link(request: HttpRequest, secret: str) -> HttpResponse:
    """The mailed link: remember which invitation, and go on to an address without the secret."""
    request.session[KEPT_AS] = digest_of(secret)
    return redirect("open_invitation")


@require_safe
@guest_view
def landing(request: HttpRequest) -> HttpResponse:
    """Who invites to what, and what to do next: join, log in, sign up, or change the account."""
    invitation = _kept(request)
    if invitation is None:
        return render(request, "accounts/members/gone.html", {"message": InvitationGone.message}, status=404)
    person = request.user if isinstance(request.user, User) else None
    context = {
        "invitation": invitation,
        "role": Role(invitation.role).in_words(),
        "may_join": person is not None and is_proven(invitation.email, by=person),
    }
    return render(request, "accounts/members/invitation.html", context)


@require_POST
@guest_view
def change_account(request: HttpRequest) -> HttpResponse:
    """Log out, and keep the invitation in hand."""
    digest = request.session.get(KEPT_AS, "")
    logout(request)
    request.session[KEPT_AS] = digest
    return redirect("open_invitation")


@require_POST
@login_required
@guest_view
def join(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Accept, and go to the desk."""
    person, invitation = signed_in(request), _shown(request, invitation_id)
    try:
        if invitation is None:
            raise InvitationGone
        membership = accept(invitation=invitation, user=person, now=clock.now())
    except WrongAddress:
        return redirect("open_invitation")  # which says what to do
    except InvitationGone as error:
        messages.error(request, str(error.text))
        return redirect("desk")
    request.session.pop(KEPT_AS, None)
    said = _("Welcome. You belong to %(organization)s now.") % {"organization": invitation.organization}
    messages.success(request, said)
    return redirect("campaign_list", membership.organization.slug)


@require_POST
@guest_view
def refuse(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Decline."""
    invitation = _shown(request, invitation_id)
    try:
        if invitation is None:
            raise InvitationGone
        decline(invitation=invitation, now=clock.now())
    except InvitationGone as error:
        messages.error(request, str(error.text))
    else:
        request.session.pop(KEPT_AS, None)
        messages.success(request, _("You declined. The address is forgotten here."))
    return redirect("desk" if request.user.is_authenticated else "account_login")


def _kept(request: HttpRequest) -> Invitation | None:
    return invitation_behind(request.session.get(KEPT_AS, ""), now=clock.now())


def _shown(request: HttpRequest, invitation_id: UUID) -> Invitation | None:
    """The invitation of that id, if this browser came by its link or it is for an address of the person logged in."""
    known = [_kept(request)]
    if isinstance(request.user, User):
        known += invitations_for(request.user, now=clock.now())
    return next((one for one in known if one and one.id == invitation_id), None)


class InvitedSignUpForm(SignupForm):  # type: ignore[misc]  # allauth ships no types
    """Signing up with the invited address: whatever is sent, it stays that one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].disabled = True


class InvitedSignUp(SignupView):  # type: ignore[misc]
    """allauth's sign-up for somebody invited, confirmation included: that a link was opened proves no address, as links are
    passed on."""

    template_name = "accounts/members/sign_up.html"
    form_class = InvitedSignUpForm
    success_url = reverse_lazy("open_invitation")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.invitation = _kept(request)
        if self.invitation is None:
            return redirect("open_invitation")
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_initial(self) -> dict[str, Any]:
        return {"email": self.invitation.email if self.invitation else ""}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "invitation": self.invitation}
