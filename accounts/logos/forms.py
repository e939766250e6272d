"""What owners fill in about their organization."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LogoForm(forms.Form):
    """A picture to be the logo."""

    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("PNG, JPEG, WebP or GIF, at most 5 MB. It is shown small: a simple one is seen best."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
        error_messages={
            "required": _("Choose a picture first."),
            "empty": _("This file is empty. Choose another one."),
        },
    )
