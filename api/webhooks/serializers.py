"""What webhooks and their messages look like from outside."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.campaigns.serializers import CampaignSerializer
from api.fields import ChoiceOrNull
from api.webhooks.bodies import PAYLOAD
from campaigns.enums import DeliveryState, WebhookEvent, WebhookOff, WebhookPayload
from campaigns.models import WebhookDelivery, WebhookEndpoint
from campaigns.webhooks.operations import IssuedEndpoint


def address_of(endpoint: WebhookEndpoint) -> str:
    """Where the API tells of the webhook."""
    return f"{settings.SITE_URL}{reverse('api:webhook', args=[endpoint.id])}"


class WebhookSerializer(serializers.Serializer[WebhookEndpoint]):
    """An address that is told what happens."""

    id = serializers.UUIDField()
    url = serializers.CharField()
    description = serializers.CharField()
    event_types = serializers.ListField(child=serializers.ChoiceField(choices=WebhookEvent.choices))
    payload = serializers.ChoiceField(choices=WebhookPayload.choices, help_text=PAYLOAD)
    enabled = serializers.BooleanField(source="is_on", help_text="Whether it is told anything.")
    disabled_because = ChoiceOrNull(
        choices=WebhookOff.choices, source="off_because", help_text="Why it is off; null while it is on."
    )
    failing_since = serializers.DateTimeField(
        allow_null=True, help_text="Since when nothing was delivered; null where all is well."
    )
    previous_secret_until = serializers.DateTimeField(
        allow_null=True, source="previous_until", help_text="Until when the secret before signs as well."
    )
    created_at = serializers.DateTimeField()
    modified_at = serializers.DateTimeField()


class WebhookWithSecretSerializer(serializers.Serializer[IssuedEndpoint]):
    """A webhook and its new secret, which is shown this once."""

    webhook = WebhookSerializer(source="endpoint")
    secret = serializers.CharField(help_text="`whsec_…`: verify messages with it. It is not shown again.")


class AttemptSerializer(serializers.Serializer[dict[str, Any]]):
    """One try."""

    at = serializers.SerializerMethodField()
    status = serializers.IntegerField(
        allow_null=True, help_text="The HTTP status; null where nobody answered."
    )
    milliseconds = serializers.IntegerField(help_text="How long it took.")
    error = serializers.CharField(
        help_text="Why nobody answered: `address_refused`, `connection_failed`, `too_slow`, `too_large`; else empty."
    )
    answer = serializers.CharField(help_text="The first 1000 bytes of what came back.")

    @extend_schema_field(serializers.DateTimeField())
    def get_at(self, attempt: dict[str, Any]) -> Any:
        return serializers.DateTimeField().to_representation(datetime.fromisoformat(attempt["at"]))


class DeliverySerializer(serializers.Serializer[WebhookDelivery]):
    """One message to a webhook, and what became of it."""

    id = serializers.CharField(source="event_id", help_text="The `webhook-id` it carries, at every try.")
    event = serializers.CharField(source="event_type")
    campaign = serializers.UUIDField(source="campaign_id", allow_null=True)
    state = serializers.ChoiceField(choices=DeliveryState.choices)
    attempts = serializers.IntegerField(help_text="How often it was tried.")
    next_attempt_at = serializers.SerializerMethodField(help_text="Null unless it waits.")
    happened_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    body = serializers.CharField(help_text="What is sent, to the byte.")
    log = AttemptSerializer(many=True, help_text="The latest tries, at most 30.")

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_next_attempt_at(self, delivery: WebhookDelivery) -> Any:
        waits = delivery.state == DeliveryState.WAITING
        return serializers.DateTimeField().to_representation(delivery.due_at) if waits else None


class ResentSerializer(serializers.Serializer[Any]):
    """How many messages are sent again."""

    messages = serializers.IntegerField(help_text="1000 at most: ask again for the rest.")


class HookSerializer(serializers.Serializer[WebhookEndpoint]):
    """A REST hook."""

    id = serializers.UUIDField(help_text="What to unsubscribe with.")
    target_url = serializers.CharField(source="url")
    event = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ChoiceField(choices=WebhookEvent.choices))
    def get_event(self, hook: WebhookEndpoint) -> str:
        return hook.event_types[0]


class MessageDataSerializer(serializers.Serializer[Any]):
    """What a full message says."""

    id = serializers.UUIDField(help_text="The campaign.")
    url = serializers.CharField(help_text="Where the API tells more.")
    campaign = CampaignSerializer()
    changed = serializers.DictField(help_text="What became different, such as `from` and `to`.")


class MessageSerializer(serializers.Serializer[Any]):
    """A full message, as a webhook is sent it."""

    type = serializers.ChoiceField(choices=WebhookEvent.choices)
    timestamp = serializers.DateTimeField(help_text="When it happened.")
    data = MessageDataSerializer()  # type: ignore[assignment]  # a field here; DRF's property is not used
