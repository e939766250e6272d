"""How often the API may be asked, and what it says of it."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.actors import actor_of
from accounts.hashing import digest_of
from accounts.tokens.operations import authenticate, revoke_token
from accounts.tokens.queries import bearer_of
from candyplatform.base import clock
from tests.api.conftest import Caller, caller_of
from tests.factories import make_organization
from tests.support.own_limits import own_limits

pytestmark = pytest.mark.django_db
LIST = "/api/v1/campaigns/"
HEADERS = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")


@pytest.fixture
def rates() -> dict[str, str]:
    return {"api.token": "3/minute"}


@pytest.fixture(autouse=True)
def own(settings: Settings, worker_id: str, rates: Mapping[str, str]) -> Iterator[None]:
    with own_limits(settings, worker_id, rates):
        yield


def told(answer: Any) -> tuple[int, int, int]:
    limit, remaining, _reset = (int(answer[name]) for name in HEADERS)
    return answer.status_code, limit, remaining


def test_token_may_ask_so_often_and_is_told_what_is_left(caller: Caller) -> None:
    answers = [caller.get(LIST) for _ in range(4)]
    assert [told(answer) for answer in answers] == [(200, 3, 2), (200, 3, 1), (200, 3, 0), (429, 3, 0)]
    assert 55 <= int(answers[-1]["RateLimit-Reset"]) <= 60
    assert answers[-1]["Retry-After"] == answers[-1]["RateLimit-Reset"]
    assert answers[-1]["Content-Type"] == "application/problem+json"
    assert answers[-1].json()["code"] == "throttled"


def test_token_of_the_same_organization_has_its_own_allowance(caller: Caller) -> None:
    other = caller_of(caller.membership)
    assert [caller.get(LIST).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert other.get(LIST).status_code == 200


@pytest.mark.parametrize("rates", [{"api.organization": "3/minute"}])
def test_organization_may_ask_so_often_with_all_its_tokens(caller: Caller) -> None:
    other = caller_of(caller.membership)
    assert [one.get(LIST).status_code for one in (caller, other, caller, other)] == [200, 200, 200, 429]
    assert caller_of(make_organization()).get(LIST).status_code == 200


@pytest.mark.parametrize("rates", [{"api.address": "3/minute"}])
def test_address_may_ask_so_often_with_or_without_a_token(caller: Caller) -> None:
    codes = [Client().get(LIST).status_code, caller.get(LIST).status_code]
    codes += [caller.get(LIST).status_code, caller.get(LIST).status_code, Client().get(LIST).status_code]
    assert codes == [401, 200, 200, 429, 429]


@pytest.mark.parametrize("rates", [{"api.organization": "4/minute"}])
def test_token_that_was_revoked_uses_up_nothing_more_of_its_organizations_allowance(caller: Caller) -> None:
    gone = caller_of(caller.membership)
    assert gone.get(LIST).status_code == 200
    bearer = bearer_of(digest_of(gone.secret))
    assert bearer
    revoke_token(token_id=bearer.token.id, actor=actor_of(caller.membership), now=clock.now())
    # The first time it was not known yet that it is over.
    assert [gone.get(LIST).status_code for _ in range(5)] == [401] * 5
    assert [told(caller.get(LIST)) for _ in range(3)] == [(200, 4, 1), (200, 4, 0), (429, 4, 0)]


def test_throttled_token_is_not_looked_up(caller: Caller, django_assert_num_queries: Any) -> None:
    assert [caller.get(LIST).status_code for _ in range(3)] == [200] * 3
    with django_assert_num_queries(0):
        assert told(caller.get(LIST)) == (429, 3, 0)


def test_request_that_lacks_a_scope_counts(caller: Caller) -> None:
    weak = caller_of(caller.membership, ["metrics:read"])
    assert [told(weak.get(LIST)) for _ in range(4)] == [(403, 3, 2), (403, 3, 1), (403, 3, 0), (429, 3, 0)]


@pytest.mark.parametrize("rates", [{"api.failed": "3/minute"}])
def test_address_with_tokens_that_are_not_valid_is_refused_before_they_are_looked_up(
    caller: Caller, django_assert_num_queries: Any
) -> None:
    secrets = [f"candy_{'0' * 33}{number}_000000" for number in range(3)]
    guesses = [Client(headers={"authorization": f"Bearer {secret}"}).get(LIST) for secret in secrets]
    assert [answer.status_code for answer in guesses] == [401, 401, 401]
    with django_assert_num_queries(0):
        refused = caller.get(LIST)
    assert refused.status_code == 429
    assert 55 <= int(refused["Retry-After"]) <= 60
    assert authenticate(caller.secret, now=clock.now()).organization_id == caller.membership.organization_id


def test_answer_without_a_body_tells_what_is_left_too(caller: Caller) -> None:
    etag = caller.get(LIST)["ETag"]
    assert told(caller.get(LIST, if_none_match=etag)) == (304, 3, 1)


@pytest.mark.parametrize("rates", [{"api.token": "20/minute"}])
@pytest.mark.django_db(transaction=True)
def test_limit_is_exact_when_fifty_connections_ask_at_once(live_server: LiveServer) -> None:
    caller = caller_of(make_organization())

    def ask(_number: int) -> int:
        connection = HTTPConnection(live_server.thread.host, live_server.thread.port, timeout=30)
        connection.request("GET", LIST, headers={"Authorization": f"Bearer {caller.secret}"})
        with closing(connection), connection.getresponse() as answer:
            answer.read()
            return answer.status

    with ThreadPoolExecutor(50) as pool:
        codes = list(pool.map(ask, range(50)))
    assert sorted(codes) == [200] * 20 + [429] * 30
