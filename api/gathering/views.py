"""A campaign's storm hour: read, set, called off. How many people wait for it, and who of them may be written to."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.tokens.scopes import TokenScope
from api.authentication import caller
from api.bodies import Write
from api.campaigns.queries import campaign_to_change
from api.gathering.bodies import StormHourBody
from api.gathering.serializers import AddressSerializer, StormHourSerializer, SupportersSerializer
from api.idempotency import once
from api.pagination import Cursors
from api.parameters import CursorParameters
from api.views import ResourceView
from campaigns.gathering.operations import call_off, set_storm_hour
from campaigns.gathering.queries import counts_of
from campaigns.gathering.sharing import look_through
from campaigns.models import Wave
from candyplatform.base import clock


def _waves(campaign_id: UUID) -> dict[str, Any]:
    waves = Wave.objects.filter(campaign_id=campaign_id).order_by("starts_at")
    return {"waves": [wave.starts_at for wave in waves]}


class StormHour(ResourceView):
    """A campaign's storm hour."""

    summary = "Read a campaign's storm hour"
    required_scope = TokenScope.READ_CAMPAIGNS
    serializer_class = StormHourSerializer
    pointers = {"waves": "/waves", "starts_at": "/starts_at"}
    writes = {
        "PUT": Write("Set or move a storm hour", {200: StormHourSerializer}, body=StormHourBody),
        "DELETE": Write("Call a storm hour off", {204: None}),
    }

    def get(self, request: Request, **ids: Any) -> Response:
        return self.tell(_waves(campaign_to_change(ids["id"]).id))

    @once
    def put(self, request: Request, **ids: Any) -> Response:
        """Supporters stay with their wave; who was reminded already is not reminded again."""
        found = campaign_to_change(ids["id"])
        set_storm_hour(
            campaign=found,
            starts_at=self.body["starts_at"],
            waves=self.body["waves"],
            apart=timedelta(minutes=self.body["apart_minutes"]),
            actor=caller(request).actor,
            now=clock.now(),
        )
        return self.tell(_waves(found.id))

    @once
    def delete(self, request: Request, **ids: Any) -> Response:
        """There is none after all. Nobody is reminded; its supporters are still told when the company answers."""
        call_off(campaign=campaign_to_change(ids["id"]), actor=caller(request).actor, now=clock.now())
        return Response(status=204)


class Supporters(ResourceView):
    """How many people left an address to be reminded and thanked; and how many of them the organization may write to itself."""

    summary = "Count a campaign's supporters"
    required_scope = TokenScope.READ_SUPPORTERS
    serializer_class = SupportersSerializer

    def get(self, request: Request, **ids: Any) -> Response:
        return self.tell(counts_of(campaign_to_change(ids["id"])))


@method_decorator(cache_control(no_store=True), name="dispatch")
class Addresses(ListModelMixin, ResourceView):
    """The addresses of those supporters who let the organization have theirs, the latest first. Who takes that back is gone from
    the list at once: keep in step with it, drop who is no more in it, and write about this event alone. That you read them
    stands in the journal."""

    summary = "List addresses that supporters share"
    required_scope = TokenScope.READ_ADDRESSES
    parameters_class = CursorParameters
    serializer_class = AddressSerializer
    pagination_class = Cursors
    cursor_field = "shared_at"

    def get(self, request: Request, **ids: Any) -> Response:
        campaign = campaign_to_change(ids["id"])
        sharers = look_through(campaign=campaign, actor=caller(request).actor, now=clock.now())
        part = self.paginate_queryset(sharers)
        return self.get_paginated_response(self.get_serializer(part, many=True).data)
