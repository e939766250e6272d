"""What every test can use."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import TransactionTestCase
from django.utils import timezone, translation

from tests.isolation import figures
from tests.support import database

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright's event loop runs beside the ORM

RECORDED = Path(__file__).resolve().parent.parent.parent / "shared" / "recorded"


# Machines are shared and slow at times: no property fails because an example took long.
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("patient")

# Suites that are asked for by name; each drives programs of its own and runs in one process.
APART = {
    "live": "a real AT Protocol network",
    "chaos": "a storm under kill -9",
    "mutation": "each policy and filter removed in turn",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """How much of what is random."""
    parser.addoption(
        "--requests", type=int, default=600, help="requests through the pool of the isolation suite"
    )


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Say what is not part of the default run, and how to run it."""
    if config.getoption("markexpr") in APART:
        return []
    return ["not in this run: " + ", ".join(f"{what} (./dev test -m {name})" for name, what in APART.items())]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the isolation suite and its mutation run found, in a line each, from all processes."""
    for line in figures.lines(terminalreporter):
        terminalreporter.write_line(line)


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """One worker for a suite that drives programs of its own; else as many as there are cores."""
    return 1 if config.getoption("markexpr") in APART else None


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """The database of this test process, in place of pytest-django's, which would connect as the wrong role."""
    original = settings.DATABASES["owner"]["NAME"]
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        name = database.create()
    patch = pytest.MonkeyPatch()
    # Django empties tables as the web role, which may not: the owner does it.
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: database.empty(name))
    yield
    patch.undo()
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        database.drop(name, original)


@pytest.fixture(autouse=True, scope="session")
def cheap_passwords() -> None:
    """A password's hash is made slow to compute; tests log in by the hundred."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def own_language_and_zone() -> None:
    """A request leaves its language and zone active in its thread: each test begins with the defaults."""
    translation.activate(settings.LANGUAGE_CODE)
    timezone.deactivate()


@pytest.fixture(autouse=True)
def own_cache(worker_id: str) -> Iterator[None]:
    """Each test process has its own corner of the cache, empty at every start."""
    settings.CACHES["default"]["KEY_PREFIX"] = f"test-{worker_id}"
    cache.key_prefix = f"test-{worker_id}"
    yield
    cache.clear()


@pytest.fixture
def now() -> datetime:
    """A moment to give to operations: Monday, 22 April 2013, noon in Berlin."""
    return datetime(2013, 4, 22, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def recorded() -> Path:
    """The folder with recorded traffic of real servers, which stands beside some checkouts."""
    if not RECORDED.is_dir():
        pytest.skip("no recorded traffic beside this checkout")
    return RECORDED
