"""Companies that a campaign can ask: those that staff know, and the organization's own proposals."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.tokens.scopes import TokenScope
from api.campaigns.serializers import CompanySerializer
from api.pagination import Pages
from api.parameters import PageParameters
from api.views import ResourceView
from campaigns.models import Company
from candyplatform.base.errors import NotFound


class NoCompany(NotFound):
    """There is no company of this id that the organization may ask."""

    message = _(
        "There is no company with this id, or another organization proposed it and staff have not verified it yet."
    )


class CompanyParameters(PageParameters):
    """Which companies."""

    search = serializers.CharField(
        required=False, max_length=100, help_text="Only those with this in their name, in any case."
    )


class CompanyList(ListModelMixin, ResourceView):
    """Whom a campaign can ask, by name. Another one is proposed with the campaign."""

    summary = "List companies"
    required_scope = TokenScope.READ_CAMPAIGNS
    parameters_class = CompanyParameters
    serializer_class = CompanySerializer
    pagination_class = Pages

    def get_queryset(self) -> QuerySet[Company]:
        found = companies().order_by("name", "id")
        search = self.parameters.get("search")
        return found.filter(name__icontains=search) if search else found

    def get(self, request: Request) -> Response:
        return self.list(request)


class CompanyDetail(ResourceView):
    """One company."""

    summary = "Read a company"
    required_scope = TokenScope.READ_CAMPAIGNS
    serializer_class = CompanySerializer

    def get(self, request: Request, **ids: Any) -> Response:
        return self.tell(_company(ids["id"]))


def companies() -> QuerySet[Company]:
    """Those that may be asked, with their accounts."""
    return Company.objects.prefetch_related(Prefetch("accounts", to_attr="listed_accounts"))


def _company(company_id: UUID) -> Company:
    found = companies().filter(id=company_id).first()
    if found is None:
        raise NoCompany
    return found
