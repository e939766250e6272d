"""What moves a campaign: handed in, taken back, closed; and copied."""

from collections.abc import Callable
from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actors import Actor
from accounts.tokens.scopes import TokenScope
from api.authentication import caller
from api.bodies import Write
from api.campaigns.bodies import POINTERS, CloseBody, DuplicateBody
from api.campaigns.queries import campaign_to_change
from api.campaigns.serializers import CampaignSerializer, address_of
from api.campaigns.views import told
from api.idempotency import once
from api.views import ResourceView
from campaigns.authoring.copying import duplicate_campaign
from campaigns.authoring.operations import submit
from campaigns.models import Campaign
from campaigns.transitions import operations as transitions
from candyplatform.base import clock


class Act(ResourceView):
    """Something that is done to a campaign; answered with the campaign as it is then."""

    required_scope = TokenScope.WRITE_CAMPAIGNS
    serializer_class = CampaignSerializer
    pointers = POINTERS
    operation: ClassVar[Callable[..., Campaign]]

    def act(self, request: Request, **ids: Any) -> Response:
        """Do it, with the body's values."""
        found = campaign_to_change(ids["id"])
        actor: Actor = caller(request).actor
        type(self).operation(campaign=found, **self.body, actor=actor, now=clock.now())
        return Response(told(found.id))


class Submit(Act):
    """Hand a draft in."""

    operation = staticmethod(submit)
    writes = {"POST": Write("Hand a campaign in", {200: CampaignSerializer})}

    @once
    def post(self, request: Request, **ids: Any) -> Response:
        """For review by staff. Of a trusted organization it goes live at once, or waits for its start, when staff know the
        company. What is missing is an error, with the code `not_ready`; the pointers are those of the campaign."""
        return self.act(request, **ids)


class Withdraw(Act):
    """Take a campaign back."""

    operation = staticmethod(transitions.withdraw)
    writes = {"POST": Write("Take a campaign back", {200: CampaignSerializer})}

    @once
    def post(self, request: Request, **ids: Any) -> Response:
        """One that is in review, or waits for its start, is a draft again."""
        return self.act(request, **ids)


class Close(Act):
    """End a campaign."""

    operation = staticmethod(transitions.close)
    writes = {"POST": Write("Close a campaign", {200: CampaignSerializer}, body=CloseBody)}

    @once
    def post(self, request: Request, **ids: Any) -> Response:
        """It ends, and its page says how. Nobody listens any more."""
        return self.act(request, **ids)


class Duplicate(ResourceView):
    """Copy a campaign."""

    required_scope = TokenScope.WRITE_CAMPAIGNS
    serializer_class = CampaignSerializer
    pointers = POINTERS
    writes = {"POST": Write("Copy a campaign", {201: CampaignSerializer}, body=DuplicateBody)}

    @once
    def post(self, request: Request, **ids: Any) -> Response:
        """A new draft with the same words, hashtags, sample posts and company; all dates follow the new event. Without one they
        are open."""
        made = duplicate_campaign(
            campaign=campaign_to_change(ids["id"]),
            event_starts_at=self.body.get("event_starts_at"),
            actor=caller(request).actor,
            now=clock.now(),
        )
        return Response(told(made.id), 201, headers={"Location": address_of("api:campaign", made)})
