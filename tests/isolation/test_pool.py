"""What one request sets on a connection is gone when the next one gets it, however the first one ended."""

from collections.abc import Callable

import pytest

from tests.isolation.figures import POOLED
from tests.isolation.pooled import THREADS, storm
from tests.isolation.world import World

pytestmark = pytest.mark.isolation


def test_pooled_connections_carry_nothing_from_one_request_to_the_next(
    world_database: tuple[str, World],
    django_db_blocker: pytest.FixtureRequest,
    pytestconfig: pytest.Config,
    record_property: Callable[[str, object], None],
) -> None:
    name, world = world_database
    requests = int(pytestconfig.getoption("requests"))
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        findings = storm(world, name, requests=requests, seed=1304)
    record_property(POOLED, str(findings))
    assert findings.requests == requests // THREADS * THREADS
    assert findings.faults.total() > requests / 50
    assert findings.statuses[200] > requests / 10
    assert findings.stained == []
    assert findings.leaks == []
