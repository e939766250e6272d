"""What is asked and sent about events."""

from typing import Any
from zoneinfo import available_timezones

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.bodies import Body
from api.parameters import PageParameters, ReadParameters
from campaigns.authoring.in_step.operations import URL_LIMIT
from campaigns.enums import Language

_SHOWN = "https://educamp.example/hamburg.ics"
_ORDERINGS = ["created_at", "modified_at", "event_starts_at"]


class EventParameters(PageParameters):
    """Which events, in which order."""

    starts_from = serializers.DateTimeField(
        required=False, help_text="Only events that start at or after this moment."
    )
    starts_until = serializers.DateTimeField(
        required=False, help_text="Only events that start at or before this moment."
    )
    external_system = serializers.CharField(
        required=False, help_text="Only events with an `external_ref` of this system."
    )
    external_event = serializers.CharField(
        required=False, help_text="Only events with an `external_ref` to this event."
    )
    modified_since = serializers.DateTimeField(
        required=False, help_text="Only events whose campaign's own fields changed at or after this moment."
    )
    ordering = serializers.ChoiceField(
        choices=[name for field in _ORDERINGS for name in (field, f"-{field}")],
        default="-created_at",
        help_text="By which field of the campaign; with `-` the latest first. Events without a day come last.",
    )


@extend_schema_field({"type": "string", "maxLength": URL_LIMIT, "examples": [_SHOWN]})
class PageField(serializers.CharField):
    """The address of a page."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=URL_LIMIT, **options)


class EventPageParameters(ReadParameters):
    """Which page, and how to understand it."""

    url = PageField(
        help_text="The page that guests open, in pretix, pretalx or elsewhere; or an iCalendar file.",
    )
    language = serializers.ChoiceField(
        choices=Language.choices,
        default=Language.ENGLISH.value,
        help_text="In which language to take the `name`, where the page has several.",
    )
    time_zone = serializers.CharField(
        default="Europe/Berlin", help_text="Where the event is at home, if the page does not say."
    )

    def validate_time_zone(self, value: str) -> str:
        if value not in available_timezones():
            raise serializers.ValidationError(_("Name a time zone such as Europe/Berlin."))
        return value


class EventSourceBody(Body):
    """Where the event is read from."""

    url = PageField(help_text="The page that guests open.")
