"""Secrets at rest: read again with any of the keys, and by nobody who lacks them."""

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models
from django.test.utils import isolate_apps
from pytest_django.fixtures import Settings

from candyplatform.base.encryption import (
    EncryptedTextField,
    Undecryptable,
    decrypt,
    encrypt,
    is_current,
    rotated,
)

OLD, NEW = "an old key of enough random characters", "a new key of enough random characters"
TEXT = "Bitte ein Geheimnis: ß, 🍬"


@pytest.fixture(autouse=True)
def old_key(settings: Settings) -> None:
    settings.ENCRYPTION_KEYS = [OLD]


@pytest.mark.parametrize("text", [TEXT, "", "x" * 10_000])
def test_secret_comes_back_and_looks_different_each_time(text: str) -> None:
    first, second = encrypt(text), encrypt(text)
    assert (decrypt(first), decrypt(second)) == (text, text)
    assert first != second
    assert text not in (first, second)


def test_every_key_decrypts_and_the_first_encrypts(settings: Settings) -> None:
    token = encrypt(TEXT)
    settings.ENCRYPTION_KEYS = [NEW, OLD]
    assert (decrypt(token), is_current(token)) == (TEXT, False)
    again = rotated(token)
    assert (again != token, is_current(again), rotated(again)) == (True, True, again)
    settings.ENCRYPTION_KEYS = [NEW]
    assert decrypt(again) == TEXT


def test_wrong_key_opens_nothing(settings: Settings) -> None:
    token = encrypt(TEXT)
    settings.ENCRYPTION_KEYS = [NEW]
    with pytest.raises(Undecryptable, match="the key it was encrypted with is missing"):
        decrypt(token)
    with pytest.raises(Undecryptable):
        rotated(token)


@pytest.mark.parametrize("place", [0, 5, 20, 60, -5])
def test_changed_secret_is_noticed(place: int) -> None:
    token = encrypt(TEXT)
    changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place:][1:]
    with pytest.raises(Undecryptable):
        decrypt(changed)


@pytest.mark.parametrize("token", ["", "in the clear", "gAAAAA", "ß"])
def test_what_is_no_token_is_refused(token: str) -> None:
    with pytest.raises(Undecryptable):
        decrypt(token)


def test_key_is_not_used_as_it_stands(settings: Settings) -> None:
    settings.ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
    token = encrypt(TEXT)
    with pytest.raises(InvalidToken):
        Fernet(settings.ENCRYPTION_KEYS[0]).decrypt(token)
    assert decrypt(token) == TEXT


def test_no_keys_are_said_to_be_missing(settings: Settings) -> None:
    settings.ENCRYPTION_KEYS = []
    with pytest.raises(ImproperlyConfigured, match="ENCRYPTION_KEYS is empty"):
        encrypt(TEXT)


@isolate_apps("accounts")
def test_encrypted_field_cannot_be_searched_but_for_null() -> None:
    class Keeper(models.Model):
        secret = EncryptedTextField(null=True)

        class Meta:
            app_label = "accounts"

    rows = models.QuerySet[Keeper](Keeper)
    assert "IS NULL" in str(rows.filter(secret__isnull=True).query)
    for condition in (
        {"secret": "x"},
        {"secret__contains": "x"},
        {"secret__in": ["x"]},
        {"secret__lower": "x"},
    ):
        with pytest.raises(FieldError, match="secret is encrypted"):
            rows.filter(**condition)
