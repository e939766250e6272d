"""Pages of a list that grows while it is read: by a cursor, so that nothing is told twice or left out."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request


class LatestFirst(CursorPagination):
    """`{next, previous, results}`, the latest first. The view's parameters say where to go on, and how large a page is."""

    ordering = "-id"
    template = None
    invalid_cursor_message = _("This cursor leads nowhere: go back to the first page, and follow `next`.")  # type: ignore[assignment]

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        self._size = int(view.parameters["page_size"])
        return super().paginate_queryset(queryset, request, view)

    def get_page_size(self, request: Request) -> int:
        return self._size

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return []  # they are among the view's own

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "next": {**link, "description": "Older ones; null at the end."},
                "previous": {**link, "description": "Newer ones; null at the beginning."},
                "results": schema,
            },
        }
