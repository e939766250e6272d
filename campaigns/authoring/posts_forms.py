"""The forms of the last two steps: what people post, and under which address it goes live."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from campaigns.authoring.content import SAMPLE_LIMIT, SampleText
from campaigns.authoring.fields import LocalMoment, NeededText
from campaigns.authoring.forms import PLAIN, Content, StageForm, name_of
from campaigns.authoring.hashtags import split_hashtags
from campaigns.enums import SamplePurpose

FREE_SAMPLES = {SamplePurpose.ASK: 3, SamplePurpose.THANK: 2}


class PostsForm(StageForm):
    """Hashtags, and sentences to start from in each of the campaign's languages."""

    hashtags = NeededText(
        label=_("Hashtags"),
        max_length=400,
        help_text=_(
            "The most important one first, like #telekomhilf #echh13. Posts are found by them, and people type them: "
            "short is kind."
        ),
        widget=forms.TextInput(attrs=PLAIN),
    )

    def __init__(self, *args: Any, languages: list[str], samples: int = 0, **kwargs: Any) -> None:
        """`samples`: how many sample posts a language has at most, of one purpose."""
        super().__init__(*args, **kwargs)
        self.languages = languages
        for code in languages:
            for purpose, least in FREE_SAMPLES.items():
                for number in range(max(samples + 1, least)):
                    self.fields[sample_name(code, purpose, number)] = _sample_field(code, purpose, number)

    def sample_fields(self) -> list[tuple[str, list[BoundField], list[BoundField]]]:
        """Of each language: its name, the fields that ask and those that thank."""
        return [
            (name_of(code), self._samples(code, SamplePurpose.ASK), self._samples(code, SamplePurpose.THANK))
            for code in self.languages
        ]

    def _samples(self, code: str, purpose: str) -> list[BoundField]:
        beginning = sample_name(code, purpose, "")
        return [self[name] for name in self.fields if name.startswith(beginning)]

    def content(self) -> Content:
        data = self.cleaned_data
        samples = [
            SampleText(code, data[field.name], purpose)
            for code in self.languages
            for purpose in FREE_SAMPLES
            for field in self._samples(code, purpose)
            if data.get(field.name)
        ]
        return {"facts": {}, "hashtags": split_hashtags(data["hashtags"]), "sample_posts": samples}


class CheckForm(StageForm):
    """Where it will stand, and from when on."""

    slug = forms.CharField(
        label=_("Short name"),
        required=False,
        max_length=60,
        help_text=_("The last part of the page's address."),
        widget=forms.TextInput(attrs=PLAIN),
    )
    starts_at = LocalMoment(
        label=_("Goes live"),
        required=False,
        help_text=_("Leave it empty to go live as soon as it is approved."),
    )

    def content(self) -> Content:
        return {"facts": {"slug": self.cleaned_data["slug"], "starts_at": self.moment("starts_at")}}


def sample_name(code: str, purpose: str, number: int | str) -> str:
    """The name of a sample post's field."""
    return f"sample_{code}_{purpose}_{number}"


def _sample_field(code: str, purpose: str, number: int) -> forms.CharField:
    asks = purpose == SamplePurpose.ASK
    label = _("Ask %(number)d (%(language)s)") if asks else _("Thank you %(number)d (%(language)s)")
    first = asks and number == 0
    return (NeededText if first else forms.CharField)(
        label=label % {"language": name_of(code), "number": number + 1},
        required=first,
        max_length=SAMPLE_LIMIT,
        widget=forms.Textarea(attrs={"lang": code, "rows": 2}),
    )
