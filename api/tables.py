"""Numbers as tables: CSV for who asks for it, by `Accept: text/csv` or `?format=csv`."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import Any

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request


class CsvRenderer(BaseRenderer):
    """The rows that the view names in `table`, with a line of names above them: the columns that are chosen, in that order. What is no such answer stays JSON."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        context = renderer_context or {}
        if context["response"].exception:
            return bytes(JSONRenderer().render(data))
        view = context["view"]
        names = list(view.chosen[view.table] or view.row_class().fields)
        return _table(names, data[view.table]).encode()


class ByFormat(DefaultContentNegotiation):
    """`?format=` where the address has such a parameter, else `Accept`. A format that there is not is refused with the parameter."""

    def select_renderer(
        self, request: Request, renderers: Iterable[Any], format_suffix: str | None = None
    ) -> tuple[Any, str]:
        asked = request.query_params.get("format")
        for renderer in renderers:
            if renderer.format == asked:
                return renderer, renderer.media_type
        chosen: tuple[Any, str] = super().select_renderer(request, renderers, None)
        return chosen


def _table(names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    text = StringIO()
    table = csv.writer(text)
    table.writerow(names)
    table.writerows([row[name] for name in names] for row in rows)
    return text.getvalue()
