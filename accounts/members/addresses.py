"""Mail addresses as people type them in, and whose they are."""

import re

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.models import User

_BETWEEN = re.compile(r"[,;\n]")
_IN_BRACKETS = re.compile(r".*<(.+)>\s*")


def read(text: str) -> list[str]:
    """The entries of a list with commas, semicolons or line breaks between them; `Ada <ada@example.org>` is one too."""
    entries = (" ".join(part.split()) for part in _BETWEEN.split(text))
    return list(dict.fromkeys(entry for entry in entries if entry))


def address_in(entry: str) -> str:
    """The address of an entry, in lower case; "" when it has none that mail can be sent to."""
    found = _IN_BRACKETS.fullmatch(entry)
    address = (found.group(1) if found else entry).strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address


def is_proven(address: str, *, by: User) -> bool:
    """Whether the person has shown that they read mail to this address: with a confirmation sent there, nothing less."""
    return bool(EmailAddress.objects.filter(user=by, email__iexact=address, verified=True).exists())


def owner_of(address: str) -> User | None:
    """The person whose proven address it is. Not for the eyes of whoever typed it in."""
    found = EmailAddress.objects.filter(email__iexact=address, verified=True).select_related("user").first()
    return found.user if found else None
