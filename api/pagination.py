"""The envelopes of lists: `{count, next, previous, results}` in pages, `{next, previous, results}` of long ones."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound
from rest_framework.pagination import Cursor, CursorPagination, PageNumberPagination
from rest_framework.request import Request

_LONGEST = 18  # digits, which every id has and the database's whole numbers bear


class Pages(PageNumberPagination):
    """Numbered pages. The view's parameters, read by `PageParameters`, say which and how large."""

    template = None
    invalid_page_message = _("There are not that many pages: go back to the first, and follow `next`.")  # type: ignore[assignment]

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        self._parameters = view.parameters
        return super().paginate_queryset(queryset, request, view)

    def get_page_size(self, request: Request) -> int:
        return int(self._parameters["page_size"])

    def get_page_number(self, request: Request, paginator: "Paginator[Model]") -> int:
        return int(self._parameters["page"])

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return []  # they are among the view's own

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        count = {
            "type": "integer",
            "minimum": 0,
            "description": "How many results there are on all pages.",
        }
        return _envelope({"count": count}, schema, "page")


class Cursors(CursorPagination):
    """A part of a long list, from a place that stays the same while the list grows. The view names what it goes by in
    `cursor_field`: a moment, or the id where rows are numbered in the order of their moments; the latest come first."""

    template = None
    invalid_cursor_message = _("This is no place in this list: go back to the first part, and follow `next`.")  # type: ignore[assignment]

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        self._parameters = view.parameters
        self._is_place = _is_number if view.cursor_field == "id" else _is_moment
        return super().paginate_queryset(queryset, request, view)

    def get_page_size(self, request: Request) -> int:
        return int(self._parameters["page_size"])

    def get_ordering(self, request: Request, queryset: Any, view: Any) -> tuple[str, ...]:
        return tuple(dict.fromkeys((f"-{view.cursor_field}", "-id")))

    def decode_cursor(self, request: Request) -> Cursor | None:
        """The place; what is none, whoever made it up, is not found."""
        cursor = super().decode_cursor(request)
        if cursor and cursor.position is not None and not self._is_place(str(cursor.position)):
            raise NotFound(self.invalid_cursor_message)
        return cursor

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return []  # they are among the view's own

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return _envelope({}, schema, "part")


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= _LONGEST


def _is_moment(text: str) -> bool:
    try:
        return parse_datetime(text) is not None
    except ValueError:
        return False


def _envelope(more: dict[str, Any], results: dict[str, Any], what: str) -> dict[str, Any]:
    link = {"type": ["string", "null"], "format": "uri"}
    properties = {
        **more,
        "next": {**link, "description": f"The next {what}; null on the last."},
        "previous": {**link, "description": f"The previous {what}; null on the first."},
        "results": results,
    }
    return {"type": "object", "required": list(properties), "properties": properties}
