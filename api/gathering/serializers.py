"""What a storm hour looks like from outside: its moments, and how many wait for it. Addresses are told to nobody."""

from datetime import datetime

from rest_framework import serializers

from campaigns.gathering.queries import Counts


class SupportersSerializer(serializers.Serializer[Counts]):
    """How many people left an address to be reminded and thanked. The addresses themselves are shown to nobody."""

    asked = serializers.IntegerField(min_value=0, help_text="Who left an address, confirmed or not.")
    confirmed = serializers.IntegerField(min_value=0)
    reminded = serializers.IntegerField(min_value=0)
    thanked = serializers.IntegerField(min_value=0)


class StormHourSerializer(serializers.Serializer[dict[str, list[datetime]]]):
    """The moments at which supporters post together."""

    waves = serializers.ListField(
        child=serializers.DateTimeField(),
        help_text="When each wave begins; empty while none is set.",
    )
