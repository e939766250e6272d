"""The OpenAPI document: what drf-spectacular reads off the views, and what every operation answers besides."""

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from django.utils import translation
from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.renderers import JSONRenderer

from api.bodies import Write
from api.chosen import CHOSEN_TYPE
from api.problems import MEDIA_TYPE, ProblemSerializer
from api.tables import CsvRenderer

if TYPE_CHECKING:  # this module is named in the settings that views are made with
    from api.views import ResourceView

EXAMPLES = Path(__file__).parent / "examples"
UNCHANGED = "You have it already: the `If-None-Match` you sent is its `ETag`."
PROBLEMS = {
    "400": "A query parameter, or something in the body, cannot be used; `errors` says which and why.",
    "401": "There is no token, or it is not valid (any more).",
    "403": "The token lacks the scope that this needs.",
    "404": "There is no such object, or not in the token's organization.",
    "406": "`Accept` asks for something else than JSON.",
    "409": "It is not possible now; `code` says why.",
    "412": "It was changed after you read it: `If-Match` names another version.",
    "415": "The body is not JSON.",
    "422": "The `Idempotency-Key` was used for another request.",
    "428": "There is no `If-Match`.",
    "429": "The token, its organization or the address asked too often; `Retry-After` says in how many seconds to ask again.",
    "default": "Any other error; all have this shape.",
}
_READ = ("400", "401", "403", "404", "406", "429", "default")
_WRITE = ("400", "401", "403", "404", "406", "409", "415", "422", "429", "default")
_CHANGE = ("400", "401", "403", "404", "406", "409", "412", "415", "422", "428", "429", "default")
_ETAG = {"description": "Names this version of the answer.", "schema": {"type": "string"}}
_LOCATION = {"Location": {"description": "Where it is.", "schema": {"type": "string", "format": "uri"}}}
_KNOWN = OpenApiParameter(
    "If-None-Match",
    str,
    OpenApiParameter.HEADER,
    description="An `ETag` from before: 304 where nothing changed.",
)
_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="A random text of your own: sent twice with the same key, the request is done once. Kept for 24 hours.",
)
_VERSION = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="The `ETag` of what you read, whole: without `fields` and `expand`.",
)
_COUNT = {"type": "integer", "minimum": 0}
_TABLE = {"type": "string", "description": "A line with the names of the columns, then one for each row."}
_ALLOWANCE = {
    "RateLimit-Limit": {
        "description": "How many requests fit into the window that is fullest.",
        "schema": _COUNT,
    },
    "RateLimit-Remaining": {"description": "How many of them are left.", "schema": _COUNT},
    "RateLimit-Reset": {"description": "In how many seconds one is given back.", "schema": _COUNT},
}
_RETRY_AFTER = {"Retry-After": {"description": "In how many seconds to ask again.", "schema": _COUNT}}


class Schema(AutoSchema):
    """One operation: its parameters, its scope, its answers and its errors."""

    @property
    def resource(self) -> "ResourceView":
        """The view; every one with a schema is a `ResourceView`."""
        return cast("ResourceView", self.view)

    @property
    def write(self) -> Write | None:
        """What the view says of a method that changes something."""
        return self.resource.writes.get(self.method)

    @property
    def scope(self) -> str:
        """The scope that the token needs."""
        return self.resource.scope_for(self.method)

    def get_operation_id(self) -> str:
        return (self.write.operation_id if self.write else "") or super().get_operation_id()

    def get_summary(self) -> str:
        return self.write.summary if self.write else self.resource.summary

    def get_description(self) -> str:  # type: ignore[override]  # drf-spectacular's own signature
        return f"{super().get_description()}\n\nThe token needs the scope `{self.scope}`."

    def get_override_parameters(self) -> list[Any]:
        if self.write:
            return [_KEY, _VERSION] if self.write.needs_version else [_KEY]
        parameters = self.resource.parameters_class
        return [parameters, _KNOWN] if parameters().fields else [_KNOWN]

    def get_request_serializer(self) -> Any:
        return self.write.body if self.write else super().get_request_serializer()

    def get_response_serializers(self) -> Any:
        return dict(self.write.answers) if self.write else super().get_response_serializers()

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        for code in bodies:
            if CsvRenderer.media_type in bodies[code].get("content", {}):
                bodies[code]["content"][CsvRenderer.media_type] = {"schema": _TABLE}
            bodies[code] |= {"description": "The answer.", "headers": _headers(code)}
        if not self.write and "fields" in self.resource.parameters_class().fields:
            _put_chosen(bodies["200"]["content"])
        problems: tuple[str, ...]
        if self.write:
            problems = _CHANGE if self.write.needs_version else _WRITE
        else:
            problems = _READ
            bodies["304"] = {"description": UNCHANGED, "headers": _ALLOWANCE}
        return bodies | {code: self._problem(code) for code in problems}

    def _problem(self, code: str) -> dict[str, Any]:
        response = OpenApiResponse(ProblemSerializer, description=PROBLEMS[code])
        body: dict[str, Any] = self._get_response_for_code(response, code, [MEDIA_TYPE])  # type: ignore[no-untyped-call]
        return body | ({"headers": _RETRY_AFTER | _ALLOWANCE} if code == "429" else {})


