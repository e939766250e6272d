"""Every address of the URLconf, by every method, in every role: nothing of the other organization."""

from collections.abc import Callable

import pytest

from tests.isolation.doors import METHODS, Tally, examine
from tests.isolation.figures import ISOLATION
from tests.isolation.routes import ROUTES, served
from tests.isolation.rows import report
from tests.isolation.world import ROLES, World

pytestmark = pytest.mark.isolation
Record = Callable[[str, object], None]


def test_every_route_is_classified(record_property: Record) -> None:
    patterns = [pattern for pattern, _ in served()]
    unknown = [f'    "{pattern}": …,' for pattern in patterns if pattern not in ROUTES]
    record_property(ISOLATION, [0, len(METHODS), len(ROLES), 0, 0, len(unknown)])
    assert unknown == [], "Add to ROUTES in tests/isolation/routes.py:\n" + "\n".join(unknown)
    assert [pattern for pattern in ROUTES if pattern not in patterns] == []


@pytest.mark.parametrize("pattern", ROUTES)
def test_route_tells_nothing_of_another_organization(
    pattern: str, world: World, record_property: Record
) -> None:
    tally, wrong = Tally(), []
    missing = [name for name in ROUTES[pattern].names(pattern) if name not in world.mine.values]
    assert missing == [], "Add to `_values` in tests/isolation/tenants.py, or name another value in `fill`"
    for role in ROLES:
        wrong += examine(world, pattern, ROUTES[pattern], role, tally)
    record_property(ISOLATION, [1, len(METHODS), len(ROLES), tally.requests, tally.foreign, 0])
    report(wrong)
