"""Operations hold by themselves, whatever view or task forgot: by the actor's role, and by the actor's organization."""

import pytest

from tests.isolation.operations import check_organizations, check_pages, check_roles, guarded, unfilled
from tests.isolation.world import World

pytestmark = pytest.mark.isolation


def test_every_operation_can_be_called(world: World) -> None:
    assert len(guarded()) >= 14
    assert unfilled(world) == [], "Add these parameters to `arguments` in tests/isolation/operations.py"


def test_operations_refuse_a_role_without_the_permission(world: World) -> None:
    check_roles(world)


def test_views_refuse_a_role_without_the_permission(world: World) -> None:
    check_pages(world)


def test_operations_refuse_an_actor_of_another_organization(world: World) -> None:
    check_organizations(world)
