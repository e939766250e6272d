"""The suite looks where something is: an empty table would show nothing of anybody's."""

import pytest

from tests.isolation.world import World

pytestmark = pytest.mark.isolation


def test_world_has_rows_of_each_organization_in_every_table(world: World) -> None:
    empty = [
        f"{table}: {tenant.name} has no row; make one in tests/isolation/tenants.py (`fill`)"
        for tenant in (world.mine, world.theirs)
        for table, rows in world.rows.items()
        if table != "accounts_outgoingmail"
        if not any(world.owner_of(table, row) == str(tenant.id) for row in rows)
    ]
    assert empty == []
