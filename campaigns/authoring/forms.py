"""The steps' forms. Each asks for its part of a campaign, converts and shows; operations check.

In the step of the wish every language has its fields; the style sheet hides those of a language that is not chosen, and what
stands in them is not kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict, cast
from zoneinfo import ZoneInfo

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.forms import time_zone_choices
from campaigns.authoring.content import (
    STORY_LIMIT,
    TITLE_LIMIT,
    WISH_LIMIT,
    CampaignFacts,
    CompanyProposal,
    SampleText,
)
from campaigns.authoring.fields import (
    LocalMoment,
    NeededChoice,
    NeededChoices,
    NeededMoment,
    NeededNumber,
    NeededText,
)
from campaigns.authoring.handles import SHAPES
from campaigns.enums import Language, Network
from campaigns.models import Company

NEW_COMPANY = "new"
# How many days before the event an answer may be needed, to choose from; any other day is named by itself.
DAYS_BEFORE = (0, 1, 2, 3, 5, 7, 14)
PLAIN = {"autocapitalize": "none", "spellcheck": "false"}


class Content(TypedDict, total=False):
    """What a step says, as `operations.revise_campaign` takes it; what is left out stays as it is. `link` is where the event was
    read, for `in_step.operations.follow_event`, `image` the picture it has there, for `picture.operations.follow_picture`."""

    facts: CampaignFacts
    hashtags: Sequence[str]
    sample_posts: Sequence[SampleText]
    proposal: CompanyProposal | None
    link: str
    image: str


@dataclass(frozen=True)
class LanguageFields:
    """The fields of one language, for the template."""

    code: str
    name: str
    title: BoundField
    wish: BoundField
    story: BoundField


class StageForm(forms.Form):
    """One step. `seen` is the mark of what the writer read (`drafting.mark_of`); `zone` is where its moments are told."""

    use_required_attribute = False
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, zone: str = "UTC", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def content(self) -> Content:
        """What was filled in. Each step says it; a form cannot be an abstract class, as its metaclass is Django's."""
        raise NotImplementedError

    def says_something_new(self) -> bool:
        """Whether anything was typed that is not saved already."""
        return bool(set(self.changed_data) - {"seen"})

    def moment(self, name: str) -> datetime | None:
        """A moment of the form, in its time zone; None when it is empty, or cannot be read."""
        wall: datetime | None = self.cleaned_data.get(name)
        return wall.replace(tzinfo=ZoneInfo(self.zone)) if wall else None


class EventForm(StageForm):
    """What it is for."""

    event_name = NeededText(label=_("Name of the event"), max_length=150)
    event_starts_at = LocalMoment(label=_("Starts"), required=False)
    event_ends_at = LocalMoment(label=_("Ends"), required=False)
    event_place = forms.CharField(label=_("Place"), required=False, max_length=150)
    event_url = forms.URLField(
        label=_("Website of the event"), required=False, max_length=200, assume_scheme="https"
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=time_zone_choices, help_text=_("All its times are told in it.")
    )
    event_source = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)
    event_image = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in Language.values:
            self.fields[f"event_name_{code}"] = forms.CharField(
                label=_("Its name (%(language)s)") % {"language": name_of(code)},
                required=False,
                max_length=150,
                widget=forms.TextInput(attrs={"lang": code}),
            )

    def name_fields(self) -> list[BoundField]:
        """What it is called in each language, where that differs."""
        return [self[f"event_name_{code}"] for code in Language.values]

    def has_names(self) -> bool:
        """Whether there is a name of its own in any language, or something wrong with one."""
        return any(field.value() or field.errors for field in self.name_fields())

    def content(self) -> Content:
        data = self.cleaned_data
        self.zone = data["time_zone"]
        facts = {name: data[name] for name in ("event_name", "event_place", "event_url", "time_zone")}
        facts |= {name: self.moment(name) for name in ("event_starts_at", "event_ends_at")}
        facts["event_names"] = {code: data[f"event_name_{code}"] for code in Language.values}
        return {
            "facts": cast("CampaignFacts", facts),
            "link": data["event_source"],
            "image": data["event_image"],
        }


