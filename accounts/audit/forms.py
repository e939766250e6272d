"""Which part of the journal somebody wants to read."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.audit.people import staff_label
from accounts.audit.queries import Filters, members
from accounts.audit.vocabulary import vocabulary

_FORMER = "former"
_DAY = {"type": "date"}


class FilterForm(forms.Form):
    """Who, about what, and when: asked with GET. Within the organization's scope, which its choices come from."""

    who = forms.ChoiceField(label=_("Who"), required=False)
    topic = forms.ChoiceField(label=_("About"), required=False)
    place = forms.ChoiceField(label=_("Campaign"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(_DAY, format="%Y-%m-%d"))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(_DAY, format="%Y-%m-%d"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words, people = vocabulary(), members()
        self.user_ids = {f"member-{membership.pk}": membership.user_id for membership in people}
        self._offer(
            "who",
            [
                ("", _("Everybody")),
                *((f"member-{membership.pk}", str(membership.user)) for membership in people),
                (_FORMER, _("Former members")),
                ("token", _("API tokens")),
                ("staff", staff_label()),
                ("platform", settings.SITE_NAME),
            ],
        )
        topics = [(key, topic.label) for key, topic in words.topics.items()]
        self._offer("topic", [("", _("Everything")), *topics])
        self._offer("place", [("", _("Everything")), *(words.places() if words.places else [])])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as declared above
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("This day is before the first one. Choose a later one, or none."))
        return cleaned

    def filters(self) -> Filters:
        """What was asked for; a field with a mistake in it asks for nothing."""
        asked = self.cleaned_data
        who = asked.get("who", "")
        is_person = who in self.user_ids
        return Filters(
            kind="member" if is_person or who == _FORMER else who,
            user_id=self.user_ids.get(who),
            only_former=who == _FORMER,
            topic=asked.get("topic", ""),
            place=asked.get("place", ""),
            since=asked.get("since"),
            until=asked.get("until"),
        )
