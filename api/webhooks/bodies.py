"""What webhooks are set up, changed and tried with."""

from collections.abc import Mapping

from rest_framework import serializers

from api.bodies import Body, Moment
from campaigns.enums import WebhookEvent, WebhookPayload
from campaigns.models.webhook import LONGEST_DESCRIPTION, LONGEST_URL

URL = "Where to send it, beginning with `https://`. Redirects are not followed."
EVENTS = "What it is told of."
PAYLOAD = "`thin`: what happened, and where to read more. `full`: the whole campaign as well."
DESCRIPTION = "What it is for, in your words."
# Where an operation's name of a field stands in the body of a hook.
HOOK_POINTERS: Mapping[str, str] = {"url": "/target_url", "event_types": "/event"}


class NewWebhookBody(Body):
    """A webhook to be set up."""

    url = serializers.CharField(max_length=LONGEST_URL, help_text=URL)
    event_types = serializers.ListField(
        child=serializers.ChoiceField(choices=WebhookEvent.choices), min_length=1, help_text=EVENTS
    )
    payload = serializers.ChoiceField(
        choices=WebhookPayload.choices, default=WebhookPayload.THIN.value, help_text=PAYLOAD
    )
    description = serializers.CharField(
        max_length=LONGEST_DESCRIPTION, default="", allow_blank=True, help_text=DESCRIPTION
    )


class WebhookBody(Body):
    """What is to be different; what is left out stays."""

    url = serializers.CharField(max_length=LONGEST_URL, required=False, help_text=URL)
    event_types = serializers.ListField(
        child=serializers.ChoiceField(choices=WebhookEvent.choices),
        min_length=1,
        required=False,
        help_text=EVENTS,
    )
    payload = serializers.ChoiceField(choices=WebhookPayload.choices, required=False, help_text=PAYLOAD)
    description = serializers.CharField(
        max_length=LONGEST_DESCRIPTION, required=False, allow_blank=True, help_text=DESCRIPTION
    )
    enabled = serializers.BooleanField(
        required=False, help_text="`false` turns it off, `true` on: then what waits for it is sent."
    )


class SecretBody(Body):
    """How a secret is replaced."""

    overlap_hours = serializers.IntegerField(
        min_value=0, max_value=168, default=24, help_text="For how long the secret before signs as well."
    )


class ResendBody(Body):
    """Which messages are sent again."""

    since = Moment(help_text="What happened at this moment or later.")
    until = Moment(required=False, help_text="What happened before this moment.")


class HookBody(Body):
    """A REST hook to be subscribed."""

    target_url = serializers.CharField(max_length=LONGEST_URL, help_text=URL)
    event = serializers.ChoiceField(choices=WebhookEvent.choices)
