"""The door to the desk: who may see an organization's side, in which scope, language and time zone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import cache_control

from accounts import second_factor
from accounts.actors import Actor, actor_of
from accounts.models import Membership, Organization, User
from accounts.preferences import speaking_to
from accounts.queries import memberships_of
from accounts.roles import Permission, allows
from accounts.scope import organization_scope
from candyplatform.base.errors import Forbidden, NotFound

P = ParamSpec("P")
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Desk:
    """Whose desk it is: a member in their organization. `others`: where else the person belongs, to switch to."""

    membership: Membership
    actor: Actor
    others: tuple[Membership, ...] = ()

    @property
    def organization(self) -> Organization:
        return self.membership.organization

    def may(self, permission: Permission) -> bool:
        """Whether the member's role carries the permission: what operations check, and pages ask before they offer it."""
        return allows(self.membership.role, permission)

    def render(
        self,
        request: HttpRequest,
        template: str,
        context: dict[str, Any],
        *,
        area: str = "campaigns",
        status: int = 200,
    ) -> HttpResponse:
        """The page, rendered now: inside the scope its queries need."""
        frame = {"desk": self, "organization": self.organization, "desk_area": area}
        return render(request, template, {**frame, **context}, status=status)


def desk_view(view: Callable[Concatenate[HttpRequest, Desk, P], HttpResponseBase]) -> View:
    """A view of one organization, `org` in its address: called with the member's `Desk`, inside the organization's scope.

    Nobody logged in: to the login. Not a member: 404, as if there were no such organization. No second factor used where
    the organization asks for one: the way to it. `Forbidden` becomes a 403, `NotFound` a 404. The scope is one
    transaction: what a view raises undoes what it did. Of an organization that is about to be deleted there is nothing to
    see but the page that says so.
    """
    return _desk_view(view, while_leaving=False)


def leaving_desk_view(view: Callable[Concatenate[HttpRequest, Desk, P], HttpResponseBase]) -> View:
    """A `desk_view` that is there while the organization is about to be deleted, too."""
    return _desk_view(view, while_leaving=True)


def _desk_view(
    view: Callable[Concatenate[HttpRequest, Desk, P], HttpResponseBase], *, while_leaving: bool
) -> View:
    @wraps(view)
    def inner(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        slug = str(kwargs.pop("org"))
        desk = _desk(signed_in(request), slug)
        if _lacks_second_factor(request, desk.organization):
            return _asked_for_second_factor(request, desk)
        if desk.organization.erasure_due_at and not while_leaving:
            return redirect("delete_organization", slug)
        with as_reader(request), organization_scope(desk.organization.id):
            try:
                return _told_in_language(view(request, desk, *args, **kwargs))
            except Forbidden as error:
                raise PermissionDenied(str(error)) from error
            except NotFound as error:
                raise Http404(str(error)) from error

    return cache_control(private=True, no_cache=True)(login_required(inner))


def _asked_for_second_factor(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    with as_reader(request):
        way = second_factor.way_to_it(
            request.get_full_path() if request.method in ("GET", "HEAD") else reverse("desk")
        )
        context = {"organization": desk.organization, "way": way}
        return _told_in_language(render(request, "accounts/entrance/asked.html", context, status=403))


def person_view(view: Callable[Concatenate[HttpRequest, P], HttpResponseBase]) -> View:
    """A view of somebody who is logged in, whichever organization: in their language and time zone."""

    @wraps(view)
    def inner(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        with as_reader(request):
            return _told_in_language(view(request, *args, **kwargs))

    return cache_control(private=True, no_cache=True)(login_required(inner))


def signed_in(request: HttpRequest) -> User:
    """The person who is logged in, behind `login_required`."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


@contextmanager
def as_reader(request: HttpRequest) -> Iterator[None]:
    """In the person's own language and time zone."""
    with speaking_to(signed_in(request)):
        yield


def _told_in_language(response: HttpResponseBase) -> HttpResponseBase:
    """The middleware would name the language that it found, not the person's."""
    response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
    return response


def member_here(request: HttpRequest, slug: str) -> Membership | None:
    """Who asks, as the member whom the organization's desk would let in now. None where it would not."""
    if not isinstance(request.user, User):
        return None
    here, _others = _membership(request.user, slug)
    if here is None or here.organization.erasure_due_at or _lacks_second_factor(request, here.organization):
        return None
    return here


def _lacks_second_factor(request: HttpRequest, organization: Organization) -> bool:
    return organization.requires_second_factor and not second_factor.was_used(request)


def _desk(person: User, slug: str) -> Desk:
    here, others = _membership(person, slug)
    if here is None:
        raise Http404("no such organization, or not this person's")
    return Desk(here, actor_of(here), others)


def _membership(person: User, slug: str) -> tuple[Membership | None, tuple[Membership, ...]]:
    """The person's membership of that organization, and their others."""
    memberships = memberships_of(person)
    here = next((found for found in memberships if found.organization.slug == slug), None)
    if here:
        here.user = person
    return here, tuple(found for found in memberships if found is not here)
