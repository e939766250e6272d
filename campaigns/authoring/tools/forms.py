"""What is asked when an event tool is connected."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.authoring.forms import PLAIN


class ToolForm(forms.Form):
    """Where, and with which token."""

    address = forms.CharField(
        label=_("Address of your shop"),
        max_length=500,
        help_text=_("Any page of it: we keep the host."),
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://pretix.eu", **PLAIN}),
    )
    token = forms.CharField(
        label=_("API token"),
        max_length=200,
        help_text=_("Nobody sees it again, you neither. To change it, put in a new one."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off", **PLAIN}),
    )
