"""What is asked about an organization."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.reserved import RESERVED_SLUGS


class ProfileForm(forms.Form):
    """What everybody may read about an organization."""

    name = forms.CharField(
        label=_("Name of your organization"),
        max_length=100,
        help_text=_("Your association, your company, or simply the event. Everybody sees it on your pages."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    website = forms.URLField(
        label=_("Website"), required=False, max_length=200, assume_scheme="https", widget=forms.URLInput()
    )


class OrganizationForm(ProfileForm):
    """Founding an organization."""

    slug = forms.SlugField(
        label=_("Short name"),
        required=False,
        max_length=50,
        help_text=_(
            "Stands in the address of your pages, and stays as it is. Leave it empty, and it is made from the name."
        ),
    )
    field_order = ("name", "slug", "website")

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"]).lower()
        if slug in RESERVED_SLUGS:
            raise forms.ValidationError(_("This short name is kept for the platform. Choose another one."))
        return slug
