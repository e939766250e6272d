"""A campaign's numbers."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.tokens.scopes import TokenScope
from api.metrics.parameters import MetricsParameters
from api.metrics.queries import metrics_of
from api.metrics.serializers import MetricsSerializer
from api.views import ResourceView


class CampaignMetrics(ResourceView):
    """A campaign's numbers: totals, each network with its coverage, and an hourly series."""

    summary = "Read a campaign's numbers"
    required_scope = TokenScope.READ_METRICS
    parameters_class = MetricsParameters
    serializer_class = MetricsSerializer

    def get(self, request: Request, **ids: Any) -> Response:
        return Response(self.get_serializer(metrics_of(ids["id"], self.parameters)).data)
