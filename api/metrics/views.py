"""A campaign's numbers."""

from typing import Any

from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.tokens.scopes import TokenScope
from api.metrics.parameters import DaysParameters, MetricsParameters
from api.metrics.queries import days_of, metrics_of
from api.metrics.serializers import DaySerializer, DaysSerializer, HourSerializer, MetricsSerializer
from api.tables import CsvRenderer
from api.views import ResourceView


class CampaignMetrics(ResourceView):
    """A campaign's numbers: totals, each network with its coverage, and an hourly series. As CSV, the series alone."""

    summary = "Read a campaign's numbers"
    required_scope = TokenScope.READ_METRICS
    parameters_class = MetricsParameters
    serializer_class = MetricsSerializer
    renderer_classes = [JSONRenderer, CsvRenderer]
    table, row_class = "series", HourSerializer

    def get(self, request: Request, **ids: Any) -> Response:
        return Response(self.get_serializer(metrics_of(ids["id"], self.parameters)).data)


class CampaignDays(ResourceView):
    """A campaign's numbers by day, as its own clocks count them. As CSV, too."""

    summary = "Read a campaign's numbers by day"
    required_scope = TokenScope.READ_METRICS
    parameters_class = DaysParameters
    serializer_class = DaysSerializer
    renderer_classes = [JSONRenderer, CsvRenderer]
    table, row_class = "days", DaySerializer

    def get(self, request: Request, **ids: Any) -> Response:
        return Response(self.get_serializer(days_of(ids["id"], self.parameters)).data)
