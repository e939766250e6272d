"""Fields of output that more than one resource has."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from campaigns.enums import Language


class TextOrNull(serializers.CharField):
    """A text; null where there is none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_null=True, **options)

    def to_representation(self, value: Any) -> str | None:  # type: ignore[override]  # the stubs know no null
        return str(value) if value else None


class ChoiceOrNull(serializers.ChoiceField):
    """One of a few words; null where none was chosen."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_null=True, **options)

    def to_representation(self, value: Any) -> str | None:  # type: ignore[override]  # the stubs know no null
        return str(value) if value else None


@extend_schema_field(
    {
        "type": "object",
        "description": "A text by language.",
        "properties": {language: {"type": "string"} for language in Language.values},
        "additionalProperties": {"type": "string"},
        "examples": [{"de": "Ein Netz für das EduCamp", "en": "A network for the EduCamp"}],
    },
    component_name="LanguageMap",
)
class LanguageMapField(serializers.Field[dict[str, str], dict[str, str], dict[str, str], Any]):
    """A text by language; languages without a text are left out. `languages` are those that are told."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.languages: list[str] = list(Language.values)

    def to_representation(self, value: dict[str, str]) -> dict[str, str]:
        return {language: text for language, text in value.items() if text and language in self.languages}
