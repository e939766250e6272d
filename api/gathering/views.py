"""A campaign's storm hour: read, set, called off. And how many people wait for it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.tokens.scopes import TokenScope
from api.authentication import caller
from api.bodies import Write
from api.campaigns.queries import campaign_to_change
from api.gathering.bodies import StormHourBody
from api.gathering.serializers import StormHourSerializer, SupportersSerializer
from api.idempotency import once
from api.views import ResourceView
from campaigns.gathering.operations import call_off, set_storm_hour
from campaigns.gathering.queries import counts_of
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
    """How many people left an address to be reminded and thanked. The addresses are shown to nobody, whatever the scope."""

    summary = "Count a campaign's supporters"
    required_scope = TokenScope.READ_SUPPORTERS
    serializer_class = SupportersSerializer

    def get(self, request: Request, **ids: Any) -> Response:
        return self.tell(counts_of(campaign_to_change(ids["id"])))
