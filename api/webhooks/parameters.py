"""What webhooks' addresses can be asked."""

from rest_framework import serializers

from api.parameters import CursorParameters, Parameters
from campaigns.enums import DeliveryState, WebhookEvent


class DeliveryParameters(CursorParameters):
    """Which messages of a webhook."""

    state = serializers.ChoiceField(
        choices=DeliveryState.choices, required=False, help_text="Only messages in this state."
    )
    event = serializers.CharField(required=False, max_length=40, help_text="Only messages of this event.")


class SampleParameters(Parameters):
    """Of which event."""

    event = serializers.ChoiceField(choices=WebhookEvent.choices, help_text="Of which event.")
