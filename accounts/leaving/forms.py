"""What has to be typed before something is deleted."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ShortNameForm(forms.Form):
    """The organization's short name, typed by hand: nobody deletes one by accident."""

    short_name = forms.CharField(
        label=_("Its short name"),
        max_length=50,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
