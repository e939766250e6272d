"""What the list of posts can be asked."""

from rest_framework import serializers

from api.parameters import CursorParameters
from campaigns.enums import Kindness, Network, PostRole


class PostParameters(CursorParameters):
    """Which posts."""

    network = serializers.ChoiceField(
        choices=Network.choices, required=False, help_text="Only of this network."
    )
    role = serializers.ChoiceField(
        choices=PostRole.choices,
        required=False,
        help_text="Only by supporters, by the company, or by programs.",
    )
    kindness = serializers.ChoiceField(
        choices=Kindness.choices, required=False, help_text="Only what the kindness check says this of."
    )
    since = serializers.DateTimeField(required=False, help_text="Only posts of this moment or later.")
    until = serializers.DateTimeField(required=False, help_text="Only posts before this moment.")
