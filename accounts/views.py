"""The way to one's desk: choosing an organization, one's own settings."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views import i18n
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import Desk, desk_view, person_view, signed_in
from accounts.forms import PreferencesForm, sent, show_problems
from accounts.members.queries import invitations_for
from accounts.models import User
from accounts.preferences import choose_language, set_preferences, want_digest
from accounts.queries import memberships_of
from candyplatform.base import clock
from candyplatform.base.errors import Invalid

YEAR = 365 * 24 * 3600


@require_http_methods(["POST"])
def set_language(request: HttpRequest) -> HttpResponse:
    """The switch at the foot of the page: this browser's language, and the person's own when somebody is logged in."""
    if isinstance(request.user, User):
        choose_language(user=request.user, language=request.POST.get("language", ""))
    return i18n.set_language(request)


@require_safe
@person_view
def desk(request: HttpRequest) -> HttpResponse:
    """After login: answer an invitation, found an organization, go to the only one, or choose."""
    person = signed_in(request)
    memberships, invitations = memberships_of(person), invitations_for(person, now=clock.now())
    if not memberships and not invitations:
        return redirect("new_organization")
    if len(memberships) == 1 and not invitations and "choose" not in request.GET:
        return redirect("campaign_list", memberships[0].organization.slug)
    context = {"memberships": memberships, "invitations": invitations, "desk_area": "choose"}
    return render(request, "accounts/desk/choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def settings_of_member(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A member's own wishes in this organization."""
    person, membership = signed_in(request), desk.membership
    initial = {
        "name": person.name,
        "language": person.language,
        "time_zone": person.time_zone,
        "wants_digest": membership.wants_digest,
    }
    form = PreferencesForm(sent(request), initial=initial)
    if form.is_bound and form.is_valid():
        try:
            _keep(request, desk, form.cleaned_data)
        except Invalid as error:
            show_problems(form, error)
        else:
            return _saved(request, desk)
    status = 422 if form.errors else 200
    return desk.render(request, "accounts/desk/settings.html", {"form": form}, area="settings", status=status)


def _keep(request: HttpRequest, desk: Desk, wishes: dict[str, object]) -> None:
    now = clock.now()
    set_preferences(
        user=signed_in(request),
        name=str(wishes["name"]),
        language=str(wishes["language"]),
        time_zone=str(wishes["time_zone"]),
        now=now,
    )
    want_digest(
        membership_id=desk.membership.pk,
        organization_id=desk.organization.id,
        wanted=bool(wishes["wants_digest"]),
        actor=desk.actor,
        now=now,
    )


def _saved(request: HttpRequest, desk: Desk) -> HttpResponseRedirect:
    language = signed_in(request).language
    with translation.override(language):
        messages.success(request, _("Saved."))
    response = HttpResponseRedirect(request.path)
    # The language of this browser follows the wish, as the switch at the foot of the page does.
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=YEAR,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
