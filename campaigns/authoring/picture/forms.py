"""What an organizer says of the event's picture."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from campaigns.authoring.content import LanguageMap
from campaigns.authoring.picture.operations import ALT_LIMIT
from campaigns.enums import Language
from campaigns.models.event_picture import ADDRESS_LIMIT


class PictureForm(forms.Form):
    """A file or an address, and what is to be seen in each of the campaign's languages."""

    picture = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_("PNG, JPEG, WebP or GIF, at most 5 MB. A wide one, from 1200 pixels on, looks best."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
        error_messages={"empty": _("This file is empty. Choose another one.")},
    )
    image_url = forms.CharField(
        label=_("Its address"),
        required=False,
        max_length=ADDRESS_LIMIT,
        widget=forms.URLInput(
            attrs={"placeholder": "https://", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def __init__(self, *sent: Any, languages: Sequence[str], alt: LanguageMap) -> None:
        """`sent`: values and files; `alt`: what was said so far."""
        super().__init__(*sent)
        self.initial = {f"alt_{code}": text for code, text in alt.items()}
        self.languages = languages
        for code in languages:
            self.fields[f"alt_{code}"] = forms.CharField(
                label=_("What is to be seen (%(language)s)") % {"language": Language(code).label},
                required=False,
                max_length=ALT_LIMIT,
                widget=forms.TextInput(attrs={"lang": code}),
            )

    def alt_fields(self) -> list[BoundField]:
        """What is to be seen, in each language."""
        return [self[f"alt_{code}"] for code in self.languages]

    def alt(self) -> dict[str, str]:
        """The same as it was written."""
        return {code: self.cleaned_data[f"alt_{code}"] for code in self.languages}
