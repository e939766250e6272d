"""What every form of the desk shares, and what people fill in about themselves. Operations check; forms ask and show."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from candyplatform.base.errors import DomainError

# Old names, offsets and the like, which nobody looks for.
_REGIONS = (
    "Africa/",
    "America/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
    "UTC",
)


def time_zones() -> list[tuple[str, str]]:
    """Every time zone people look for, as choices: Europe's first."""
    names = sorted(name for name in available_timezones() if name.startswith(_REGIONS))
    names.sort(key=lambda name: not name.startswith("Europe/"))
    return [(name, name.replace("_", " ")) for name in names]


time_zone_choices = lazy(time_zones, list)


def show_problems(form: forms.Form, error: DomainError) -> None:
    """Put an operation's problems at the form's fields; what belongs to none of them stands above the form."""
    for name, texts in error.fields.items():
        for text in texts:
            form.add_error(name if name in form.fields else None, str(text))
    if not error.fields:
        form.add_error(None, str(error.text))


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None when the page is only asked for. A form sent empty is sent all the same."""
    return request.POST if request.method == "POST" else None


class PreferencesForm(forms.Form):
    """A member's own wishes: how they are spoken to, and what they are mailed."""

    name = forms.CharField(
        label=_("Your name"),
        required=False,
        max_length=100,
        help_text=_("Colleagues see it where you changed something."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zone_choices)
    wants_digest = forms.BooleanField(
        label=_("Mail me a digest every morning at 8:00"),
        required=False,
        help_text=_(
            "What changed since the last one, for this organization's campaigns. Of days without news you hear once."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.initial.get("time_zone", "")
        field = self.fields["time_zone"]
        if chosen and isinstance(field, forms.ChoiceField) and chosen not in dict(time_zones()):
            field.choices = [(chosen, chosen), *time_zones()]
