"""What webhooks' addresses can be asked."""

from rest_framework import serializers

from api.parameters import Parameters
from campaigns.enums import DeliveryState, WebhookEvent


class DeliveryParameters(Parameters):
    """Which messages of a webhook."""

    cursor = serializers.CharField(
        required=False, help_text="Where to go on: out of `next`; nothing to make up."
    )
    page_size = serializers.IntegerField(
        min_value=1, max_value=100, default=25, help_text="How many results a page holds."
    )
    state = serializers.ChoiceField(
        choices=DeliveryState.choices, required=False, help_text="Only messages in this state."
    )
    event = serializers.CharField(required=False, max_length=40, help_text="Only messages of this event.")


class SampleParameters(Parameters):
    """Of which event."""

    event = serializers.ChoiceField(choices=WebhookEvent.choices, help_text="Of which event.")
