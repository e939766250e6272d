"""What an answer looks like to those who decide about it."""

from rest_framework import serializers

from api.campaigns.serializers import AnswerSerializer
from api.fields import ChoiceOrNull
from campaigns.enums import AnswerKind, AnswerStatus


class DecidedAnswerSerializer(AnswerSerializer):
    """What the company posted, or what somebody wrote down: to be confirmed, confirmed, or found to be no answer."""

    id = serializers.IntegerField()
    status = serializers.ChoiceField(choices=AnswerStatus.choices)
    kind = ChoiceOrNull(
        choices=AnswerKind.choices, help_text="What it amounts to; null until it is confirmed."
    )
    noticed_at = serializers.DateTimeField(help_text="When the platform heard it, or it was written down.")
    decided_at = serializers.DateTimeField(allow_null=True)
