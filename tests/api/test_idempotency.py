"""Idempotency keys: what is sent twice is done once."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from http.client import HTTPConnection
from typing import Any

import pytest
import time_machine
from django.db import connections, transaction
from pytest_django.live_server_helper import LiveServer

from accounts.idempotency.operations import KEPT
from accounts.models import IdempotentAnswer
from accounts.scope import organization_scope
from campaigns.models import Campaign
from candyplatform.base import clock
from tests.api.conftest import Caller, caller_of
from tests.factories import make_organization
from tests.support.due_work import sweep_and_work

pytestmark = pytest.mark.django_db
LIST = "/api/v1/campaigns/"
NEW: dict[str, Any] = {"languages": ["en"], "title": {"en": "A line, please"}}


def create(caller: Caller, body: Any = None, **headers: str) -> Any:
    return caller.send("post", LIST, NEW if body is None else body, **headers)


def made(caller: Caller) -> int:
    with organization_scope(caller.membership.organization_id):
        return Campaign.objects.count()


@pytest.mark.parametrize("header", ["idempotency_key", "x_idempotency_key"])
def test_same_request_is_done_once_and_answered_the_same(caller: Caller, header: str) -> None:
    first, again = (create(caller, **{header: "one"}) for _ in range(2))
    assert (first.status_code, again.status_code, made(caller)) == (201, 201, 1)
    assert again.content == first.content
    assert again["Location"] == first["Location"]
    assert (again["ETag"], again["Idempotent-Replayed"]) == (first["ETag"], "true")
    assert "Idempotent-Replayed" not in first


def test_order_of_fields_makes_no_other_request(caller: Caller) -> None:
    create(caller, idempotency_key="one")
    again = create(caller, dict(reversed(NEW.items())), idempotency_key="one")
    assert (again.status_code, made(caller)) == (201, 1)


def test_without_a_key_each_request_is_its_own(caller: Caller) -> None:
    assert [create(caller).status_code for _ in range(2)] == [201, 201]
    assert made(caller) == 2


def test_key_of_another_request_is_refused(caller: Caller) -> None:
    first = create(caller, idempotency_key="one").json()
    other = create(caller, {**NEW, "languages": ["de", "en"]}, idempotency_key="one")
    elsewhere = caller.send("post", f"{LIST}{first['id']}/duplicate/", NEW, idempotency_key="one")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert elsewhere.status_code == 400  # what cannot be read is told first
    assert made(caller) == 1


def test_error_leaves_the_key_free(caller: Caller) -> None:
    assert create(caller, {"languages": ["en"]}, idempotency_key="one").status_code == 400
    assert (create(caller, idempotency_key="one").status_code, made(caller)) == (201, 1)


@pytest.mark.parametrize("key", ["", "x" * 256])
def test_unfit_key_is_refused(caller: Caller, key: str) -> None:
    answer = create(caller, idempotency_key=key)
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_unfit")
    assert made(caller) == 0


def test_answer_without_a_body_is_told_again(caller: Caller) -> None:
    campaign = create(caller).json()["id"]
    path = f"{LIST}{campaign}/storm-hour/"
    answers = [caller.send("delete", path, idempotency_key="off") for _ in range(2)]
    assert [(answer.status_code, answer.content) for answer in answers] == [(204, b"")] * 2
    assert answers[1]["Idempotent-Replayed"] == "true"


def test_organizations_have_keys_of_their_own(caller: Caller) -> None:
    other = caller_of(make_organization())
    assert [create(one, idempotency_key="one").status_code for one in (caller, other)] == [201, 201]
    assert (made(caller), made(other)) == (1, 1)


def test_key_is_free_again_after_a_day(caller: Caller) -> None:
    create(caller, idempotency_key="one")
    with time_machine.travel(clock.now() + KEPT + timedelta(seconds=1)):
        assert (create(caller, idempotency_key="one").status_code, made(caller)) == (201, 2)


def test_answers_are_thrown_away_after_a_day(caller: Caller) -> None:
    create(caller, idempotency_key="one")
    for wait, left in ((KEPT - timedelta(minutes=1), 1), (KEPT + timedelta(seconds=1), 0)):
        sweep_and_work(now=clock.now() + wait, kinds=("idempotency.forget",))
        with organization_scope(caller.membership.organization_id):
            assert IdempotentAnswer.objects.count() == left


@pytest.mark.django_db(transaction=True)
def test_fifty_simultaneous_requests_with_one_key_make_one_campaign(live_server: LiveServer) -> None:
    caller = caller_of(make_organization())
    headers = {
        "Authorization": f"Bearer {caller.secret}",
        "Content-Type": "application/json",
        "Idempotency-Key": "one",
    }

    def send(_number: int) -> tuple[int, Any]:
        connection = HTTPConnection(live_server.thread.host, live_server.thread.port, timeout=60)
        with closing(connection):
            connection.request("POST", LIST, json.dumps(NEW), headers)
            with connection.getresponse() as answer:
                told = json.loads(answer.read())
                return answer.status, told.get("id") or told["code"]

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(send, range(50)))
    told = {status: {what for code, what in answers if code == status} for status, _ in answers}
    assert made(caller) == 1
    assert set(told) <= {201, 409}
    assert len(told[201]) == 1
    assert told.get(409, {"idempotency_key_in_flight"}) == {"idempotency_key_in_flight"}


@pytest.mark.django_db(transaction=True)
def test_second_request_is_told_that_the_first_is_worked_on(caller: Caller) -> None:
    def late() -> Any:
        try:
            return create(caller, idempotency_key="one")
        finally:
            connections.close_all()

    caller.get(LIST)  # that the token was used is noted once a minute, and would be waited for
    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        assert create(caller, idempotency_key="one").status_code == 201
        meanwhile = pool.submit(late).result()
    assert (meanwhile.status_code, meanwhile.json()["code"]) == (409, "idempotency_key_in_flight")
    assert late()["Idempotent-Replayed"] == "true"
