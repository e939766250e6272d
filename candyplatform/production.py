"""What must be so before the platform starts in production. Everything that is not is said at once."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from candyplatform.development import KEY_PREFIX

KEY_LENGTH = 50
ENCRYPTION_KEY_LENGTH = 32
_DIFFERENT_CHARACTERS = 10
_INSECURE = "django-insecure-"


def refuse_unsafe(settings: Mapping[str, Any]) -> None:
    """Raise `ImproperlyConfigured` with one line for each setting that is missing or made for development.

    With DEBUG, only keys are asked for.
    """
    faults = list(_in_production(settings) if not settings["DEBUG"] else _always(settings))
    if faults:
        raise ImproperlyConfigured(
            "Not started (docs/operations.md has all settings):\n- " + "\n- ".join(faults)
        )


def _always(settings: Mapping[str, Any]) -> Iterator[str]:
    if not settings["SECRET_KEY"]:
        yield f"SECRET_KEY is not set: give {KEY_LENGTH} or more random characters, or start with ./dev up."
    if not settings["ENCRYPTION_KEYS"]:
        yield (
            f"ENCRYPTION_KEYS is not set: give {ENCRYPTION_KEY_LENGTH} or more random characters, or start with ./dev up."
        )


def _in_production(settings: Mapping[str, Any]) -> Iterator[str]:
    yield from _always(settings)
    yield from _keys(settings["SECRET_KEY"], settings["ENCRYPTION_KEYS"])
    if not settings["SITE_URL"].startswith(("https://", "http://")):
        yield "SITE_URL is not set: give the address people type, such as https://candystorm.example."
    if not settings["ALLOWED_HOSTS"]:
        yield "ALLOWED_HOSTS is not set: give the host names people may come by, such as candystorm.example."
    elif "*" in settings["ALLOWED_HOSTS"]:
        yield "ALLOWED_HOSTS lets any host name in: name those that people may come by instead of *."
    if not settings["DEFAULT_FROM_EMAIL"]:
        yield "DEFAULT_FROM_EMAIL is not set: give the sender of mails, such as Candystorm <hello@candystorm.example>."
    if settings["HTTP_ALLOW_LOOPBACK"]:
        yield "HTTP_ALLOW_LOOPBACK is for development: unset it, or set DEBUG=true."
    if settings["REHEARSAL_SPEED"] != 1:
        yield "REHEARSAL_SPEED is for development: unset it, or set DEBUG=true."


def _keys(secret: str, encryption: Sequence[str]) -> Iterator[str]:
    if secret.startswith(KEY_PREFIX):
        yield f"SECRET_KEY was made for development: give {KEY_LENGTH} or more random characters of its own."
    elif secret and _is_weak(secret, KEY_LENGTH):
        yield f"SECRET_KEY is easily guessed: give {KEY_LENGTH} or more random characters."
    if any(key.startswith(KEY_PREFIX) for key in encryption):
        yield "ENCRYPTION_KEYS has a key that was made for development: give random characters of its own."
    elif any(_is_weak(key, ENCRYPTION_KEY_LENGTH) for key in encryption):
        yield (
            f"ENCRYPTION_KEYS has a key that is easily guessed: give {ENCRYPTION_KEY_LENGTH} or more random characters."
        )
    if secret and secret in encryption:
        yield "ENCRYPTION_KEYS has the SECRET_KEY in it: give a key of its own, so that one may leak without the other."


def _is_weak(key: str, length: int) -> bool:
    return len(key) < length or len(set(key)) < _DIFFERENT_CHARACTERS or key.startswith(_INSECURE)
