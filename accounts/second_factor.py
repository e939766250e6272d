"""Whether somebody's second factor was used, in the very session that asks.

A factor counts for a session in which it was used: to log in, or once more since. Setting one up is not using it, and a
session that is older than the factor learns of it only by its use.
"""

from collections.abc import Collection
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import User

# What stands for a person; recovery codes only stand in for it.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_ONWARD = "second_factor_onward"


def was_used(request: HttpRequest) -> bool:
    """Whether a second factor that the person still has was used in this session. Asks the database only if one was."""
    if not isinstance(request.user, User):
        return False
    used = _used_ids(request, request.user)
    return bool(used) and Authenticator.objects.filter(user=request.user, pk__in=used).exists()


def _used_ids(request: HttpRequest, person: User) -> Collection[int]:
    records = get_authentication_records(request, person)
    return {int(record["id"]) for record in records if record.get("method") == "mfa" and "id" in record}


def has_one(person: User) -> bool:
    """Whether the person has set up a second factor: an app or a passkey."""
    factors: bool = Authenticator.objects.filter(user=person, type__in=FACTORS).exists()
    return factors


def way_to_it(onward: str) -> str:
    """The address where a person uses their second factor, or sets one up, and goes on to `onward` afterwards."""
    return f"{reverse('second_factor')}?{urlencode({REDIRECT_FIELD_NAME: onward})}"


def remember_onward(request: HttpRequest) -> None:
    """Keep where the person wanted to go, for when the factor is set up; only addresses of this site are kept."""
    onward = request.GET.get(REDIRECT_FIELD_NAME, "")
    if url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
        request.session[_ONWARD] = onward


def kept_onward(request: HttpRequest) -> str:
    """Where the person wanted to go; "" where they said nothing."""
    return str(request.session.get(_ONWARD, ""))


def forget_onward(request: HttpRequest) -> None:
    """They are on their way."""
    request.session.pop(_ONWARD, None)
