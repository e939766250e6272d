"""Bodies of requests, read strictly: JSON alone, and a misspelt field is an error, not a surprise."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ParseError, ValidationError
from rest_framework.parsers import JSONParser
from rest_framework.request import Request

from accounts.tokens.scopes import TokenScope
from campaigns.enums import Language


class JsonBody(JSONParser):
    """JSON, and nothing that is nested deeper than anybody means it to be."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError(_("The body is nested too deeply.")) from error


class Body(serializers.Serializer[dict[str, Any]]):
    """What a request holds, or a part of it: its fields are all there are. Also what the schema says of it."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        unknown = [name for name in data if name not in self.fields] if isinstance(data, Mapping) else []
        wrong: dict[str, Any] = {name: [_unknown(self)] for name in unknown}
        try:
            values: dict[str, Any] = super().to_internal_value(data)
        except ValidationError as error:
            raise ValidationError({**error.detail, **wrong}) from error  # type: ignore[dict-item]
        if wrong:
            raise ValidationError(wrong)
        return values


def _unknown(body: Body) -> ErrorDetail:
    known = ", ".join(body.fields) or _("none")
    text = _("There is no such field here. Known are: %(names)s.") % {"names": known}
    return ErrorDetail(text, code="unknown_field")


@dataclass(frozen=True)
class Write:
    """What a method that changes something takes and answers, for the view and for the schema.

    `answers` maps statuses to what is in the body, None for an answer without one.
    """

    summary: str
    answers: Mapping[int, type[serializers.Serializer[Any]] | None]
    body: type[Body] = Body
    scope: str = TokenScope.WRITE_CAMPAIGNS
    # Whether the caller must say, by `If-Match`, which version they change.
    needs_version: bool = False
    # What the document calls the operation, where another address differs by an id alone.
    operation_id: str = ""


def read_body(kind: type[Body], request: Request) -> dict[str, Any]:
    """The body's values. Raises `ValidationError` with all that cannot be used, and `ParseError` for what is no JSON."""
    _whole = request.body  # first: what is larger than the settings allow ends here, read or not
    body = kind(data=request.data)
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)


@extend_schema_field(
    {
        "type": "object",
        "description": "A text by language.",
        "properties": {language: {"type": "string"} for language in Language.values},
        "additionalProperties": False,
    },
    component_name="LanguageMapBody",
)
class LanguageMapInput(serializers.DictField):
    """A text by language."""

    child = serializers.CharField(allow_blank=True)

    def to_internal_value(self, data: Any) -> dict[str, str]:
        values: dict[str, str] = super().to_internal_value(data)
        unknown = [name for name in values if name not in Language.values]
        if unknown:
            text = _("There is no such language here. Known are: %(names)s.") % {
                "names": ", ".join(Language.values)
            }
            raise ValidationError({name: [ErrorDetail(text, code="unknown_field")] for name in unknown})
        return values


class Moment(serializers.DateTimeField):
    """A moment that calendars can reckon with; without an offset it is in UTC."""

    def __init__(self, **options: Any) -> None:
        span = (
            MinValueValidator(datetime(1970, 1, 1, tzinfo=UTC)),
            MaxValueValidator(datetime(2999, 12, 31, tzinfo=UTC)),
        )
        super().__init__(validators=span, **options)


class Line(serializers.CharField):
    """A short text; null and "" say that there is none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, allow_blank=True, allow_null=True, **options)
