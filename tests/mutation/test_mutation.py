"""Whether the isolation suite would notice: everything that keeps organizations apart is taken away, one piece at a time."""

from collections.abc import Callable

import pytest

from tests.isolation.figures import MUTATION
from tests.isolation.world import World
from tests.mutation import code, database
from tests.mutation.mutants import Mutant, run

pytestmark = pytest.mark.mutation
Record = Callable[[str, object], None]


def _run(world: World, mutants: list[Mutant], name: str, record: Record) -> None:
    outcome = run(world, mutants)
    record(MUTATION, f"{name}: {outcome}")
    assert mutants
    assert outcome.survivors == []


def test_policies(broken: World, record_property: Record) -> None:
    _run(broken, database.policy_mutants(), "policies and their conditions", record_property)


def test_row_security(broken: World, record_property: Record) -> None:
    _run(broken, database.security_mutants(), "row security and its force", record_property)


def test_keys_triggers_and_privileges(broken: World, record_property: Record) -> None:
    _run(broken, database.key_mutants(), "composite keys, triggers, privileges", record_property)


def test_filters(broken: World, record_property: Record) -> None:
    """With row security off: the filters are the only layer then."""
    with database.security_off():
        _run(broken, code.filter_mutants(), "filters of managers", record_property)


def test_doors(broken: World, record_property: Record) -> None:
    """With row security on, as it opens what the door says: who is let in is the only layer here."""
    _run(broken, code.door_mutants(), "checks of who enters", record_property)


def test_permissions(broken: World, record_property: Record) -> None:
    _run(broken, code.permission_mutants(), "checks of permissions", record_property)
