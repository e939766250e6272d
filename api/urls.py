"""The API's addresses. The last one answers for all that there are not."""

from django.urls import path, re_path

from api import documentation
from api.campaigns.views import CampaignDetail, CampaignList
from api.metrics.views import CampaignMetrics
from api.views import nothing_here
from api.webhooks import hooks
from api.webhooks import views as webhooks

app_name = "api"
urlpatterns = [
    path("v1/campaigns/", CampaignList.as_view(), name="campaigns"),
    path("v1/campaigns/<uuid:id>/", CampaignDetail.as_view(), name="campaign"),
    path("v1/campaigns/<uuid:id>/metrics/", CampaignMetrics.as_view(), name="campaign_metrics"),
    path("v1/webhooks/", webhooks.WebhookList.as_view(), name="webhooks"),
    path("v1/webhooks/<uuid:id>/", webhooks.WebhookDetail.as_view(), name="webhook"),
    path("v1/webhooks/<uuid:id>/secret/", webhooks.WebhookSecret.as_view(), name="webhook_secret"),
    path("v1/webhooks/<uuid:id>/test/", webhooks.WebhookTest.as_view(), name="webhook_test"),
    path("v1/webhooks/<uuid:id>/deliveries/", webhooks.DeliveryList.as_view(), name="deliveries"),
    path("v1/webhooks/<uuid:id>/deliveries/resend/", webhooks.SendRangeAgain.as_view(), name="resend_range"),
    path(
        "v1/webhooks/<uuid:id>/deliveries/<slug:message>/resend/",
        webhooks.SendAgain.as_view(),
        name="resend",
    ),
    path("v1/hooks/", hooks.HookList.as_view(), name="hooks"),
    path("v1/hooks/sample/", hooks.HookSample.as_view(), name="hook_sample"),
    path("v1/hooks/<uuid:id>/", hooks.HookDetail.as_view(), name="hook"),
    path("schema/", documentation.schema, name="schema"),
    path("docs/", documentation.docs, name="docs"),
    re_path(r"^", nothing_here),  # a line break in an address is no way out either
]
