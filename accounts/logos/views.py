"""An organization's logo: the owners' page, and the picture itself."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import Desk, desk_view
from accounts.forms import show_problems
from accounts.logos.forms import LogoForm
from accounts.logos.operations import remove_logo, set_logo
from accounts.models import OrganizationLogo
from accounts.roles import Permission
from accounts.scope import public_scope
from candyplatform.base import clock
from candyplatform.base.errors import Invalid
from candyplatform.base.serving import picture_for_everybody, picture_for_one


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def logo(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The logo there is, a form for another one, a button to take it away."""
    desk.actor.require(Permission.EDIT_ORGANIZATION)
    if "remove" in request.POST:
        remove_logo(organization_id=desk.organization.id, actor=desk.actor, now=clock.now())
        messages.success(request, _("The logo is removed."))
        return redirect("organization_logo", desk.organization.slug)
    form = LogoForm(request.POST, request.FILES) if request.method == "POST" else LogoForm()
    if form.is_bound and form.is_valid() and _is_set(desk, form):
        messages.success(request, _("This is your logo from now on."))
        return redirect("organization_logo", desk.organization.slug)
    context = {"form": form, "logo": _logo_of(desk)}
    status = 422 if form.errors else 200
    return desk.render(request, "accounts/logos/logo.html", context, area="settings", status=status)


def _is_set(desk: Desk, form: LogoForm) -> bool:
    try:
        set_logo(
            organization_id=desk.organization.id,
            file=form.cleaned_data["picture"],
            actor=desk.actor,
            now=clock.now(),
        )
    except Invalid as error:
        show_problems(form, error)
        return False
    return True


def _logo_of(desk: Desk) -> OrganizationLogo | None:
    return OrganizationLogo.objects.filter(organization_id=desk.organization.id).defer("picture").first()


@require_safe
@desk_view
def own_picture(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The logo for members, whether the organization is public or not."""
    found = OrganizationLogo.objects.filter(organization_id=desk.organization.id).first()
    if found is None:
        raise Http404
    return picture_for_one(found.picture)


@require_safe
def public_picture(request: HttpRequest, organization: str, digest: str) -> HttpResponse:
    """The logo of a public organization, for anybody, on any site. Its address is another one when it is changed."""
    with public_scope():
        found = OrganizationLogo.objects.filter(organization__slug=organization, digest=digest).first()
    if found is None:
        raise Http404
    return picture_for_everybody(found.picture)