class WishForm(StageForm):
    """Who is asked, for what, by when."""

    company = NeededChoice(
        label=_("Company"), help_text=_("Whoever can grant the wish, and has a public account.")
    )
    company_name = NeededText(label=_("Name of the company"), max_length=100)
    company_website = forms.URLField(
        label=_("Website of the company"), required=False, max_length=200, assume_scheme="https"
    )
    deadline_days_before = NeededNumber(
        label=_("By when do you need the answer?"),
        coerce=int,
        empty_value=None,
        help_text=_("Be fair: leave a few days. Counted from the event, it moves when the event does."),
    )
    deadline = NeededMoment(label=_("Deadline"))
    languages = NeededChoices(
        label=_("Languages"),
        choices=Language.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The page, the sample posts and the buttons come in each of them."),
    )

    def __init__(self, *args: Any, companies: Sequence[Company] = (), **kwargs: Any) -> None:
        """`companies`: those to choose from."""
        super().__init__(*args, **kwargs)
        known = [(str(company.id), company.name) for company in companies]
        self._choose(
            "company",
            [("", _("Choose a company")), *known, (NEW_COMPANY, _("Another one, not in this list"))],
        )
        self._choose("deadline_days_before", self._days())
        for code in Language.values:
            self._add_texts(code, name_of(code))
        for network, shape in SHAPES.items():
            self.fields[f"handle_{network}"] = forms.CharField(
                label=Network(network).label,
                required=False,
                max_length=200,
                widget=forms.TextInput(attrs={"placeholder": shape.example, **PLAIN}),
            )

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices

    def _days(self) -> list[tuple[Any, Any]]:
        own = self.initial.get("deadline_days_before")
        numbers = sorted({*DAYS_BEFORE, *([own] if own is not None else [])})
        return [("", _("On a day I choose")), *((days, _before(days)) for days in numbers)]

    def _add_texts(self, code: str, language: str) -> None:
        lang, named = {"lang": code}, {"language": language}
        self.fields[f"title_{code}"] = NeededText(
            label=_("Title (%(language)s)") % named,
            max_length=TITLE_LIMIT,
            widget=forms.TextInput(attrs=lang),
        )
        self.fields[f"wish_{code}"] = NeededText(
            label=_("Wish (%(language)s)") % named,
            max_length=WISH_LIMIT,
            help_text=_("One friendly sentence to the company. It stands largest on the page."),
            widget=forms.Textarea(attrs={**lang, "rows": 2}),
        )
        self.fields[f"story_{code}"] = forms.CharField(
            label=_("Story (%(language)s)") % named,
            required=False,
            max_length=STORY_LIMIT,
            help_text=_("What happened, and why it matters. Markdown works: **bold**, links, lists."),
            widget=forms.Textarea(attrs={**lang, "rows": 5}),
        )

    def language_fields(self) -> Iterator[LanguageFields]:
        """The fields of each language, in a fixed order."""
        for code in Language.values:
            yield LanguageFields(
                code, name_of(code), self[f"title_{code}"], self[f"wish_{code}"], self[f"story_{code}"]
            )

    def handle_fields(self) -> list[BoundField]:
        """The fields for a proposed company's accounts."""
        return [self[f"handle_{network}"] for network in SHAPES]

    def content(self) -> Content:
        """Texts in languages that are not chosen are left out."""
        data = self.cleaned_data
        facts: dict[str, Any] = {
            name: {code: data[f"{name}_{code}"] for code in data["languages"]}
            for name in ("title", "wish", "story")
        }
        facts |= {name: data[name] for name in ("languages", "deadline_days_before")}
        if data["deadline_days_before"] is None:
            facts["deadline"] = self.moment("deadline")
        if data["company"] != NEW_COMPANY:
            facts["company_id"] = data["company"] or None
        return {"facts": cast("CampaignFacts", facts), "proposal": self._proposal()}

    def _proposal(self) -> CompanyProposal | None:
        """The company that is not in the list, when that was chosen."""
        data = self.cleaned_data
        if data["company"] != NEW_COMPANY:
            return None
        handles = {network: data[f"handle_{network}"] for network in SHAPES}
        return CompanyProposal(data["company_name"], data["company_website"], handles)


def name_of(code: str) -> str:
    """A language's name in the running language."""
    return str(get_language_info(code)["name_translated"])


def _before(days: int) -> str:
    if not days:
        return str(_("When the event starts"))
    return ngettext("%(days)d day before the event starts", "%(days)d days before the event starts", days) % {
        "days": days
    }
