"""What events look like from outside."""

from typing import Any

from rest_framework import serializers

from api.campaigns.serializers import EventFactsSerializer, EventSerializer, ExternalRefSerializer
from api.events.queries import FACTS, Followed, Offered, followed_by
from api.fields import ChoiceOrNull, LanguageMapField, TextOrNull
from campaigns.authoring.event_facts import IMAGE
from campaigns.enums import CampaignState, EventSourceKind
from campaigns.models import Campaign


class CampaignOfEventSerializer(serializers.Serializer[Campaign]):
    """The campaign that the event belongs to. The event is called by its `id` or `slug`."""

    id = serializers.UUIDField()
    slug = serializers.CharField()
    state = serializers.ChoiceField(choices=CampaignState.choices)


class EventReadSerializer(EventFactsSerializer):
    """An event as a page tells it."""

    image_url = TextOrNull(source=IMAGE, help_text="Where its picture is.")


class EventOfferSerializer(serializers.Serializer[Offered]):
    """What the page tells otherwise since somebody last looked."""

    event = EventReadSerializer(help_text="The event as it would be, were all of it taken over.")
    changed = serializers.ListField(
        child=serializers.ChoiceField(choices=FACTS),
        help_text="Which of its facts are others.",
    )
    can_take_over = serializers.BooleanField(
        help_text="Whether `take-over/` works now: only drafts are changed. On a public page, tell it as news."
    )
    text = LanguageMapField(help_text="The same as news for supporters, as `updates/` takes them.")


class EventSourceSerializer(serializers.Serializer[Followed]):
    """The page that the event is kept in step with."""

    url = serializers.CharField()
    kind = ChoiceOrNull(
        choices=EventSourceKind.choices, help_text="What told it there; null until somebody has looked."
    )
    looked_at = serializers.DateTimeField(allow_null=True, help_text="When we last looked.")
    failed_at = serializers.DateTimeField(
        allow_null=True, help_text="Since when it cannot be read; null when it can."
    )
    offer = EventOfferSerializer(allow_null=True, help_text="What is different there; null when nothing is.")

    def get_attribute(self, campaign: Any) -> Followed | None:
        return followed_by(campaign)


class EventOfCampaignSerializer(EventSerializer):
    """An event, whose it is, and where it is read from."""

    campaign = CampaignOfEventSerializer(source="*")
    external_ref = ExternalRefSerializer(
        allow_null=True,
        help_text="What it is called in the tool that it comes from; null where none was named.",
    )
    source = EventSourceSerializer(  # type: ignore[assignment]  # DRF takes declared fields away from the class
        allow_null=True, help_text="The page that it is kept in step with; null where it follows none."
    )


class EventPageSerializer(serializers.Serializer[dict[str, Any]]):
    """What a page says of an event."""

    event = EventReadSerializer(
        help_text="As `POST campaigns/` takes it. What the page does not say is null."
    )
    url = serializers.CharField(help_text="The page, as `source/` takes it.")
    kind = serializers.ChoiceField(choices=EventSourceKind.choices, help_text="What told it there.")
