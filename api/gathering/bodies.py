"""What a storm hour is set with."""

from rest_framework import serializers

from api.bodies import Body, Moment
from campaigns.gathering.forms import APART
from campaigns.gathering.operations import MOST_WAVES


class StormHourBody(Body):
    """When supporters post together, and in how many waves."""

    starts_at = Moment()
    waves = serializers.IntegerField(min_value=1, max_value=MOST_WAVES, default=1)
    apart_minutes = serializers.ChoiceField(
        choices=[(minutes, minutes) for minutes in APART],
        default=30,
        help_text="How far the waves are apart.",
    )
