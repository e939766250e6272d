"""The OpenAPI document: what drf-spectacular reads off the views, and what every operation answers besides."""

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from django.utils import translation
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from api.problems import MEDIA_TYPE, ProblemSerializer

if TYPE_CHECKING:  # this module is named in the settings that views are made with
    from api.views import ResourceView

EXAMPLES = Path(__file__).parent / "examples"
UNCHANGED = "You have it already: the `If-None-Match` you sent is its `ETag`."
PROBLEMS = {
    "400": "A query parameter or the body cannot be used; `errors` says what of it and why.",
    "401": "There is no token, or it is not valid (any more).",
    "403": "The token lacks the scope that this needs.",
    "404": "There is no such object, or not in the token's organization.",
    "406": "`Accept` asks for something else than JSON.",
    "429": "The token, its organization or the address asked too often; `Retry-After` says in how many seconds to ask again.",
    "default": "Any other error; all have this shape.",
}
_ETAG = {"description": "Names this version of the answer.", "schema": {"type": "string"}}
_COUNT = {"type": "integer", "minimum": 0}
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

    def get_summary(self) -> str:
        return self.resource.summary

    def get_description(self) -> str:  # type: ignore[override]  # drf-spectacular's own signature
        return f"{super().get_description()}\n\nThe token needs the scope `{self.resource.required_scope}`."

    def get_override_parameters(self) -> list[Any]:
        known = OpenApiParameter(
            "If-None-Match",
            str,
            OpenApiParameter.HEADER,
            description="An `ETag` from before: 304 where nothing changed.",
        )
        parameters = self.resource.parameters_class
        named = [parameters] if parameters().fields else []
        return [*named, known] if self.method == "GET" else named

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        for code in bodies:
            tag = {"ETag": _ETAG} if self.method == "GET" else {}
            bodies[code] |= {"description": "The answer.", "headers": {**tag, **_ALLOWANCE}}
        unchanged = {"304": {"description": UNCHANGED, "headers": _ALLOWANCE}} if self.method == "GET" else {}
        return bodies | unchanged | {code: self._problem(code) for code in PROBLEMS}

    def _problem(self, code: str) -> dict[str, Any]:
        response = OpenApiResponse(ProblemSerializer, description=PROBLEMS[code])
        body: dict[str, Any] = self._get_response_for_code(response, code, [MEDIA_TYPE])  # type: ignore[no-untyped-call]
        return body | ({"headers": _RETRY_AFTER | _ALLOWANCE} if code == "429" else {})


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
        return {self.name: [auto_schema.resource.required_scope]}


def put_examples(result: dict[str, Any], **given: Any) -> dict[str, Any]:
    """Post-processing: examples out of api/examples, recorded from real answers by tests/api/test_examples.py."""
    for path in result["paths"].values():
        for operation in path.values():
            for code, answer in operation["responses"].items():
                for media_type, content in answer.get("content", {}).items():
                    name = "problem" if media_type == MEDIA_TYPE else operation["operationId"]
                    content.update(_example(f"{name}.{code}.json"))
    return result


def _example(name: str) -> dict[str, Any]:
    file = EXAMPLES / name
    return {"example": json.loads(file.read_text())} if file.exists() else {}


def document(server: str) -> dict[str, Any]:
    """The whole document, as plain JSON values, for the server at this address (`https://…`, no slash at its end)."""
    return _document() | {"servers": [{"url": server}]}


@cache
def _document() -> dict[str, Any]:
    """What is the same on every server, in English. Made once a process."""
    with translation.override("en"):
        made: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return made
