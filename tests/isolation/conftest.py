"""The world, for each test as if nothing had happened in it yet."""

from collections.abc import Iterator

import pytest
from django.db import connection

from tests.isolation.world import World, built, passing
from tests.support import database


@pytest.fixture(scope="session")
def world_database(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[tuple[str, World]]:
    """The name of the database the world is in, and the world."""
    with django_db_blocker.unblock(), built() as made:  # type: ignore[attr-defined]
        yield made


@pytest.fixture
def world(world_database: tuple[str, World], django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """The world, inside a transaction that is rolled back."""
    name, made = world_database
    with django_db_blocker.unblock(), database.using(name), passing():  # type: ignore[attr-defined]
        assert connection.settings_dict["NAME"] == name
        yield made
