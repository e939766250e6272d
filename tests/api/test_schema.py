"""The OpenAPI document is valid, and true to the last field."""

import copy
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from api import schema
from api.schema import document
from tests.api.conftest import Caller, caller_of
from tests.api.story import tell
from tests.factories import make_campaign

pytestmark = pytest.mark.django_db
SERVER = "https://candystorm.example"
LIST = "/api/v1/campaigns/"
ONE = LIST + "{id}/"
METRICS = ONE + "metrics/"
OPERATIONS = {LIST: "campaigns:read", ONE: "campaigns:read", METRICS: "metrics:read"}


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


def test_document_names_every_operation_with_its_scope(openapi: dict[str, Any]) -> None:
    told = {
        path: operation["security"]
        for path, methods in openapi["paths"].items()
        for operation in methods.values()
    }
    hooks = {
        path: "webhooks:write" for path in told if path.startswith(("/api/v1/webhooks/", "/api/v1/hooks/"))
    }
    assert told == {path: [{"bearer": [scope]}] for path, scope in (OPERATIONS | hooks).items()}
    assert openapi["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
    assert openapi["servers"] == [{"url": SERVER}]


def test_document_has_an_example_of_every_answer_with_a_body(openapi: dict[str, Any]) -> None:
    contents = list(bodies(openapi))
    assert len(contents) == 126
    assert [where for where, content in contents if "example" not in content] == []
    for where, content in contents:
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


Call = Callable[[str], Any]


def calls(caller: Caller) -> dict[str, Call]:
    """One way to get each status, given an address."""
    weak = caller_of(caller.membership, ["supporters:read"])
    return {
        "200": caller.get,
        "304": lambda path: caller.get(path, if_none_match="*"),
        "400": lambda path: caller.get(path, {"page_size": "x", "since": "x"}),
        "401": Client().get,
        "403": weak.get,
        "406": lambda path: caller.get(path, accept="text/csv"),
        "405": lambda path: caller.send("delete", path),
    }


@pytest.mark.parametrize("path", OPERATIONS)
@pytest.mark.parametrize("status", ["200", "304", "400", "401", "403", "405", "406"])
def test_real_answers_are_as_documented(
    caller: Caller, openapi: dict[str, Any], path: str, status: str
) -> None:
    campaign = tell(caller.membership)
    make_campaign(caller.membership, company_id=None, deadline=None, story={})
    answer = calls(caller)[status](path.format(id=campaign.id))
    assert str(answer.status_code) == status
    assert_documented(openapi, path, answer)


@pytest.mark.parametrize("path", [ONE, METRICS])
def test_missing_campaign_is_as_documented(caller: Caller, openapi: dict[str, Any], path: str) -> None:
    answer = caller.get(path.format(id=uuid4()))
    assert answer.status_code == 404
    assert_documented(openapi, path, answer)


def test_missing_page_is_as_documented(caller: Caller, openapi: dict[str, Any]) -> None:
    answer = caller.get(LIST, {"page": "2"})
    assert answer.status_code == 404
    assert_documented(openapi, LIST, answer)


def test_sparse_draft_is_as_documented(caller: Caller, openapi: dict[str, Any]) -> None:
    campaign = make_campaign(caller.membership, company_id=None, deadline=None, story={}, event_name="")
    for path in (ONE, METRICS):
        assert_documented(openapi, path, caller.get(path.format(id=campaign.id)))


def assert_documented(openapi: dict[str, Any], path: str, answer: Any) -> None:
    responses = openapi["paths"][path]["get"]["responses"]
    told = responses.get(str(answer.status_code), responses["default"])
    if "content" not in told:
        assert answer.content == b""
        return
    (media_type,) = told["content"]
    assert answer["Content-Type"] == media_type
    assert faults(openapi, told["content"][media_type]["schema"], answer.json()) == []
    assert set(told.get("headers", {})) <= set(answer.headers)


def test_validation_would_see_a_field_that_is_not_documented(caller: Caller, openapi: dict[str, Any]) -> None:
    campaign = tell(caller.membership)
    told = caller.get(ONE.format(id=campaign.id)).json()
    expected = {"$ref": "#/components/schemas/Campaign"}
    assert faults(openapi, expected, told) == []
    assert len(faults(openapi, expected, {**told, "secret": 1})) == 1
    assert len(faults(openapi, expected, {**told, "event": {**told["event"], "secret": 1}})) == 1
    assert len(faults(openapi, expected, {**told, "deadline": 7})) == 1
