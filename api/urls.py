"""The API's addresses. The last one answers for all that there are not."""

from django.urls import path, re_path

from api import documentation
from api.campaigns.views import CampaignDetail, CampaignList
from api.metrics.views import CampaignMetrics
from api.views import nothing_here

app_name = "api"
urlpatterns = [
    path("v1/campaigns/", CampaignList.as_view(), name="campaigns"),
    path("v1/campaigns/<uuid:id>/", CampaignDetail.as_view(), name="campaign"),
    path("v1/campaigns/<uuid:id>/metrics/", CampaignMetrics.as_view(), name="campaign_metrics"),
    path("schema/", documentation.schema, name="schema"),
    path("docs/", documentation.docs, name="docs"),
    re_path(r"^", nothing_here),  # a line break in an address is no way out either
]
