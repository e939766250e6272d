"""A caller with a token."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from pytest_django.fixtures import Settings

from accounts.actors import actor_of
from accounts.models import Membership
from accounts.tokens.operations import issue_token
from accounts.tokens.scopes import OFFERED
from candyplatform.base import clock
from tests.factories import make_organization
from tests.support.event_page import event_page


@dataclass
class Caller:
    """An event tool of one organization."""

    membership: Membership
    secret: str

    def get(self, path: str, query: dict[str, Any] | None = None, **headers: str) -> Any:
        """GET with the token; headers as keywords (`if_none_match`)."""
        return self.send("get", path, query or {}, **headers)

    def send(
        self,
        method: str,
        path: str,
        data: Any = None,
        *,
        content_type: str = "application/json",
        **headers: str,
    ) -> Any:
        """Any method with the token; what changes something is sent as JSON."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        client = Client(
            headers={"authorization": f"Bearer {self.secret}", **given}, raise_request_exception=False
        )
        if method in ("post", "put", "patch", "delete"):
            body = data if isinstance(data, str | bytes) else b"" if data is None else json.dumps(data)
            return client.generic(method.upper(), path, body, content_type=content_type)
        return getattr(client, method)(path, data)


def caller_of(membership: Membership, scopes: Sequence[str] = OFFERED) -> Caller:
    """A caller with a fresh token of the membership's organization."""
    issued = issue_token(actor=actor_of(membership), name="Test", scopes=scopes, now=clock.now())
    return Caller(membership, issued.secret)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A request leaves its language behind in the thread; the next test does not want it."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def way_to_the_event_page(settings: Settings) -> None:
    """What asks another site asks this one."""
    settings.HTTP_ALLOW_LOOPBACK = [event_page().address]


@pytest.fixture
def caller(db: None) -> Caller:
    """A caller of a fresh organization, with all that tokens are offered for."""
    return caller_of(make_organization(slug="educamp"))
