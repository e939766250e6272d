"""REST hooks: how Zapier, n8n and their like subscribe by themselves. A hook is a webhook with one event and full messages."""

import json
from typing import Any

from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.tokens.scopes import TokenScope
from api.authentication import caller
from api.bodies import Write
from api.idempotency import once
from api.views import ResourceView
from api.webhooks.bodies import HOOK_POINTERS, HookBody
from api.webhooks.parameters import SampleParameters
from api.webhooks.samples import sample
from api.webhooks.serializers import HookSerializer, MessageSerializer, address_of
from campaigns.enums import WebhookPayload
from campaigns.webhooks import operations
from candyplatform.base import clock

SCOPE = TokenScope.WRITE_WEBHOOKS


class HookList(ResourceView):
    """Subscribing."""

    required_scope = SCOPE
    pointers = HOOK_POINTERS
    writes = {"POST": Write("Subscribe a REST hook", {201: HookSerializer}, body=HookBody, scope=SCOPE)}

    @once
    def post(self, request: Request) -> Response:
        """The address is sent a full message at each event from now on, until it is unsubscribed or answers `410`."""
        issued = operations.create_endpoint(
            url=self.body["target_url"],
            event_types=[self.body["event"]],
            payload=WebhookPayload.FULL,
            is_subscription=True,
            actor=caller(request).actor,
            now=clock.now(),
        )
        headers = {"Location": address_of(issued.endpoint)}
        return Response(HookSerializer(issued.endpoint).data, 201, headers=headers)


class HookDetail(ResourceView):
    """Unsubscribing."""

    required_scope = SCOPE
    writes = {"DELETE": Write("Unsubscribe a REST hook", {204: None}, scope=SCOPE)}

    @once
    def delete(self, request: Request, **ids: Any) -> Response:
        """Nothing is sent to it any more."""
        operations.delete_endpoint(endpoint_id=ids["id"], actor=caller(request).actor, now=clock.now())
        return Response(status=204)


class HookSample(ListModelMixin, ResourceView):
    """One message about the organization's latest campaign, as if it had just happened, to set fields up with; none while there
    is no campaign."""

    summary = "See sample messages"
    required_scope = SCOPE
    parameters_class = SampleParameters
    serializer_class = MessageSerializer
    pagination_class = None

    # A `ListModelMixin` for the document: its answer is a list.
    def get(self, request: Request) -> Response:
        found = sample(self.parameters["event"], now=clock.now())
        return Response([json.loads(found)] if found else [])
