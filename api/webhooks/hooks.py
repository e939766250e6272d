"""REST hooks: how Zapier, n8n and their like subscribe by themselves. A hook is a webhook with one event and full messages."""

import json
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.webhooks.parameters import SampleParameters
from api.webhooks.samples import sample
from api.webhooks.serializers import HookSerializer, MessageSerializer, NewHook
from api.webhooks.views import CREATED, NO_CONTENT, WebhookView
from campaigns.enums import WebhookPayload
from campaigns.webhooks import operations
from candyplatform.base import clock


class HookList(WebhookView):
    """Subscribing."""

    summary = "Subscribe a REST hook"

    @extend_schema(operation_id="hooks_create", request=NewHook, responses={CREATED: HookSerializer})
    def post(self, request: Request) -> Response:
        """The address is sent a full message at each event from now on, until it is unsubscribed or answers `410`."""
        wanted = self.sent(NewHook)
        issued = operations.create_endpoint(
            url=wanted["target_url"],
            event_types=[wanted["event"]],
            payload=WebhookPayload.FULL,
            is_subscription=True,
            actor=self.actor,
            now=clock.now(),
        )
        return Response(HookSerializer(issued.endpoint).data, CREATED)


class HookDetail(WebhookView):
    """Unsubscribing."""

    summary = "Unsubscribe a REST hook"

    @extend_schema(operation_id="hooks_destroy", responses={NO_CONTENT: None})
    def delete(self, request: Request, **ids: Any) -> Response:
        """Nothing is sent to it any more."""
        operations.delete_endpoint(endpoint_id=ids["id"], actor=self.actor, now=clock.now())
        return Response(status=NO_CONTENT)


class HookSample(WebhookView):
    """What messages look like, to set fields up with."""

    summary = "See sample messages"
    parameters_class = SampleParameters

    @extend_schema(operation_id="hooks_sample", responses={200: MessageSerializer(many=True)})
    def get(self, request: Request) -> Response:
        """One message about the organization's latest campaign, as if it had just happened; none while there is no campaign."""
        found = sample(self.parameters["event"], now=clock.now())
        return Response([json.loads(found)] if found else [])
