"""Who belongs to an organization, for its members; what changes that, for its owners."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Desk, desk_view
from accounts.forms import sent, show_problems
from accounts.members import invitations, operations
from accounts.members.forms import InviteForm
from accounts.members.queries import invitations_of, members_of
from accounts.roles import Permission, Role
from candyplatform.base import clock
from candyplatform.base.errors import Conflict, Invalid, NotFound


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def members(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who belongs to the organization; for owners who is invited, and a form to invite more."""
    form = InviteForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            outcome = invitations.invite(actor=desk.actor, now=clock.now(), **form.wishes)
        except Invalid as error:
            show_problems(form, error)
        else:
            _say_how_many(request, len(outcome.sent))
            if not outcome.refused:
                return redirect("members", desk.organization.slug)
            form = _what_is_left(request.POST, outcome.refused)
    return _page(request, desk, form)


@require_POST
@desk_view
def role(request: HttpRequest, desk: Desk, membership_id: int) -> HttpResponse:
    """Give a member another role."""
    wanted = request.POST.get("role", "")
    return _act(
        request,
        desk,
        lambda: operations.change_role(
            membership_id=membership_id, role=wanted, actor=desk.actor, now=clock.now()
        ),
        _("The role is changed."),
    )


@require_POST
@desk_view
def remove(request: HttpRequest, desk: Desk, membership_id: int) -> HttpResponse:
    """End a member's membership."""
    return _act(
        request,
        desk,
        lambda: operations.remove(membership_id=membership_id, actor=desk.actor, now=clock.now()),
        _("The membership is ended. A mail tells them."),
    )


@require_POST
@desk_view
def transfer(request: HttpRequest, desk: Desk, membership_id: int) -> HttpResponse:
    """Hand the organization over to another member."""
    return _act(
        request,
        desk,
        lambda: operations.transfer_ownership(membership_id=membership_id, actor=desk.actor, now=clock.now()),
        _("The organization is handed over. You are an editor now."),
    )


@require_POST
@desk_view
def leave(request: HttpRequest, desk: Desk) -> HttpResponse:
    """End one's own membership."""
    try:
        operations.leave(actor=desk.actor, now=clock.now())
    except Conflict as error:
        messages.error(request, str(error.text))
        return redirect("members", desk.organization.slug)
    said = _("You do not belong to %(organization)s any more.") % {"organization": desk.organization}
    messages.success(request, said)
    return redirect("desk")


@require_POST
@desk_view
def resend(request: HttpRequest, desk: Desk, invitation_id: UUID) -> HttpResponse:
    """Mail an invitation again."""
    return _act(
        request,
        desk,
        lambda: invitations.resend(invitation_id=invitation_id, actor=desk.actor, now=clock.now()),
        _("A new mail is on its way. The link in the old one ends."),
    )


@require_POST
@desk_view
def revoke(request: HttpRequest, desk: Desk, invitation_id: UUID) -> HttpResponse:
    """Withdraw an invitation."""
    return _act(
        request,
        desk,
        lambda: invitations.revoke(invitation_id=invitation_id, actor=desk.actor, now=clock.now()),
        _("The invitation is withdrawn. Its link opens nothing any more."),
    )


def _act(request: HttpRequest, desk: Desk, act: Callable[[], object], said: str) -> HttpResponse:
    """Do one act of the page and go back to it, with what became of it."""
    try:
        act()
    except (Conflict, Invalid, NotFound) as error:
        problems = [str(text) for texts in error.fields.values() for text in texts] or [str(error.text)]
        messages.error(request, " ".join(problems))
    else:
        messages.success(request, said)
    return redirect("members", desk.organization.slug)


def _say_how_many(request: HttpRequest, count: int) -> None:
    if count:
        said = ngettext(
            "%(count)d invitation is on its way.", "%(count)d invitations are on their way.", count
        )
        messages.success(request, said % {"count": count})


def _what_is_left(posted: QueryDict, refused: Sequence[invitations.Refused]) -> InviteForm:
    """The form with the entries that nobody was invited for, and why; nothing that was typed in is lost."""
    left = posted.copy()
    left["emails"] = "\n".join(one.entry for one in refused)
    form = InviteForm(left)
    for one in refused:
        form.add_error("emails", f"{one.entry}: {one.reason}")
    return form


def _page(request: HttpRequest, desk: Desk, form: InviteForm) -> HttpResponse:
    organization_id, may_manage = desk.organization.id, desk.may(Permission.MANAGE_MEMBERS)
    context = {
        "members": members_of(organization_id, seen_by=desk.membership.user_id),
        "invitations": invitations_of(organization_id, now=clock.now()) if may_manage else [],
        "roles": Role.choices,
        "form": form,
    }
    status = 422 if form.errors else 200
    return desk.render(request, "accounts/members/members.html", context, area="organization", status=status)
