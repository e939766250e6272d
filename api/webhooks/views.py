"""Webhooks: set up, changed, tried; their messages, and sending them again."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from accounts.actors import Actor
from accounts.tokens.scopes import TokenScope
from api.authentication import caller
from api.pagination import Pages
from api.parameters import PageParameters
from api.views import ResourceView
from api.webhooks.pagination import LatestFirst
from api.webhooks.parameters import DeliveryParameters
from api.webhooks.serializers import (
    DeliverySerializer,
    NewWebhook,
    ResendRange,
    ResentSerializer,
    SecretRotation,
    WebhookChange,
    WebhookSerializer,
    WebhookWithSecretSerializer,
)
from campaigns.models import WebhookDelivery, WebhookEndpoint
from campaigns.webhooks import operations, queries
from candyplatform.base import clock

CREATED, ACCEPTED, NO_CONTENT = 201, 202, 204


class WebhookView(ResourceView):
    """What all addresses of webhooks have in common."""

    required_scope = TokenScope.WRITE_WEBHOOKS

    @property
    def actor(self) -> Actor:
        """Who calls."""
        return caller(self.request).actor

    def sent(self, kind: type[Serializer[Any]]) -> dict[str, Any]:
        """The body, read. Raises `ValidationError`."""
        given = kind(data=self.request.data)
        given.is_valid(raise_exception=True)
        return dict(given.validated_data)


class WebhookList(ListModelMixin, WebhookView):
    """The organization's webhooks, the oldest first."""

    summary = "List webhooks"
    parameters_class = PageParameters
    serializer_class = WebhookSerializer
    pagination_class = Pages

    def get_queryset(self) -> QuerySet[WebhookEndpoint]:
        return queries.endpoints()

    def get(self, request: Request) -> Response:
        return self.list(request)

    @extend_schema(
        summary="Set up a webhook",
        parameters=[],
        request=NewWebhook,
        responses={CREATED: WebhookWithSecretSerializer},
    )
    def post(self, request: Request) -> Response:
        """It is told what happens from now on. The secret is in this answer, and nowhere else."""
        issued = operations.create_endpoint(**self.sent(NewWebhook), actor=self.actor, now=clock.now())
        return Response(WebhookWithSecretSerializer(issued).data, CREATED)


class WebhookDetail(WebhookView):
    """One webhook."""

    summary = "Read a webhook"
    serializer_class = WebhookSerializer

    def get(self, request: Request, **ids: Any) -> Response:
        return Response(WebhookSerializer(queries.endpoint(ids["id"])).data)

    @extend_schema(summary="Change a webhook", request=WebhookChange)
    def patch(self, request: Request, **ids: Any) -> Response:
        """Change what is sent, and leave the rest. `enabled` turns it on or off."""
        wanted = self.sent(WebhookChange)
        enabled = wanted.pop("enabled", None)
        who: dict[str, Any] = {"endpoint_id": ids["id"], "actor": self.actor, "now": clock.now()}
        endpoint = operations.change_endpoint(**wanted, **who)
        if enabled is not None:
            turn = operations.turn_on if enabled else operations.turn_off
            endpoint = turn(**who)
        return Response(WebhookSerializer(endpoint).data)

    @extend_schema(summary="Delete a webhook", responses={NO_CONTENT: None})
    def delete(self, request: Request, **ids: Any) -> Response:
        """It goes with its log, and with whatever waits for it."""
        operations.delete_endpoint(endpoint_id=ids["id"], actor=self.actor, now=clock.now())
        return Response(status=NO_CONTENT)


class WebhookSecret(WebhookView):
    """The secret that signs what a webhook is sent."""

    summary = "Replace the secret"

    @extend_schema(
        operation_id="webhooks_secret_rotate",
        request=SecretRotation,
        responses={200: WebhookWithSecretSerializer},
    )
    def post(self, request: Request, **ids: Any) -> Response:
        """The new one is in this answer, and nowhere else. For the overlap messages carry a signature by each of the two."""
        overlap = timedelta(hours=self.sent(SecretRotation)["overlap_hours"])
        issued = operations.rotate_secret(
            endpoint_id=ids["id"], overlap=overlap, actor=self.actor, now=clock.now()
        )
        return Response(WebhookWithSecretSerializer(issued).data)


class WebhookTest(WebhookView):
    """Trying a webhook."""

    summary = "Send a test"

    @extend_schema(operation_id="webhooks_test", request=None, responses={ACCEPTED: DeliverySerializer})
    def post(self, request: Request, **ids: Any) -> Response:
        """A message of the type `webhook.test` is on its way; its log tells what became of it."""
        sent = operations.send_test(endpoint_id=ids["id"], actor=self.actor, now=clock.now())
        return Response(DeliverySerializer(sent).data, ACCEPTED)


class DeliveryList(ListModelMixin, WebhookView):
    """What a webhook was sent in the last 30 days, the latest first: each message with its tries."""

    summary = "List a webhook's messages"
    parameters_class = DeliveryParameters
    serializer_class = DeliverySerializer
    pagination_class = LatestFirst

    def get_queryset(self) -> QuerySet[WebhookDelivery]:
        found = queries.deliveries(queries.endpoint(self.kwargs["id"]))
        wanted = {"state": self.parameters.get("state"), "event_type": self.parameters.get("event")}
        return found.filter(**{name: value for name, value in wanted.items() if value})

    def get(self, request: Request, **ids: Any) -> Response:
        return self.list(request)


class SendAgain(WebhookView):
    """One message once more."""

    summary = "Send a message again"

    @extend_schema(operation_id="webhooks_resend", request=None, responses={ACCEPTED: DeliverySerializer})
    def post(self, request: Request, **ids: Any) -> Response:
        """Whatever became of it before. It carries the same `webhook-id` and body, and a new timestamp and signature."""
        sent = operations.send_again(
            endpoint_id=ids["id"], event_id=ids["message"], actor=self.actor, now=clock.now()
        )
        return Response(DeliverySerializer(sent).data, ACCEPTED)


class SendRangeAgain(WebhookView):
    """Many messages once more."""

    summary = "Send a range again"

    @extend_schema(
        operation_id="webhooks_resend_range", request=ResendRange, responses={ACCEPTED: ResentSerializer}
    )
    def post(self, request: Request, **ids: Any) -> Response:
        """What happened in a stretch of time, in order, delivered or not."""
        count = operations.send_range_again(
            endpoint_id=ids["id"], **self.sent(ResendRange), actor=self.actor, now=clock.now()
        )
        return Response({"messages": count}, ACCEPTED)
