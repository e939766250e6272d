"""Webhooks: set up, changed, tried; their messages, and sending them again."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.tokens.scopes import TokenScope
from api.authentication import caller
from api.bodies import Write
from api.idempotency import once
from api.pagination import Cursors, Pages
from api.parameters import PageParameters
from api.versions import require_version
from api.views import ResourceView
from api.webhooks.bodies import NewWebhookBody, ResendBody, SecretBody, WebhookBody
from api.webhooks.parameters import DeliveryParameters
from api.webhooks.serializers import (
    DeliverySerializer,
    ResentSerializer,
    WebhookSerializer,
    WebhookWithSecretSerializer,
    address_of,
)
from campaigns.models import WebhookDelivery, WebhookEndpoint
from campaigns.webhooks import operations, queries
from candyplatform.base import clock

SCOPE = TokenScope.WRITE_WEBHOOKS


class WebhookList(ListModelMixin, ResourceView):
    """The organization's webhooks, the oldest first."""

    summary = "List webhooks"
    required_scope = SCOPE
    parameters_class = PageParameters
    serializer_class = WebhookSerializer
    pagination_class = Pages
    writes = {
        "POST": Write(
            "Set up a webhook", {201: WebhookWithSecretSerializer}, body=NewWebhookBody, scope=SCOPE
        )
    }

    def get_queryset(self) -> QuerySet[WebhookEndpoint]:
        return queries.endpoints()

    def get(self, request: Request) -> Response:
        return self.list(request)

    @once
    def post(self, request: Request) -> Response:
        """It is told what happens from now on. The secret is in this answer, and nowhere else."""
        issued = operations.create_endpoint(**self.body, actor=caller(request).actor, now=clock.now())
        headers = {"Location": address_of(issued.endpoint)}
        return Response(WebhookWithSecretSerializer(issued).data, 201, headers=headers)


class WebhookDetail(ResourceView):
    """One webhook."""

    summary = "Read a webhook"
    required_scope = SCOPE
    serializer_class = WebhookSerializer
    writes = {
        "PATCH": Write(
            "Change a webhook", {200: WebhookSerializer}, body=WebhookBody, scope=SCOPE, needs_version=True
        ),
        "DELETE": Write("Delete a webhook", {204: None}, scope=SCOPE),
    }

    def get(self, request: Request, **ids: Any) -> Response:
        return self.tell(queries.endpoint(ids["id"]))

    @once
    def patch(self, request: Request, **ids: Any) -> Response:
        """Change what is named in the body; the rest stays. `enabled` turns it on or off."""
        require_version(request, WebhookSerializer(queries.endpoint_in_hand(ids["id"])).data)
        who: dict[str, Any] = {"endpoint_id": ids["id"], "actor": caller(request).actor, "now": clock.now()}
        enabled = self.body.pop("enabled", None)
        endpoint = operations.change_endpoint(**self.body, **who)
        if enabled is not None:
            turn = operations.turn_on if enabled else operations.turn_off
            endpoint = turn(**who)
        return Response(WebhookSerializer(endpoint).data)

    @once
    def delete(self, request: Request, **ids: Any) -> Response:
        """It goes with its log, and with whatever waits for it."""
        operations.delete_endpoint(endpoint_id=ids["id"], actor=caller(request).actor, now=clock.now())
        return Response(status=204)


class WebhookSecret(ResourceView):
    """The secret that signs what a webhook is sent."""

    required_scope = SCOPE
    writes = {
        "POST": Write("Replace the secret", {200: WebhookWithSecretSerializer}, body=SecretBody, scope=SCOPE)
    }

    @once
    def post(self, request: Request, **ids: Any) -> Response:
        """The new one is in this answer, and nowhere else. For the overlap messages carry a signature by each of the two."""
        issued = operations.rotate_secret(
            endpoint_id=ids["id"],
            overlap=timedelta(hours=self.body["overlap_hours"]),
            actor=caller(request).actor,
            now=clock.now(),
        )
        return Response(WebhookWithSecretSerializer(issued).data)


class WebhookTest(ResourceView):
    """Trying a webhook."""

    required_scope = SCOPE
    writes = {"POST": Write("Send a test", {202: DeliverySerializer}, scope=SCOPE)}

    @once
    def post(self, request: Request, **ids: Any) -> Response:
        """A message of the type `webhook.test` is on its way; its log tells what became of it."""
        sent = operations.send_test(endpoint_id=ids["id"], actor=caller(request).actor, now=clock.now())
        return Response(DeliverySerializer(sent).data, 202)


class DeliveryList(ListModelMixin, ResourceView):
    """What a webhook was sent in the last 30 days, the latest first: each message with its tries."""

    summary = "List a webhook's messages"
    required_scope = SCOPE
    parameters_class = DeliveryParameters
    serializer_class = DeliverySerializer
    pagination_class = Cursors
    cursor_field = "id"

    def get_queryset(self) -> QuerySet[WebhookDelivery]:
        found = queries.deliveries(queries.endpoint(self.kwargs["id"]))
        wanted = {"state": self.parameters.get("state"), "event_type": self.parameters.get("event")}
        return found.filter(**{name: value for name, value in wanted.items() if value})

    def get(self, request: Request, **ids: Any) -> Response:
        return self.list(request)


class SendAgain(ResourceView):
    """One message once more."""

    required_scope = SCOPE
    writes = {"POST": Write("Send a message again", {202: DeliverySerializer}, scope=SCOPE)}

    @once
    def post(self, request: Request, **ids: Any) -> Response:
        """Whatever became of it before. It carries the same `webhook-id` and body, and a new timestamp and signature."""
        sent = operations.send_again(
            endpoint_id=ids["id"], event_id=ids["message"], actor=caller(request).actor, now=clock.now()
        )
        return Response(DeliverySerializer(sent).data, 202)


class SendRangeAgain(ResourceView):
    """Many messages once more."""

    required_scope = SCOPE
    writes = {
        "POST": Write(
            "Send a range again",
            {202: ResentSerializer},
            body=ResendBody,
            scope=SCOPE,
            operation_id="webhooks_deliveries_resend_range_create",
        )
    }

    @once
    def post(self, request: Request, **ids: Any) -> Response:
        """What happened in a stretch of time, in order, delivered or not."""
        count = operations.send_range_again(
            endpoint_id=ids["id"], **self.body, actor=caller(request).actor, now=clock.now()
        )
        return Response({"messages": count}, 202)
