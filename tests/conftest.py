"""What every test can use."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.servers.basehttp import WSGIServer
from django.test import TransactionTestCase
from django.utils import timezone, translation

from campaigns.pages import kept
from tests.isolation import figures
from tests.support import database
from tests.support.door_figures import door_figures
from tests.support.own_cache import empty_own_cache

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright's event loop runs beside the ORM

WSGIServer.request_queue_size = 128  # its ten are fewer than the connections tests open at once

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
    "peers": "a real pretix and a real pretalx",
    "schema": "generated requests to every operation of the API",
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
    """What the suites that measure say of what they found, from all processes."""
    told = _told(terminalreporter)
    for line in figures.lines(told):
        terminalreporter.write_line(line)
    if tried := [value for name, value in told if name == "door"]:
        terminalreporter.write_sep("-", "the door")
        terminalreporter.write_line(door_figures(tried))


def _told(terminal: pytest.TerminalReporter) -> list[tuple[str, Any]]:
    """The tests' own properties: name and value."""
    return [
        (name, value)
        for reports in terminal.stats.values()
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, value in report.user_properties
    ]


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
    empty_own_cache()


@pytest.fixture(autouse=True, scope="session")
def no_near_copies() -> None:
    """Who reads a page twice in one test wants to see what changed meanwhile. Tests of such copies allow them."""
    kept.NEAR_SECONDS = 0


@pytest.fixture(autouse=True, scope="session")
def generous_limits() -> None:
    """Tests ask more often than people do, and all from one address. Tests of limits set their own."""
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, "1000000/second")


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
