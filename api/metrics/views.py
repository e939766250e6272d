"""A campaign's numbers."""

from typing import Any, ClassVar

from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from accounts.tokens.scopes import TokenScope
from api.chosen import EVERYTHING, Chosen, read_fields
from api.metrics.parameters import DaysParameters, MetricsParameters
from api.metrics.queries import days_of, metrics_of
from api.metrics.serializers import DaySerializer, DaysSerializer, HourSerializer, MetricsSerializer
from api.tables import CsvRenderer
from api.views import ResourceView


class Numbers(ResourceView):
    """Numbers with a series that comes as a table, too: the part of the answer called `table`, with rows of `row_class`."""

    required_scope = TokenScope.READ_METRICS
    renderer_classes = [JSONRenderer, CsvRenderer]
    table: ClassVar[str]
    row_class: ClassVar[type[Serializer[Any]]]

    def choice(self, fields: str | None) -> Chosen:
        if not isinstance(self.request.accepted_renderer, CsvRenderer):
            return super().choice(fields)
        return Chosen({self.table: read_fields(fields, self.row_class) if fields else EVERYTHING})


class CampaignMetrics(Numbers):
    """A campaign's numbers: totals, each network with its coverage, and an hourly series. As CSV, the series alone."""

    summary = "Read a campaign's numbers"
    parameters_class = MetricsParameters
    serializer_class = MetricsSerializer
    table, row_class = "series", HourSerializer

    def get(self, request: Request, **ids: Any) -> Response:
        return self.tell(metrics_of(ids["id"], self.parameters))


class CampaignDays(Numbers):
    """A campaign's numbers by day, as its own clocks count them. As CSV, too."""

    summary = "Read a campaign's numbers by day"
    parameters_class = DaysParameters
    serializer_class = DaysSerializer
    table, row_class = "days", DaySerializer

    def get(self, request: Request, **ids: Any) -> Response:
        return self.tell(days_of(ids["id"], self.parameters))
