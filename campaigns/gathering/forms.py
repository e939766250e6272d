"""What supporters and organizers fill in."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import Organization
from campaigns.gathering.consent import sharing_text
from campaigns.gathering.operations import MOST_WAVES

APART = (10, 15, 20, 30, 60, 120)


class ReminderForm(forms.Form):
    """An address, perhaps a wave, and whether the organization may have the address. The form stands on pages that caches keep: it carries no token."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    wave = forms.TypedChoiceField(
        label=_("Which wave?"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("If you do not mind, you join the wave with the fewest people."),
    )
    share = forms.BooleanField(
        required=False, help_text=_("Only if you like: you are reminded with and without it.")
    )

    def __init__(
        self, *args: Any, waves: list[tuple[int, str]], organization: Organization, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["share"].label = sharing_text(organization.name)
        if len(waves) > 1:
            self.fields["wave"].choices = [("", _("I do not mind")), *waves]  # type: ignore[attr-defined]
        else:
            del self.fields["wave"]


class StormHourForm(forms.Form):
    """When it begins, and in how many waves."""

    starts_at = forms.DateTimeField(
        label=_("When does it begin?"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    waves = forms.TypedChoiceField(
        label=_("In how many waves?"),
        coerce=int,
        choices=[(number, number) for number in range(1, MOST_WAVES + 1)],
        help_text=_("With many supporters several waves are kinder: the company can read along."),
    )
    apart = forms.TypedChoiceField(
        label=_("How far apart?"), coerce=int, help_text=_("Only with several waves.")
    )

    def __init__(self, *args: Any, time_zone: str, **kwargs: Any) -> None:
        self._zone = ZoneInfo(time_zone)
        super().__init__(*args, **kwargs)
        self.fields["starts_at"].help_text = _("In the campaign's time zone: %(zone)s.") % {"zone": time_zone}
        self.fields["apart"].choices = [(minutes, _minutes(minutes)) for minutes in APART]  # type: ignore[attr-defined]

    def _clean_fields(self) -> None:
        with timezone.override(self._zone):
            super()._clean_fields()  # type: ignore[misc]

    def plan(self) -> dict[str, Any]:
        """What `set_storm_hour` takes."""
        begins: datetime = self.cleaned_data["starts_at"]
        apart = timedelta(minutes=self.cleaned_data["apart"])
        return {"starts_at": begins.astimezone(UTC), "waves": self.cleaned_data["waves"], "apart": apart}


def plan_of(starts: list[datetime]) -> dict[str, Any]:
    """What the form shows of a storm hour that is set."""
    if not starts:
        return {"waves": 1, "apart": 30}
    apart = (starts[1] - starts[0]).total_seconds() // 60 if len(starts) > 1 else 30
    return {"starts_at": starts[0], "waves": len(starts), "apart": int(apart)}


def _minutes(number: int) -> str:
    return ngettext("%(count)d minute", "%(count)d minutes", number) % {"count": number}
