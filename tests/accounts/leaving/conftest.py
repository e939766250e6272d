"""What the tests of the pages share."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from tests.factories import PASSWORD

LogIn = Callable[[User], Client]


@pytest.fixture
def log_in() -> LogIn:
    """Log somebody in as they do, with their password."""

    def log_in(user: User) -> Client:
        client = Client()
        answer = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
        assert answer.status_code == 302
        return client

    return log_in


def reauthenticate(client: Client, here: str) -> None:
    """Give the password once more, on the way to `here`."""
    answer = client.post(f"/accounts/reauthenticate/?next={here}", {"password": PASSWORD})
    assert answer.status_code == 302
