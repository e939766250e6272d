"""The campaign on one page: a form of sections, with texts for each language the campaign comes in.

Every language has its fields; the style sheet hides those of a language that is not chosen, and what stands in them is
not kept. Operations check; the form asks, converts and shows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from accounts.forms import time_zone_choices
from campaigns.authoring.content import (
    SAMPLE_LIMIT,
    STORY_LIMIT,
    TITLE_LIMIT,
    WISH_LIMIT,
    CampaignFacts,
    CompanyProposal,
    SampleText,
)
from campaigns.authoring.fields import LocalMoment, NeededChoice, NeededChoices, NeededMoment, NeededText
from campaigns.authoring.handles import SHAPES
from campaigns.authoring.hashtags import split_hashtags
from campaigns.enums import Language, Network, SamplePurpose
from campaigns.models import Company

NEW_COMPANY = "new"
MOMENTS = ("event_starts_at", "event_ends_at", "deadline", "starts_at")
FREE_SAMPLES = {SamplePurpose.ASK: 3, SamplePurpose.THANK: 2}


@dataclass(frozen=True)
class LanguageFields:
    """The fields of one language, for the template."""

    code: str
    name: str
    title: BoundField
    wish: BoundField
    story: BoundField
    asks: list[BoundField]
    thanks: list[BoundField]


class CampaignForm(forms.Form):
    """Everything an organizer says. `initial` comes from `campaigns.authoring.filling.initial_of`."""

    use_required_attribute = False

    languages = NeededChoices(
        label=_("Languages"),
        choices=Language.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The page, the sample posts and the buttons come in each of them."),
    )
    event_name = NeededText(label=_("Event"), max_length=150)
    event_place = forms.CharField(label=_("Place"), required=False, max_length=150)
    event_starts_at = LocalMoment(label=_("Starts"), required=False)
    event_ends_at = LocalMoment(label=_("Ends"), required=False)
    event_url = forms.URLField(
        label=_("Website of the event"), required=False, max_length=200, assume_scheme="https"
    )
    company = NeededChoice(
        label=_("Company"), help_text=_("Whoever can grant the wish, and has a public account.")
    )
    company_name = NeededText(label=_("Name of the company"), max_length=100)
    company_website = forms.URLField(
        label=_("Website of the company"), required=False, max_length=200, assume_scheme="https"
    )
    hashtags = NeededText(
        label=_("Hashtags"),
        max_length=400,
        help_text=_(
            "The most important one first, like #telekomhilf #echh13. Posts are found by them, and people type them: "
            "short is kind."
        ),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    deadline = NeededMoment(
        label=_("Deadline"), help_text=_("By when do you need the answer? Be fair: leave a few days.")
    )
    starts_at = LocalMoment(
        label=_("Goes live"),
        required=False,
        help_text=_("Leave it empty to go live as soon as it is approved."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=time_zone_choices, help_text=_("All times on this page are told in it.")
    )
    slug = forms.CharField(
        label=_("Short name"),
        required=False,
        max_length=60,
        help_text=_("The last part of the page's address. Leave it empty, and it is made from the title."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, companies: list[Company], samples: int = 0, **kwargs: Any) -> None:
        """`companies`: those to choose from. `samples`: how many sample posts a language has at most, of one purpose."""
        super().__init__(*args, **kwargs)
        self._add_companies(companies)
        for code in Language.values:
            self._add_texts(code, name_of(code), samples)
        for network, shape in SHAPES.items():
            self.fields[f"handle_{network}"] = forms.CharField(
                label=Network(network).label,
                required=False,
                max_length=200,
                widget=forms.TextInput(
                    attrs={"placeholder": shape.example, "autocapitalize": "none", "spellcheck": "false"}
                ),
            )

    def _add_companies(self, companies: list[Company]) -> None:
        field = self.fields["company"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        known = [(str(company.id), company.name) for company in companies]
        field.choices = [
            ("", _("Choose a company")),
            *known,
            (NEW_COMPANY, _("Another one, not in this list")),
        ]

    def _add_texts(self, code: str, language: str, samples: int) -> None:
        lang = {"lang": code}
        named = {"language": language}
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
            widget=forms.Textarea(attrs={**lang, "rows": 8}),
        )
        for purpose, least in FREE_SAMPLES.items():
            for number in range(max(samples + 1, least)):
                self.fields[sample_name(code, purpose, number)] = self._sample_field(
                    lang, named, purpose, number
                )

    def _sample_field(
        self, lang: dict[str, str], named: dict[str, str], purpose: str, number: int
    ) -> forms.CharField:
        asks = purpose == SamplePurpose.ASK
        label = _("Ask %(number)d (%(language)s)") if asks else _("Thank you %(number)d (%(language)s)")
        first = asks and number == 0
        return (NeededText if first else forms.CharField)(
            label=label % {**named, "number": number + 1},
            required=first,
            max_length=SAMPLE_LIMIT,
            widget=forms.Textarea(attrs={**lang, "rows": 2}),
        )

    def language_fields(self) -> Iterator[LanguageFields]:
        """The fields of each language, in a fixed order."""
        for code in Language.values:
            yield LanguageFields(
                code=code,
                name=name_of(code),
                title=self[f"title_{code}"],
                wish=self[f"wish_{code}"],
                story=self[f"story_{code}"],
                asks=self._samples(code, SamplePurpose.ASK),
                thanks=self._samples(code, SamplePurpose.THANK),
            )

    def handle_fields(self) -> list[BoundField]:
        """The fields for a proposed company's accounts."""
        return [self[f"handle_{network}"] for network in SHAPES]

    def _samples(self, code: str, purpose: str) -> list[BoundField]:
        beginning = f"sample_{code}_{purpose}_"
        return [self[name] for name in self.fields if name.startswith(beginning)]

    def facts(self) -> CampaignFacts:
        """What was filled in, as an operation takes it. Texts in languages that are not chosen are left out."""
        data = self.cleaned_data
        zone = ZoneInfo(data["time_zone"])
        facts: dict[str, Any] = {
            name: data[name] for name in ("languages", "event_name", "event_place", "event_url")
        }
        facts |= {"time_zone": data["time_zone"], "slug": data["slug"]}
        facts |= {name: data[name].replace(tzinfo=zone) if data[name] else None for name in MOMENTS}
        for name in ("title", "wish", "story"):
            facts[name] = {code: data[f"{name}_{code}"] for code in data["languages"]}
        if data["company"] != NEW_COMPANY:
            facts["company_id"] = data["company"] or None
        return cast("CampaignFacts", facts)

    def hashtags_given(self) -> list[str]:
        """The hashtags, split."""
        return split_hashtags(self.cleaned_data["hashtags"])

    def samples_given(self) -> list[SampleText]:
        """The sample posts in the chosen languages, in order."""
        data = self.cleaned_data
        return [
            SampleText(code, data[name], purpose)
            for code in data["languages"]
            for purpose in FREE_SAMPLES
            for name in self.fields
            if name.startswith(f"sample_{code}_{purpose}_") and data.get(name)
        ]

    def proposal(self) -> CompanyProposal | None:
        """The company that is not in the list, when that was chosen."""
        data = self.cleaned_data
        if data["company"] != NEW_COMPANY:
            return None
        handles = {network: data[f"handle_{network}"] for network in SHAPES}
        return CompanyProposal(data["company_name"], data["company_website"], handles)

    def seen_at(self) -> datetime | None:
        """The `modified_at` of what the writer read; None in a new campaign."""
        text = self.cleaned_data["seen"]
        try:
            return datetime.fromisoformat(text) if text else None
        except ValueError:
            return None


def name_of(code: str) -> str:
    """A language's name in the running language."""
    return str(get_language_info(code)["name_translated"])


def sample_name(code: str, purpose: str, number: int) -> str:
    """The name of a sample post's field."""
    return f"sample_{code}_{purpose}_{number}"
