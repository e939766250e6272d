"""Four callers and whatever they may send: no server error, no answer that the document does not tell, nothing of the
organization for who does not belong to it.

./dev test -m schema tests/api/test_roles.py -s sends `CASES` requests (10,000, a quarter to each role, half of them in
sequences that use what earlier answers told) and prints what came.
"""

import os

import pytest
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.api.asking import ROLES, Asking, ask_each_operation, asking_as, tell_stories
from tests.api.operations import OPERATIONS

CASES = int(os.environ.get("CASES", "10000"))


@pytest.fixture(autouse=True)
def no_limits(settings: Settings) -> None:
    """As many requests as somebody likes."""
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, "1000000/second")


@pytest.mark.schema
@pytest.mark.parametrize("role", ROLES)
def test_no_role_is_answered_in_an_undocumented_way(live_server: LiveServer, role: str) -> None:
    asking, cases = asking_as(role), CASES // len(ROLES)
    ask_each_operation(asking, live_server.url, cases // 2 // len(OPERATIONS))
    tell_stories(asking, live_server.url, cases - asking.cases)
    print(asking)
    assert _surprising(asking) == []
    assert asking.cases >= cases
    assert len(asking.operations) == len(OPERATIONS)


@pytest.mark.parametrize("role", ROLES)
def test_a_few_stories_bring_no_surprise(live_server: LiveServer, role: str) -> None:
    asking = asking_as(role)
    tell_stories(asking, live_server.url, 40)
    assert _surprising(asking) == []


def test_what_a_role_may_not_be_told_is_found(live_server: LiveServer) -> None:
    asking = asking_as("owner")
    asking.role = "anonymous"
    tell_stories(asking, live_server.url, 20)
    assert asking.surprises


def _surprising(asking: Asking) -> list[str]:
    return [*asking.surprises, *(str(status) for status in asking.statuses if status >= 500)]
