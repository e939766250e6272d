"""What an error looks like, wherever it comes from."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions, serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.test import APIRequestFactory

from api.errors import TITLES, handle
from campaigns.transitions.operations import MovedMeanwhile, NotReady, WrongState
from candyplatform.base.errors import Conflict, DomainError, Forbidden, Invalid, NotFound

CONTEXT = {"view": SimpleNamespace(allowed_methods=["GET", "HEAD"], renderer_classes=[JSONRenderer])}


def told(error: Exception) -> dict[str, Any]:
    response = handle(error, CONTEXT)
    assert response is not None
    assert response.content_type == "application/problem+json"
    data: dict[str, Any] = response.data
    assert data["status"] == response.status_code
    assert data["type"] == f"urn:candystorm:problem:{data['code']}"
    assert data["title"] == str(TITLES[response.status_code])
    return data


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (Invalid("Mend it."), 400, "invalid"),
        (NotReady(), 400, "not_ready"),
        (Forbidden("Ask an owner."), 403, "forbidden"),
        (NotFound("There is none."), 404, "not_found"),
        (Conflict("Too late."), 409, "conflict"),
        (MovedMeanwhile(), 409, "moved_meanwhile"),
        (WrongState(), 409, "wrong_state"),
    ],
)
def test_errors_of_the_domain_keep_code_and_words(error: DomainError, status: int, code: str) -> None:
    data = told(error)
    assert (data["status"], data["code"], data["detail"], data["errors"]) == (
        status,
        code,
        str(error.text),
        [],
    )


def test_error_without_words_has_a_detail_all_the_same() -> None:
    assert told(Conflict())["detail"] == "Something else stands in the way"


def test_fields_of_a_domain_error_become_pointers() -> None:
    error = Invalid("Mend it.", fields={"title": ["Too long.", "Too loud."], "deadline": ["Passed."]})
    assert told(error)["errors"] == [
        {"code": "invalid", "detail": "Too long.", "pointer": "#/title", "parameter": None},
        {"code": "invalid", "detail": "Too loud.", "pointer": "#/title", "parameter": None},
        {"code": "invalid", "detail": "Passed.", "pointer": "#/deadline", "parameter": None},
    ]


class Item(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=3)


class Body(serializers.Serializer[Any]):
    items = Item(many=True)
    tags = serializers.ListField(child=serializers.CharField(max_length=3))
    number = serializers.IntegerField()

    def validate(self, attrs: Any) -> Any:
        raise serializers.ValidationError("As a whole it makes no sense.", code="senseless")


def errors_of(body: Any) -> list[tuple[str, str, None]]:
    serializer = Body(data=body)
    with pytest.raises(exceptions.ValidationError) as caught:
        serializer.is_valid(raise_exception=True)
    return [(row["pointer"], row["code"], row["parameter"]) for row in told(caught.value)["errors"]]


def test_nested_errors_of_a_body_become_pointers() -> None:
    assert errors_of(
        {"items": [{"text": "yes"}, {"text": "long"}, {}], "tags": ["yes", "long"], "number": "x"}
    ) == [
        ("#/items/1/text", "max_length", None),
        ("#/items/2/text", "required", None),
        ("#/tags/1", "max_length", None),
        ("#/number", "invalid", None),
    ]
    assert errors_of({"items": [], "tags": [], "number": 1}) == [("#", "senseless", None)]
    assert errors_of([]) == [("#", "invalid", None)]


def test_names_in_pointers_are_escaped() -> None:
    error = exceptions.ValidationError({"a/b~c": ["No."]})
    assert [row["pointer"] for row in told(error)["errors"]] == ["#/a~1b~0c"]


@pytest.mark.parametrize(
    ("error", "status", "code", "words"),
    [
        (exceptions.NotAuthenticated(), 401, "not_authenticated", "Authorization: Bearer"),
        (exceptions.PermissionDenied(), 403, "permission_denied", "permission"),
        (PermissionDenied(), 403, "permission_denied", "permission"),
        (Http404(), 404, "not_found", "nothing at this address"),
        (exceptions.MethodNotAllowed("PUT"), 405, "method_not_allowed", "GET, HEAD"),
        (exceptions.NotAcceptable(), 406, "not_acceptable", "application/json"),
        (exceptions.UnsupportedMediaType("text/plain"), 415, "unsupported_media_type", "application/json"),
        (exceptions.ParseError("JSON parse error"), 400, "parse_error", "JSON parse error"),
        (exceptions.Throttled(2.5), 429, "throttled", "3 seconds"),
    ],
)
def test_errors_of_the_framework_say_what_to_do(error: Exception, status: int, code: str, words: str) -> None:
    data = told(error)
    assert (data["status"], data["code"]) == (status, code)
    assert words in data["detail"]


def test_throttled_caller_is_told_when_to_come_back() -> None:
    response = handle(exceptions.Throttled(2.5), CONTEXT)
    assert response is not None
    assert response.headers["Retry-After"] == "3"


def test_error_nobody_expected_goes_on() -> None:
    assert handle(ZeroDivisionError(), {"request": APIRequestFactory().get("/")}) is None
