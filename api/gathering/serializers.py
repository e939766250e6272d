"""What a storm hour looks like from outside: its moments, how many wait for it, and who of them may be written to."""

from datetime import datetime

from rest_framework import serializers

from campaigns.enums import Language
from campaigns.gathering.consent import agreed_sharing
from campaigns.gathering.queries import Counts
from campaigns.models import Supporter


class SupportersSerializer(serializers.Serializer[Counts]):
    """How many people left an address to be reminded and thanked."""

    asked = serializers.IntegerField(min_value=0, help_text="Who left an address, confirmed or not.")
    confirmed = serializers.IntegerField(min_value=0)
    reminded = serializers.IntegerField(min_value=0)
    thanked = serializers.IntegerField(min_value=0)
    shared = serializers.IntegerField(
        min_value=0, help_text="Who lets the organization have their address, and has not taken that back."
    )


class AddressSerializer(serializers.Serializer[Supporter]):
    """A supporter who lets the organization have their address, and has not taken that back."""

    address = serializers.EmailField(help_text="To be written to about this event, and nothing else.")
    language = serializers.ChoiceField(choices=Language.choices, help_text="The one to write in.")
    wave = serializers.SerializerMethodField(
        help_text="When the wave begins that they want to be reminded of; null when the storm hour was called off."
    )
    shared_at = serializers.DateTimeField(help_text="Since when; confirmed from their mailbox.")
    agreed_to = serializers.SerializerMethodField(
        help_text="Word for word, in the language that they read it in."
    )

    def get_wave(self, supporter: Supporter) -> datetime | None:
        return supporter.wave.starts_at if supporter.wave else None

    def get_agreed_to(self, supporter: Supporter) -> str:
        return agreed_sharing(supporter)


class StormHourSerializer(serializers.Serializer[dict[str, list[datetime]]]):
    """The moments at which supporters post together."""

    waves = serializers.ListField(
        child=serializers.DateTimeField(),
        help_text="When each wave begins; empty while none is set.",
    )
