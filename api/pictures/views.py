"""A campaign's picture of its event: read, fetched, described, taken away."""

from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.tokens.scopes import TokenScope
from api.authentication import caller
from api.bodies import Write
from api.campaigns.queries import campaign_in_hand, campaign_to_change
from api.idempotency import once
from api.pictures.bodies import POINTERS, FetchBody, WordsBody
from api.pictures.serializers import PictureSerializer
from api.versions import require_version
from api.views import ResourceView
from campaigns.authoring.picture.operations import ask_for_picture, describe_picture, remove_picture
from campaigns.authoring.picture.queries import Standing, standing_of
from candyplatform.base import clock


class EventPicture(ResourceView):
    """The picture of a campaign's event."""

    summary = "Read a campaign's picture"
    required_scope = TokenScope.READ_CAMPAIGNS
    serializer_class = PictureSerializer
    pointers = POINTERS
    writes = {
        "PUT": Write("Fetch a picture", {202: PictureSerializer}, body=FetchBody),
        "PATCH": Write(
            "Say what is to be seen", {200: PictureSerializer}, body=WordsBody, needs_version=True
        ),
        "DELETE": Write("Remove a picture", {204: None}),
    }

    def get(self, request: Request, **ids: Any) -> Response:
        """And whether another one is on its way, or could not be had."""
        return self.tell(_standing(ids["id"]))

    @once
    def put(self, request: Request, **ids: Any) -> Response:
        """It is fetched in a moment, made small and kept; read here how it went. The one there is stays until then. Only a draft's
        picture can be another: hand the campaign in once it is there."""
        ask_for_picture(
            campaign=campaign_to_change(ids["id"]),
            url=self.body["url"],
            actor=caller(request).actor,
            now=clock.now(),
        )
        return Response(PictureSerializer(_standing(ids["id"])).data, 202)

    @once
    def patch(self, request: Request, **ids: Any) -> Response:
        """In each of the campaign's languages. Another picture has other words: say them once it is there."""
        found = campaign_in_hand(ids["id"])
        require_version(request, PictureSerializer(standing_of(found)).data)
        describe_picture(campaign=found, alt=self.body["alt"], actor=caller(request).actor, now=clock.now())
        return self.tell(_standing(ids["id"]))

    @once
    def delete(self, request: Request, **ids: Any) -> Response:
        """The page does without one, and none is fetched any more."""
        found = campaign_to_change(ids["id"])
        remove_picture(campaign=found, actor=caller(request).actor, now=clock.now())
        return Response(status=204)


def _standing(campaign_id: UUID) -> Standing:
    return standing_of(campaign_to_change(campaign_id))
