"""What an owner says of a new API token."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.tokens.operations import NAME_LENGTH
from accounts.tokens.scopes import FIRST_OFFERED, OFFERED

FOREVER = "ever"


class TokenForm(forms.Form):
    """A new token: where it is used, what it may do, for how long."""

    name = forms.CharField(
        label=_("Name"),
        max_length=NAME_LENGTH,
        help_text=_("Where the token is used, such as the name of your ticket shop."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may"),
        choices=[(scope.value, scope.label) for scope in OFFERED],
        initial=[scope.value for scope in FIRST_OFFERED],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing the token may do.")},
    )
    days = forms.ChoiceField(
        label=_("It is valid for"),
        choices=[("90", _("90 days")), ("365", _("one year")), (FOREVER, _("ever, until it is revoked"))],
        initial="365",
    )

    def wishes(self, now: datetime) -> dict[str, Any]:
        """What `issue_token` is told."""
        days = self.cleaned_data["days"]
        expires_at = now + timedelta(days=int(days)) if days != FOREVER else None
        return {
            "name": self.cleaned_data["name"],
            "scopes": self.cleaned_data["scopes"],
            "expires_at": expires_at,
        }


class OverlapForm(forms.Form):
    """How long a token that is replaced stays valid beside its successor."""

    hours = forms.TypedChoiceField(
        label=_("The old one stays valid for"),
        coerce=int,
        choices=[(0, _("no moment longer")), (1, _("one hour")), (24, _("24 hours")), (7 * 24, _("7 days"))],
        initial=24,
    )

    @property
    def overlap(self) -> timedelta:
        """What `rotate_token` is told."""
        return timedelta(hours=self.cleaned_data["hours"])
