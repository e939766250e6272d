"""Kinds of fields: what is needed at last but not yet, and moments on the wall clock."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils import timezone


class Needed(forms.Field):
    """Needed before the campaign is handed in, which `transitions.readiness` checks; a draft is saved without it."""

    def validate(self, value: Any) -> None:
        if value not in self.empty_values:
            super().validate(value)


class NeededText(Needed, forms.CharField):
    """A text that is needed at last."""


class NeededChoice(Needed, forms.ChoiceField):
    """A choice that is needed at last."""


class NeededNumber(Needed, forms.TypedChoiceField):
    """A choice among numbers, or none of them, which is a choice too."""


class NeededChoices(Needed, forms.MultipleChoiceField):
    """At least one choice is needed at last."""


class LocalMoment(forms.DateTimeField):
    """A wall clock time, as yet in no time zone: the form says which."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(UTC):  # where every wall clock time exists
            moment = super().to_python(value)
        return moment.replace(tzinfo=None) if moment else None

    def prepare_value(self, value: Any) -> Any:
        return value


class NeededMoment(Needed, LocalMoment):
    """A moment that is needed at last."""
