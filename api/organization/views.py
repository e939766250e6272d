"""The organization, its members and its journal. They are read here, and changed by people at the desk."""

from typing import Any

from django.db.models import Q, QuerySet
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.audit.people import seen_by_organization
from accounts.audit.telling import tell
from accounts.members.queries import memberships
from accounts.models import JournalEntry, Membership, Organization
from accounts.tokens.scopes import TokenScope
from api.organization.parameters import JournalParameters
from api.organization.serializers import EntrySerializer, MemberSerializer, OrganizationSerializer
from api.pagination import Cursors, Pages
from api.parameters import PageParameters
from api.views import ResourceView


class OrganizationDetail(ResourceView):
    """The organization that the token belongs to."""

    summary = "Read the organization"
    required_scope = TokenScope.READ_ORGANIZATION
    serializer_class = OrganizationSerializer

    def get(self, request: Request) -> Response:
        return self.tell(Organization.objects.get())


class MemberList(ListModelMixin, ResourceView):
    """Who belongs to the organization, owners first."""

    summary = "List members"
    required_scope = TokenScope.READ_ORGANIZATION
    parameters_class = PageParameters
    serializer_class = MemberSerializer
    pagination_class = Pages

    def get_queryset(self) -> QuerySet[Membership]:
        return memberships()

    def get(self, request: Request) -> Response:
        return self.list(request)


class Journal(ListModelMixin, ResourceView):
    """What happened in the organization, the latest first. It stays for good, and names no person."""

    summary = "List the journal"
    required_scope = TokenScope.READ_JOURNAL
    parameters_class = JournalParameters
    serializer_class = EntrySerializer
    pagination_class = Cursors
    cursor_field = "at"

    def get_queryset(self) -> QuerySet[JournalEntry]:
        return JournalEntry.objects.filter(_wanted(self.parameters)).select_related("origin", "remark")

    def get(self, request: Request) -> Response:
        entries: list[JournalEntry] = self.paginate_queryset(self.get_queryset()) or []
        lines = tell(entries, seen_by_organization(entries))
        return self.get_paginated_response(self.get_serializer(lines, many=True).data)


def _wanted(parameters: dict[str, Any]) -> Q:
    wanted = Q(**{name: parameters[name] for name in ("verb", "subject") if name in parameters})
    if since := parameters.get("since"):
        wanted &= Q(at__gte=since)
    if until := parameters.get("until"):
        wanted &= Q(at__lt=until)
    return wanted
