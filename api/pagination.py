"""The page envelope of every list: `{count, next, previous, results}`."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request


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
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "How many results there are on all pages.",
                },
                "next": {**link, "description": "The next page; null on the last."},
                "previous": {**link, "description": "The previous page; null on the first."},
                "results": schema,
            },
        }
