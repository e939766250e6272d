"""What a campaign's numbers can be asked."""

from rest_framework import serializers

from api.parameters import ReadParameters
from campaigns.enums import Network


class TableParameters(ReadParameters):
    """In which form."""

    format = serializers.ChoiceField(
        choices=["json", "csv"], required=False, help_text="As `Accept` says, for who cannot send that."
    )


class MetricsParameters(TableParameters):
    """Which part of the hourly series. Totals are always those of the whole campaign."""

    since = serializers.DateTimeField(
        required=False, help_text="Only hours that begin at or after this moment."
    )
    until = serializers.DateTimeField(required=False, help_text="Only hours that begin before this moment.")
    network = serializers.ChoiceField(choices=Network.choices, required=False, help_text="Only this network.")


class DaysParameters(TableParameters):
    """Which part of the daily series."""

    since = serializers.DateField(required=False, help_text="Only this day and later ones.")
    until = serializers.DateField(required=False, help_text="Only days before this one.")
    network = serializers.ChoiceField(choices=Network.choices, required=False, help_text="Only this network.")