def _put_chosen(content: dict[str, Any]) -> None:
    """The answer with chosen fields, as a kind of its own: so that the whole one can be relied on to the last field."""
    whole = content[JSONRenderer.media_type]["schema"]
    part: dict[str, Any] = {
        "type": "object",
        "description": "The fields that `fields` names, as they are in the whole answer.",
    }
    if "properties" in whole:
        results = {**whole["properties"]["results"], "items": part}
        part = {**whole, "properties": {**whole["properties"], "results": results}}
    content[CHOSEN_TYPE] = {"schema": part}


def _headers(code: str) -> dict[str, Any]:
    """What an answer that is no problem has in its head."""
    tag = {"ETag": _ETAG} if code in ("200", "201") else {}
    return tag | (_LOCATION if code == "201" else {}) | _ALLOWANCE


class BearerTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # its metaclass is untyped
    """How the schema names it."""

    target_class = "api.authentication.TokenAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "candy_…",
            "description": "A token of an organization. An owner creates it at the desk, under API tokens.",
        }

    def get_security_requirement(self, auto_schema: Any) -> dict[str, list[str]]:
        return {self.name: [auto_schema.scope]}


class StrictBodyScheme(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]  # its metaclass is untyped
    """A body of a request has the fields that it names, and no others."""

    target_class = "api.bodies.Body"
    match_subclasses = True

    def map_serializer(self, auto_schema: AutoSchema, direction: Any) -> dict[str, Any]:
        told: dict[str, Any] = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)  # type: ignore[no-untyped-call]  # noqa: SLF001 - as its documentation shows
        return told | {"additionalProperties": False} if told.get("properties") else told


def put_examples(result: dict[str, Any], **given: Any) -> dict[str, Any]:
    """Post-processing: examples out of api/examples, recorded from real answers by tests/api/test_examples.py."""
    for path in result["paths"].values():
        for operation in path.values():
            for content in operation.get("requestBody", {}).get("content", {}).values():
                content.update(_example(f"{operation['operationId']}.request.json"))
            for code, answer in operation["responses"].items():
                for media_type, content in answer.get("content", {}).items():
                    name = "problem" if media_type == MEDIA_TYPE else operation["operationId"]
                    kind = "csv" if media_type == CsvRenderer.media_type else "json"
                    content.update(_example(f"{name}.{code}.{kind}"))
    return result


def _example(name: str) -> dict[str, Any]:
    file = EXAMPLES / name
    if not file.exists():
        return {}
    return {"example": file.read_text() if file.suffix == ".csv" else json.loads(file.read_text())}


def document(server: str) -> dict[str, Any]:
    """The whole document, as plain JSON values, for the server at this address (`https://…`, no slash at its end)."""
    return _document() | {"servers": [{"url": server}]}


@cache
def _document() -> dict[str, Any]:
    """What is the same on every server, in English. Made once a process."""
    with translation.override("en"):
        made: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return made
