"""What news look like from outside."""

from rest_framework import serializers

from api.fields import LanguageMapField
from campaigns.models import Update


class UpdateSerializer(serializers.Serializer[Update]):
    """What the organizer told supporters."""

    id = serializers.IntegerField()
    text = LanguageMapField(help_text="Markdown.")
    said_at = serializers.DateTimeField()
