"""The OpenAPI document is valid, and true to the last field."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from accounts.tokens.scopes import OFFERED, TokenScope
from api import schema
from api.campaigns.expanding import EXPANSIONS
from api.chosen import CHOSEN_TYPE
from api.schema import document
from tests.api.conftest import Caller, caller_of
from tests.api.operations import LATER, LIST, ONE, OPERATIONS, Operation, Scene, scene
from tests.api.story import tell
from tests.factories import make_campaign

pytestmark = pytest.mark.django_db
SERVER = "https://candystorm.example"
FILE = "application/zip"


@pytest.fixture(scope="module")
def openapi() -> dict[str, Any]:
    return copy.deepcopy(document(SERVER))


def test_document_is_openapi_3_1_without_a_warning(openapi: dict[str, Any]) -> None:
    GENERATOR_STATS.reset()
    schema._document.cache_clear()
    assert document(SERVER) == openapi
    assert not GENERATOR_STATS
    assert openapi["openapi"] == "3.1.1"
    validate_schema(openapi)  # type: ignore[no-untyped-call]


def test_document_says_how_to_authenticate_and_where(openapi: dict[str, Any]) -> None:
    assert openapi["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
    assert openapi["servers"] == [{"url": SERVER}]


def test_bodies_of_requests_in_the_suite_are_as_documented(openapi: dict[str, Any]) -> None:
    for operation in OPERATIONS:
        told = openapi["paths"][operation.path][operation.method].get("requestBody")
        assert (told is None) == (operation.body is None), operation.name
        if told:
            (content,) = told["content"].values()
            assert faults(openapi, content["schema"], operation.body) == [], operation.name
            assert content["example"] == operation.body


def test_document_has_an_example_of_every_answer_with_a_body(openapi: dict[str, Any]) -> None:
    contents = list(bodies(openapi))
    assert len(contents) > 8 * len(OPERATIONS)
    # Answers with chosen fields are parts of the others, and of a file there is nothing to show.
    shown = [pair for pair in contents if not pair[0].endswith((CHOSEN_TYPE, FILE))]
    assert [where for where, content in shown if "example" not in content] == []
    for where, content in shown:
        assert faults(openapi, content["schema"], content["example"]) == [], where


def bodies(openapi: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in openapi["paths"].items():
        for operation in methods.values():
            for code, answer in operation["responses"].items():
                for media_type, content in answer.get("content", {}).items():
                    yield f"{path} {code} {media_type}", content


def faults(openapi: dict[str, Any], expected: dict[str, Any], value: Any) -> list[str]:
    """Where a value departs from its schema; a field that the schema does not name is a fault too."""
    whole = {**expected, "components": closed(openapi["components"])}
    validator = Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def closed(node: Any) -> Any:
    """The schema with every object closed."""
    if isinstance(node, list):
        return [closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    inner = {name: closed(value) for name, value in node.items()}
    is_open_object = isinstance(node.get("properties"), dict) and "additionalProperties" not in node
    return {**inner, "additionalProperties": False} if is_open_object else inner


def test_real_answers_are_as_documented(caller: Caller, openapi: dict[str, Any]) -> None:
    here = scene(caller)
    weak = {
        scope: caller_of(caller.membership, [other for other in OFFERED if other != scope])
        for scope in OFFERED
    }
    with time_machine.travel(LATER, tick=False):
        for operation in OPERATIONS:
            for status, answer in answers(here, caller, weak[TokenScope(operation.scope)], operation):
                assert answer.status_code == status, f"{operation.name}: {answer.content}"
                assert_documented(openapi, operation, answer)


def answers(here: Scene, caller: Caller, weak: Caller, operation: Operation) -> Iterator[tuple[int, Any]]:
    """Every status that an operation has, and an answer that has it; what is done is undone."""
    path = here.path(operation)
    yield 403, here.send(weak, operation)
    yield 401, getattr(Client(), operation.method)(path)
    yield 406, here.send(caller, operation, accept="text/plain")
    yield 400, caller.send(operation.method, f"{path}?colour=red", operation.body, **operation.headers)
    yield 405, caller.send("options", path)
    if "{" in operation.path:
        nowhere = operation.path.format(id=uuid4(), answer=1, update=1, post=1, message="msg_0")
        yield 404, caller.send(operation.method, nowhere, operation.body, **operation.headers)
    if operation.method == "get":
        yield 304, here.send(caller, operation, if_none_match="*")
        whole = here.send(caller, operation)
        yield 200, whole
        if name := first_field(whole):
            yield 200, caller.get(path, {**operation.asked, "fields": name})
        if operation.path in (LIST, ONE):
            yield 200, caller.get(path, {"expand": ",".join(EXPANSIONS)})
        return
    yield from answers_to_writes(here, caller, operation)


def first_field(whole: Any) -> str:
    """The first field that there is to choose; "" where there is nothing to choose from."""
    told = None if whole.streaming else whole.json()
    if not isinstance(told, dict):
        return ""
    (one, *_more) = told.get("results", [told])
    return str(next(iter(one)))


def answers_to_writes(here: Scene, caller: Caller, operation: Operation) -> Iterator[tuple[int, Any]]:
    path = here.path(operation)
    if operation.method != "delete":
        yield 400, caller.send(operation.method, path, {"colour": "red"}, **operation.headers)
        yield 415, caller.send(operation.method, path, "x", content_type="text/plain", **operation.headers)
    if operation.method == "patch":
        yield 428, caller.send("patch", path, operation.body)
        yield 412, caller.send("patch", path, operation.body, if_match='"old"')
    with undone():
        yield operation.status, here.send(caller, operation, idempotency_key="one")
        yield operation.status, here.send(caller, operation, idempotency_key="one")
        elsewhere = f"{LIST}{here.ids['live']['id']}/duplicate/"
        yield 422, caller.send("post", elsewhere, idempotency_key="one")


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_missing_page_is_as_documented(caller: Caller, openapi: dict[str, Any]) -> None:
    lists = [operation for operation in OPERATIONS if operation.path == LIST and not operation.writes]
    answer = caller.get(LIST, {"page": "2"})
    assert answer.status_code == 404
    assert_documented(openapi, lists[0], answer)


def test_sparse_draft_is_as_documented(caller: Caller, openapi: dict[str, Any]) -> None:
    campaign = make_campaign(caller.membership, company_id=None, deadline=None, story={}, event_name="")
    for operation in OPERATIONS:
        if not operation.writes and "answer}" not in operation.path and "update}" not in operation.path:
            answer = caller.get(operation.path.format(id=campaign.id), operation.asked)
            assert_documented(openapi, operation, answer)


def assert_documented(openapi: dict[str, Any], operation: Operation, answer: Any) -> None:
    responses = openapi["paths"][operation.path][operation.method]["responses"]
    told = responses.get(str(answer.status_code), responses["default"])
    assert set(told.get("headers", {})) <= set(answer.headers), operation.name
    if "content" not in told:
        assert answer.content == b""
        return
    media_type = answer["Content-Type"]
    if media_type in ("text/csv; charset=utf-8", FILE):
        assert media_type.partition(";")[0] in told["content"]
        return
    assert faults(openapi, told["content"][media_type]["schema"], answer.json()) == [], operation.name


def test_validation_would_see_a_field_that_is_not_documented(caller: Caller, openapi: dict[str, Any]) -> None:
    campaign = tell(caller.membership)
    told = caller.get(ONE.format(id=campaign.id)).json()
    expected = {"$ref": "#/components/schemas/Campaign"}
    assert faults(openapi, expected, told) == []
    assert len(faults(openapi, expected, {**told, "secret": 1})) == 1
    assert len(faults(openapi, expected, {**told, "event": {**told["event"], "secret": 1}})) == 1
    assert len(faults(openapi, expected, {**told, "deadline": 7})) == 1
