"""What people fill in about webhooks."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from campaigns.enums import WebhookEvent, WebhookPayload
from campaigns.models import WebhookEndpoint
from campaigns.models.webhook import LONGEST_DESCRIPTION, LONGEST_URL

_HOURS = (1, 24, 72, 168, 720)
_HOURS_OF_A_DAY = 24


class EndpointForm(forms.Form):
    """Where to, about what, and how much."""

    url = forms.URLField(
        label=_("Address"),
        max_length=LONGEST_URL,
        assume_scheme="https",
        help_text=_("Where your tool waits for messages. It begins with https://."),
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    description = forms.CharField(
        label=_("What it is for"),
        max_length=LONGEST_DESCRIPTION,
        required=False,
        help_text=_("Such as the name of your ticket shop."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    event_types = forms.MultipleChoiceField(
        label=_("It is told of"),
        choices=WebhookEvent.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one event.")},
    )
    payload = forms.ChoiceField(
        label=_("A message says"),
        choices=WebhookPayload.choices,
        initial=WebhookPayload.THIN,
        widget=forms.RadioSelect,
    )


def as_filled_in(endpoint: WebhookEndpoint) -> dict[str, Any]:
    """What the form shows of an endpoint."""
    return {name: getattr(endpoint, name) for name in EndpointForm.base_fields}


class RangeForm(forms.Form):
    """From when on messages are sent again."""

    hours = forms.TypedChoiceField(label=_("What happened in the last"), coerce=int, initial=_HOURS[0])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hours"].choices = [(hours, _in_words(hours)) for hours in _HOURS]  # type: ignore[attr-defined]

    def since(self, now: datetime) -> datetime:
        """What `send_range_again` is told."""
        return now - timedelta(hours=self.cleaned_data["hours"])


def _in_words(hours: int) -> str:
    if hours <= _HOURS_OF_A_DAY:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    days = hours // _HOURS_OF_A_DAY
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
