"""Founding an organization, and its settings."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import Desk, desk_view, person_view, signed_in
from accounts.forms import sent, show_problems
from accounts.organizations.forms import OrganizationForm, ProfileForm
from accounts.organizations.operations import edit_organization, found_organization
from accounts.queries import memberships_of
from candyplatform.base import clock
from candyplatform.base.errors import Invalid


@require_http_methods(["GET", "HEAD", "POST"])
@person_view
def new_organization(request: HttpRequest) -> HttpResponse:
    """Found an organization and go to its empty desk."""
    person = signed_in(request)
    form = OrganizationForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            membership = found_organization(user=person, now=clock.now(), **form.cleaned_data)
        except Invalid as error:
            show_problems(form, error)
        else:
            messages.success(request, _("Welcome. This is your desk: start your first candystorm here."))
            return redirect("campaign_list", membership.organization.slug)
    status = 422 if form.errors else 200
    context = {"form": form, "is_first": not memberships_of(person)}
    return render(request, "accounts/organizations/new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def organization(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The organization's settings, section by section; what a member may not change is shown, or left out."""
    there = desk.organization
    form = ProfileForm(sent(request), initial={"name": there.name, "website": there.website})
    if form.is_bound and form.is_valid():
        try:
            edit_organization(actor=desk.actor, now=clock.now(), **form.cleaned_data)
        except Invalid as error:
            show_problems(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("organization", there.slug)
    status = 422 if form.errors else 200
    context = {"form": form}
    return desk.render(
        request, "accounts/organizations/settings.html", context, area="organization", status=status
    )
