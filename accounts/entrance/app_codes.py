"""Codes from an authenticator app (RFC 6238), from the app's side: for accounts that the platform itself sets up."""

from datetime import datetime

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value

from accounts.models import User
from candyplatform.base.encryption import decrypt


def set_up_app(person: User) -> None:
    """Give the person a second factor, unless they have that kind already; `code_of` is their app."""
    if not Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(person, generate_totp_secret())


def code_of(person: User, *, now: datetime) -> str:
    """What the person's app shows at that moment. They must have one."""
    factor = Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP)
    step = int(now.timestamp()) // app_settings.TOTP_PERIOD
    return str(format_hotp_value(hotp_value(decrypt(factor.data["secret"]), step)))
