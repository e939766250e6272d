"""What visitors of a campaign's page fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.enums import ReportReason
from campaigns.models.report import LONGEST_POST_URL, LONGEST_WORDS


class ReportForm(forms.Form):
    """What is not right. Nobody who reports has a session, so the form carries no token."""

    reason = forms.ChoiceField(
        label=_("What is not right?"),
        choices=ReportReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what fits best.")},
    )
    words = forms.CharField(
        label=_("In your words"),
        max_length=LONGEST_WORDS,
        help_text=_("What it is, and where on the page. The organizers do not read this, we do."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Say in a sentence or two what is wrong, so that we know where to look.")
        },
    )
    post_url = forms.URLField(
        label=_("Address of the post that it is about"),
        max_length=LONGEST_POST_URL,
        required=False,
        assume_scheme="https",
        help_text=_("Only if it is about a single post: the time beside it leads to it."),
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"invalid": _("Paste the address as your browser shows it. It begins with https://.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        required=False,
        help_text=_("If you want to know what we decide. We write once, then the address is deleted."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )

    def report(self) -> dict[str, Any]:
        """What `file_report` takes."""
        given = self.cleaned_data
        return {name: given[name] for name in ("reason", "words", "post_url")} | {"address": given["email"]}
