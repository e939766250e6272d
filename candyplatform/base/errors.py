"""Errors a person or a client can act on.

`DomainError` is what operations raise. Each error class carries a stable `code` (what machines read) and a message that
says what to do (what people read). Edges translate: pages show the message, `api/errors.py` maps codes to HTTP.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from django.utils.functional import Promise

Text = str | Promise


class DomainError(Exception):
    """Something the caller can mend. Subclasses set `code` and `message`.

    `fields` maps a field's name to what is wrong with it, one sentence each; empty when the error is about the whole.
    """

    code: ClassVar[str] = "error"
    message: ClassVar[Text] = ""

    def __init__(
        self, message: Text | None = None, *, fields: Mapping[str, Sequence[Text]] | None = None
    ) -> None:
        self.text: Text = message if message is not None else self.message
        self.fields: dict[str, list[Text]] = {name: list(texts) for name, texts in (fields or {}).items()}
        super().__init__(str(self.text))


class Conflict(DomainError):  # noqa: N818 - read as a sentence: raise Conflict
    """Somebody else was faster; load the object again and repeat what still makes sense."""

    code = "conflict"


class Forbidden(DomainError):  # noqa: N818
    """The actor's role does not allow this."""

    code = "forbidden"


class Invalid(DomainError):  # noqa: N818
    """The input cannot be used as it is; `fields` says where and why."""

    code = "invalid"


class NotFound(DomainError):  # noqa: N818
    """No such object, or none that the actor may see: both look the same."""

    code = "not_found"
