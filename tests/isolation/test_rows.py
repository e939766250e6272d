import pytest
from tests.isolation import rows
from tests.isolation.world import World
pytestmark = pytest.mark.isolation

@pytest.mark.parametrize("check", [rows.check_reads, rows.check_changes, rows.check_inserts, rows.check_own_inserts, rows.check_moves, rows.check_filters], ids=lambda c: c.__name__)
def test_rows(check, world: World) -> None:
    check(world)
