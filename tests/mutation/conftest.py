"""The world of the isolation suite, in a copy that may be broken."""

from collections.abc import Iterator

import pytest

from tests.isolation.world import World, built
from tests.support import database


@pytest.fixture(scope="module")
def broken(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """A world whose tables and policies are this run's to change; every check rolls back what it does."""
    with django_db_blocker.unblock(), built() as (name, world), database.using(name):  # type: ignore[attr-defined]
        yield world
