"""Every operation, one by one: it succeeds, it is done once, and it is the operation that the document names."""

from typing import Any

import pytest
import time_machine
from django.urls import resolve

from accounts.tokens.scopes import TokenScope
from api.schema import document
from tests.api.conftest import Caller, caller_of
from tests.api.operations import LATER, OPERATIONS, Operation, scene

pytestmark = pytest.mark.django_db
WRITES = [operation for operation in OPERATIONS if operation.writes]


def named(operation: Operation) -> str:
    return operation.name


@pytest.fixture(autouse=True)
def that_day() -> Any:
    with time_machine.travel(LATER, tick=False):
        yield


def test_document_and_suite_name_the_same_operations() -> None:
    told = {
        f"{method.upper()} {path}": operation["security"][0]["bearer"]
        for path, methods in document("https://candystorm.example")["paths"].items()
        for method, operation in methods.items()
    }
    assert told == {operation.name: [operation.scope] for operation in OPERATIONS}


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
def test_operation_succeeds_with_its_scope_alone(caller: Caller, operation: Operation) -> None:
    here = scene(caller)
    alone = caller_of(caller.membership, [operation.scope])
    others = caller_of(caller.membership, [scope for scope in TokenScope.values if scope != operation.scope])
    assert here.send(others, operation).status_code == 403
    answer = here.send(alone, operation)
    assert answer.status_code == operation.status, answer.content


@pytest.mark.parametrize("operation", WRITES, ids=named)
def test_operation_that_writes_is_done_once(caller: Caller, operation: Operation) -> None:
    here = scene(caller)
    view: Any = resolve(here.path(operation)).func
    assert getattr(view.view_class, operation.method).is_once
    answers = [here.send(caller, operation, idempotency_key="one") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [operation.status] * 2
    assert answers[0].content == answers[1].content
    assert answers[1]["Idempotent-Replayed"] == "true"
