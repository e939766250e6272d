"""Campaigns, listed and one by one."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.tokens.scopes import TokenScope
from api.campaigns.parameters import CampaignParameters
from api.campaigns.queries import campaign, narrowed
from api.campaigns.serializers import CampaignSerializer
from api.pagination import Pages
from api.views import ResourceView
from campaigns.models import Campaign


class CampaignList(ListModelMixin, ResourceView):
    """The organization's campaigns, drafts included, page by page."""

    summary = "List campaigns"
    required_scope = TokenScope.READ_CAMPAIGNS
    parameters_class = CampaignParameters
    serializer_class = CampaignSerializer
    pagination_class = Pages

    def get_queryset(self) -> QuerySet[Campaign]:
        return narrowed(self.parameters)

    def get(self, request: Request) -> Response:
        return self.list(request)


class CampaignDetail(ResourceView):
    """One campaign with all that belongs to it."""

    summary = "Read a campaign"
    required_scope = TokenScope.READ_CAMPAIGNS
    serializer_class = CampaignSerializer

    def get(self, request: Request, **ids: Any) -> Response:
        return Response(self.get_serializer(campaign(ids["id"])).data)
