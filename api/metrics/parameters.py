"""What a campaign's numbers can be asked."""

from rest_framework import serializers

from api.parameters import Parameters
from campaigns.enums import Network


class MetricsParameters(Parameters):
    """Which part of the hourly series. Totals are always those of the whole campaign."""

    since = serializers.DateTimeField(
        required=False, help_text="Only hours that begin at or after this moment."
    )
    until = serializers.DateTimeField(required=False, help_text="Only hours that begin before this moment.")
    network = serializers.ChoiceField(choices=Network.choices, required=False, help_text="Only this network.")
