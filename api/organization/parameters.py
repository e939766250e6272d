"""What the journal can be asked."""

from rest_framework import serializers

from api.parameters import CursorParameters


class JournalParameters(CursorParameters):
    """Which entries."""

    verb = serializers.CharField(required=False, help_text="Only this happening: `campaign.published`.")
    subject = serializers.CharField(required=False, help_text="Only what happened to the object of this id.")
    since = serializers.DateTimeField(required=False, help_text="Only of this moment or later.")
    until = serializers.DateTimeField(required=False, help_text="Only before this moment.")
