"""What must be so before the platform starts in production. Everything that is not is said at once."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

KEY_LENGTH = 50
_DIFFERENT_CHARACTERS = 10


def refuse_unsafe(settings: Mapping[str, Any]) -> None:
    """Raise `ImproperlyConfigured` with one line for each setting that is missing or made for development.

    With DEBUG, only a key is asked for.
    """
    faults = list(_in_production(settings) if not settings["DEBUG"] else _always(settings))
    if faults:
        raise ImproperlyConfigured(
            "Not started (docs/operations.md has all settings):\n- " + "\n- ".join(faults)
        )


def _always(settings: Mapping[str, Any]) -> Iterator[str]:
    if not settings["SECRET_KEY"]:
        yield f"SECRET_KEY is not set: give {KEY_LENGTH} or more random characters, or start with ./dev up."


def _in_production(settings: Mapping[str, Any]) -> Iterator[str]:
    key = settings["SECRET_KEY"]
    yield from _always(settings)
    if key and (
        len(key) < KEY_LENGTH or len(set(key)) < _DIFFERENT_CHARACTERS or key.startswith("django-insecure-")
    ):
        yield f"SECRET_KEY is easily guessed: give {KEY_LENGTH} or more random characters."
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
