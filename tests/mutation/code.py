"""What holds in the code, taken away piece by piece: filters of managers, who is let in, and what a role may."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import partial
from typing import Any
from unittest import mock
from uuid import UUID

from rest_framework.request import Request

from accounts import access, journal
from accounts.actors import Actor
from accounts.models import Membership, Organization, User
from accounts.roles import Permission, Role
from accounts.scope import organization_scope, public_scope
from accounts.tokens import operations as tokens
from accounts.tokens.callers import Caller
from api import permissions
from api import views as api
from api.authentication import caller
from campaigns.admin.site import StaffSite
from tests.isolation import operations, rows
from tests.isolation.doors import Tally, examine
from tests.isolation.operations import Guard
from tests.isolation.routes import ROUTES
from tests.isolation.test_api import check_tokens
from tests.isolation.world import World
from tests.mutation.mutants import Check, Mutant


def filter_mutants() -> list[Mutant]:
    """Each tenant model's manager without its filter."""
    models = [model for model, _ in rows.tenant_tables()] + [Organization]
    managers: list[Any] = [
        model._default_manager for model in models if hasattr(model._default_manager, "_mine")
    ]
    return [
        Mutant(
            f"{manager.model.__name__}.objects",
            partial(mock.patch.object, manager, "_mine", lambda organization_id: {}),
            [rows.check_filters],
        )
        for manager in managers
    ]


def door_mutants() -> list[Mutant]:
    """Each question about who somebody is, answered with yes."""
    desk = _route("desk/<slug:org>/", "stranger")
    return [
        Mutant("desk_view: membership", _patch(access, "memberships_of", _owners_everywhere), [desk]),
        Mutant("API: the token's organization", _patch(api, "caller", _somebody_elses), [check_tokens]),
        Mutant(
            "API: revoked and expired tokens",
            _patch(tokens, "is_usable", lambda *given: True),
            [check_tokens],
        ),
        Mutant(
            "API: scopes", _patch(permissions.HasScope, "has_permission", lambda *given: True), [check_tokens]
        ),
        Mutant(
            "staff", _patch(StaffSite, "has_permission", lambda *given: True), [_route("admin/", "stranger")]
        ),
        Mutant(
            "journal: the actor's organization",
            _patch(journal, "append", _believing),
            [operations.check_organizations],
        ),
    ]


def permission_mutants() -> list[Mutant]:
    """Each place that asks for a permission, one at a time: operations are called by themselves, views asked for their pages."""
    return [
        Mutant(
            f"{guard.module}.{guard.function}: {guard.permission}",
            partial(_without, guard),
            [operations.check_roles if guard.is_operation else operations.check_pages],
        )
        for guard in operations.guards()
    ]


def _patch(
    where: object, name: str, instead: Callable[..., Any]
) -> Callable[[], AbstractContextManager[Any]]:
    return partial(mock.patch.object, where, name, instead)


def _route(pattern: str, role: str) -> Check:
    def check(world: World) -> None:
        rows.report(examine(world, pattern, ROUTES[pattern], role, Tally()))

    return check


def _owners_everywhere(person: User) -> list[Membership]:
    """The owner's membership of every organization, whoever asks."""
    with public_scope():
        ids = list(Organization.objects.values_list("id", flat=True))
    return [_owner_of(organization_id) for organization_id in ids]


def _owner_of(organization_id: UUID) -> Membership:
    with organization_scope(organization_id):
        return Membership.objects.select_related("organization", "user").get(role=Role.OWNER)


_append = journal.append


def _somebody_elses(request: Request) -> Caller:
    token = caller(request)
    with public_scope():
        [other] = Organization.objects.exclude(id=token.organization_id)
    return replace(token, organization_id=other.id)


def _believing(*, actor: Actor, organization_id: UUID, **given: Any) -> Any:
    return _append(
        actor=replace(actor, organization_id=organization_id), organization_id=organization_id, **given
    )


@contextmanager
def _without(guard: Guard) -> Iterator[None]:
    """`Actor.require` lets everybody pass that asks within this one function, or within what that calls: where an operation is made
    of others, theirs is a second layer that would hide that the first is gone."""
    require = Actor.require

    def lenient(actor: Actor, permission: Permission) -> None:
        if (guard.file, guard.function) not in _callers():
            require(actor, permission)

    with mock.patch.object(Actor, "require", lenient):
        yield


def _callers() -> Iterator[tuple[str, str]]:
    """The file and name of what called the running code, of what called that, and so on."""
    frame = sys._getframe(2)
    while frame is not None:
        yield frame.f_code.co_filename, frame.f_code.co_name
        frame = frame.f_back  # type: ignore[assignment]
