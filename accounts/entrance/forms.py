"""allauth's forms in our words, and codes from an app that work once."""

from typing import Any

from allauth.account.forms import AddEmailForm, ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

# A code is good for its half minute, the one before and the one after.
CODE_LIFE = 90
NAME_LENGTH = 60


def _code(*, help_text: Any, **attributes: Any) -> forms.CharField:
    shown = {"autocomplete": "one-time-code", "spellcheck": "false", **attributes}
    return forms.CharField(
        label=_("Code"), help_text=help_text, max_length=40, widget=forms.TextInput(attrs=shown)
    )


class _UsedOnce:
    """A code that was read over the shoulder is worth nothing once it was used."""

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]  # the form it is mixed into has it
        factor = self.authenticator  # type: ignore[attr-defined]
        key = f"second-factor-used:{factor.user_id}:{normalize_user_code(code)}"
        if factor.type == Authenticator.Type.TOTP and not cache.add(key, "", timeout=CODE_LIFE):
            raise get_adapter().validation_error("incorrect_code")
        return code


def _factor_code() -> forms.CharField:
    return _code(
        help_text=_("Six digits from your app, or one of your recovery codes."),
        inputmode="numeric",
        autofocus=True,
    )


class FactorForm(_UsedOnce, AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The second step of logging in."""

    code = _factor_code()


class FactorAgainForm(_UsedOnce, ReauthenticateForm):  # type: ignore[misc]
    """The second factor once more, before something that matters."""

    code = _factor_code()


class SetUpAppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new app, to see that both sides have the same secret."""

    code = _code(help_text=_("The six digits your app shows now."), inputmode="numeric")


class NewPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A name for the key, and whether it opens the door alone."""

    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=NAME_LENGTH,
        help_text=_("To tell it from others, for example by the device it lives on."),
    )
    passwordless = forms.BooleanField(
        label=_("Log in with it alone, without a password"),
        required=False,
        initial=True,
        help_text=_("Your device then asks for your fingerprint, your face or its PIN."),
    )


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a key."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)


class MailedCodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code from the mail."""

    code = _code(help_text=_("Eight letters from our mail; small or large is the same."), autofocus=True)


class MailMeACodeForm(RequestLoginCodeForm):  # type: ignore[misc]
    """Where to mail the code to."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class NewAddressForm(AddEmailForm):  # type: ignore[misc]
    """The address to change to."""

    email = forms.EmailField(
        label=_("New e-mail address"),
        help_text=_("We mail a link there. Until you open it, everything stays as it is."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
