"""What answers are decided and written down with."""

from rest_framework import serializers

from api.bodies import Body, Line, Moment
from campaigns.enums import AnswerKind


class DecisionBody(Body):
    """What an answer amounts to."""

    kind = serializers.ChoiceField(choices=AnswerKind.choices)
    promised_for = serializers.DateField(
        required=False,
        allow_null=True,
        default=None,
        help_text="Only for a promise: the day the company named.",
    )


class RecordBody(DecisionBody):
    """An answer that came by phone, by mail, or anywhere the platform does not listen."""

    said_at = Moment()
    text = Line(max_length=2000, help_text="The company's words. Everybody will read them.")
    evidence_url = Line(max_length=200, help_text="A page that shows it, in place of or beside the words.")
