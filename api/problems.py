"""What an error looks like: `application/problem+json` (RFC 9457), the same shape everywhere under /api/."""

from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from typing import Any

from rest_framework import serializers

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Wrong:
    """One thing that is wrong with the input, and where.

    `pointer` is a JSON pointer into the body as a fragment (`#/sample_posts/0/text`), `parameter` the name of a query
    parameter; one of them is null, or both where the fault is the request's as a whole.
    """

    code: str
    detail: str
    pointer: str | None = None
    parameter: str | None = None


@dataclass(frozen=True)
class Problem:
    """An error as it goes out. `code` is stable and for machines; `detail` is for people and says what to do."""

    status: int
    code: str
    title: str
    detail: str
    errors: tuple[Wrong, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The body."""
        return {
            "type": f"urn:candystorm:problem:{self.code}",
            "title": self.title or HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
            "errors": [asdict(wrong) for wrong in self.errors],
        }


class WrongSerializer(serializers.Serializer[Wrong]):
    """One thing that is wrong with the input, and where."""

    code = serializers.CharField(help_text="What is wrong, for machines.")
    detail = serializers.CharField(help_text="What is wrong, for people.")
    pointer = serializers.CharField(
        allow_null=True, help_text="Where in the body: a JSON pointer as a fragment, such as `#/title/de`."
    )
    parameter = serializers.CharField(allow_null=True, help_text="Which query parameter.")


class ProblemSerializer(serializers.Serializer[Problem]):
    """An error (RFC 9457). Rely on `status` and `code`; the sentences may change and come in the caller's language."""

    type = serializers.CharField(help_text="`urn:candystorm:problem:` and the code.")
    title = serializers.CharField(help_text="The kind of error, in a few words.")
    status = serializers.IntegerField(help_text="The HTTP status.")
    detail = serializers.CharField(help_text="What went wrong, and what to do.")
    code = serializers.CharField(help_text="The kind of error, for machines. Stable.")
    errors = WrongSerializer(  # type: ignore[assignment]  # a field here; DRF's property is not used
        many=True, help_text="What is wrong with the input; empty for other errors."
    )
