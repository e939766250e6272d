"""What an owner says when inviting people."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.members.addresses import read
from accounts.members.invitations import AT_ONCE, DAYS
from accounts.roles import Role

_DAYS_IN_WORDS = (_("one day"), _("7 days"), _("30 days"))
_LONGEST = 6000


class InviteForm(forms.Form):
    """Whom to invite, as what, for how long."""

    emails = forms.CharField(
        label=_("E-mail addresses"),
        max_length=_LONGEST,
        help_text=format_lazy(
            _("One a line, or with commas between them; up to {count} at once."), count=AT_ONCE
        ),
        widget=forms.Textarea(
            attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
        ),
    )
    role = forms.ChoiceField(label=_("Their role"), widget=forms.RadioSelect, initial=Role.EDITOR)
    days = forms.TypedChoiceField(
        label=_("The invitation is open for"),
        coerce=int,
        choices=list(zip(DAYS, _DAYS_IN_WORDS, strict=True)),
        initial=7,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = self.fields["role"]
        if isinstance(roles, forms.ChoiceField):
            roles.choices = [(role.value, role.in_words()) for role in (Role.VIEWER, Role.EDITOR, Role.OWNER)]

    @property
    def wishes(self) -> dict[str, Any]:
        """What `invite` is told."""
        return {
            "entries": read(self.cleaned_data["emails"]),
            "role": self.cleaned_data["role"],
            "days": self.cleaned_data["days"],
        }
