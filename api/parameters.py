"""Query parameters, read strictly: a misspelt one is an error, not a surprise."""

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

from api.errors import InvalidParameters


class Parameters(serializers.Serializer[dict[str, Any]]):
    """The query parameters of one address: its fields are all there are. Also what the schema says of them."""


class ReadParameters(Parameters):
    """What everything that is read can be asked."""

    def get_fields(self) -> dict[str, Any]:
        """And `fields`, which is no name for an attribute: DRF has one of that name."""
        return {**super().get_fields(), "fields": _fields()}


def _fields() -> serializers.CharField:
    return serializers.CharField(
        required=False,
        max_length=2000,
        help_text="Only these fields, separated by commas: `id,links.page`. In lists, of each of the `results`; of a table, "
        "the columns.",
    )


class ExpandField(serializers.CharField):
    """`expand=metrics,updates`: what is told besides, of these names."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = list(names)
        known = ", ".join(f"`{name}`" for name in self.names)
        super().__init__(
            required=False,
            max_length=200,
            help_text=f"What to tell besides, separated by commas: {known}. Without it these fields are missing.",
        )

    def to_internal_value(self, data: Any) -> list[str]:  # type: ignore[override]  # names of a text
        asked = [name.strip() for name in super().to_internal_value(data).split(",")]
        if unknown := [name for name in asked if name not in self.names]:
            text = _("%(unknown)s cannot be expanded here. What can is: %(names)s.") % {
                "unknown": ", ".join(unknown),
                "names": ", ".join(self.names),
            }
            raise ValidationError(text, code="invalid_choice")
        return asked


class PageParameters(ReadParameters):
    """Which page of a list."""

    page = serializers.IntegerField(min_value=1, default=1, help_text="Which page, from 1.")
    page_size = serializers.IntegerField(
        min_value=1, max_value=100, default=25, help_text="How many results a page holds."
    )


class CursorParameters(ReadParameters):
    """Which part of a long list."""

    cursor = serializers.CharField(
        required=False, help_text="Where to go on: out of `next` or `previous`, which hold it."
    )
    page_size = serializers.IntegerField(
        min_value=1, max_value=100, default=25, help_text="How many results a part holds."
    )


def read(kind: type[Parameters], query: QueryDict) -> dict[str, Any]:
    """The parameters' values. Raises `InvalidParameters` for values that cannot be used and names that are unknown."""
    fields = kind().fields
    parameters = kind(data={name: _given(fields.get(name), name, query) for name in query})
    unknown = {name: [_unknown(parameters)] for name in query if name not in fields}
    if parameters.is_valid() and not unknown:
        return dict(parameters.validated_data)
    raise InvalidParameters({**parameters.errors, **unknown})


def _given(field: object, name: str, query: QueryDict) -> object:
    """A parameter's plain value. (Handed the QueryDict itself, DRF would take an empty value for an absent one.)"""
    return query.getlist(name) if isinstance(field, serializers.MultipleChoiceField) else query[name]


def _unknown(parameters: Parameters) -> ErrorDetail:
    known = ", ".join(parameters.fields) or _("none")
    text = _("There is no such parameter here. Known are: %(names)s.") % {"names": known}
    return ErrorDetail(text, code="unknown_parameter")
