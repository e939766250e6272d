"""What is asked when a campaign is closed or an answer decided about."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.authoring.fields import LocalMoment
from campaigns.enums import AnswerKind, Outcome


class CloseForm(forms.Form):
    """How it ended."""

    outcome = forms.ChoiceField(label=_("How did it end?"), choices=Outcome.choices, widget=forms.RadioSelect)


class AnswerForm(forms.Form):
    """What a company's answer amounts to."""

    kind = forms.ChoiceField(
        label=_("What does it amount to?"), choices=AnswerKind.choices, widget=forms.RadioSelect
    )
    promised_for = forms.DateField(
        label=_("Promised for"),
        required=False,
        help_text=_("Only for a promise: the day the company named."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class RecordForm(AnswerForm):
    """An answer that came by phone, by mail, or anywhere the platform does not listen."""

    said_at = LocalMoment(label=_("When did they say it?"))
    text = forms.CharField(
        label=_("Their words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("As they said it. Everybody will read it."),
    )
    evidence_url = forms.URLField(
        label=_("A page that shows it"), required=False, max_length=200, assume_scheme="https"
    )
    field_order = ("text", "said_at", "kind", "promised_for", "evidence_url")


class DuplicateForm(forms.Form):
    """When the new event starts; all other dates follow."""

    event_starts_at = LocalMoment(
        label=_("When does the new event start?"),
        required=False,
        help_text=_("Its end and the deadline keep their distance. Leave it empty if you do not know yet."),
    )
