"""Secrets that must be read again, encrypted at rest with keys of their own, apart from `SECRET_KEY`.

`settings.ENCRYPTION_KEYS` is a list of random texts: the first encrypts, every one decrypts. What is written is a Fernet
token (AES-128-CBC and HMAC-SHA256), so changed or foreign tokens are noticed. `manage.py rotate_secrets` writes everything
anew with the first key; after that the others may go.
"""

import base64
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression

_PURPOSE = b"candystorm: secrets at rest"


class Undecryptable(Exception):  # noqa: N818 - an operator's matter, not one that the caller can mend
    """None of ENCRYPTION_KEYS opens this secret: the key it was encrypted with is missing from the list, or it was changed."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


def encrypt(text: str) -> str:
    """The text as a token that the first of the keys opens; another one at every call."""
    return _first(_keys()).encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """The text of a token that any of the keys opens. Raises `Undecryptable`."""
    try:
        return _all(_keys()).decrypt(token.encode()).decode()
    except InvalidToken:
        raise Undecryptable from None


def is_current(token: str) -> bool:
    """Whether the first of the keys opens the token: what rotation leaves as it is."""
    try:
        _first(_keys()).decrypt(token.encode())
    except InvalidToken:
        return False
    return True


def rotated(token: str) -> str:
    """The same secret for the first of the keys. Raises `Undecryptable`."""
    return token if is_current(token) else encrypt(decrypt(token))


def _keys() -> tuple[str, ...]:
    keys = tuple(settings.ENCRYPTION_KEYS)
    if not keys:
        raise ImproperlyConfigured("ENCRYPTION_KEYS is empty: secrets can neither be kept nor read.")
    return keys


@lru_cache(maxsize=8)
def _first(keys: Sequence[str]) -> Fernet:
    return _fernet(keys[0])


@lru_cache(maxsize=8)
def _all(keys: Sequence[str]) -> MultiFernet:
    return MultiFernet([_fernet(key) for key in keys])


def _fernet(key: str) -> Fernet:
    """Any random text makes a key, so that operators make this one as they make the others."""
    derived = HKDF(SHA256(), length=32, salt=None, info=_PURPOSE).derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]  # cannot be subscripted when it runs
    """Text that the database sees encrypted only. It can be read and written, and compared with nothing but NULL."""

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return text if text is None else encrypt(text)

    def from_db_value(
        self, value: str | None, expression: Expression, connection: BaseDatabaseWrapper
    ) -> str | None:
        return value if value is None else decrypt(value)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted, differently each time: it cannot be searched.")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(f"{self.name} is encrypted: it cannot be transformed.")
