"""A start in production refuses what is missing or made for development, all at once."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from candyplatform.development import KEY_PREFIX
from candyplatform.production import refuse_unsafe
from tests.docker.stack import environment, start

GOOD: dict[str, Any] = {
    "DEBUG": False,
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ENCRYPTION_KEYS": ["e0123456789abcdefghijklmnopqrstuvwxyzABCDEF"],
    "SITE_URL": "https://candystorm.example",
    "ALLOWED_HOSTS": ["candystorm.example"],
    "DEFAULT_FROM_EMAIL": "hello@candystorm.example",
    "HTTP_ALLOW_LOOPBACK": [],
    "REHEARSAL_SPEED": 1.0,
}
MISSING: dict[str, Any] = {
    "SECRET_KEY": "",
    "ENCRYPTION_KEYS": [],
    "SITE_URL": "",
    "ALLOWED_HOSTS": [],
    "DEFAULT_FROM_EMAIL": "",
}
BARE = GOOD | MISSING
MADE_BY_DEV = f"{KEY_PREFIX}0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLM"


def faults(settings: dict[str, Any]) -> list[str]:
    """The settings that are named, in order."""
    try:
        refuse_unsafe(settings)
    except ImproperlyConfigured as error:
        _, *lines = str(error).splitlines()
        return [line.removeprefix("- ").split()[0] for line in lines]
    return []


def test_production_starts_with_what_it_needs() -> None:
    assert faults(GOOD) == []


def test_production_names_everything_that_is_missing() -> None:
    assert faults(BARE) == list(MISSING)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "django-insecure-0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"),
        ("SECRET_KEY", "0101" * 20),
        ("SECRET_KEY", MADE_BY_DEV),
        ("ENCRYPTION_KEYS", [*GOOD["ENCRYPTION_KEYS"], MADE_BY_DEV]),
        ("ENCRYPTION_KEYS", [*GOOD["ENCRYPTION_KEYS"], "short"]),
        ("ENCRYPTION_KEYS", ["0101" * 20]),
        ("ENCRYPTION_KEYS", [GOOD["SECRET_KEY"]]),
        ("ENCRYPTION_KEYS", ["django-insecure-0123456789abcdefghijklmnopqrstuvwxyz"]),
        ("SITE_URL", "candystorm.example"),
        ("ALLOWED_HOSTS", ["candystorm.example", "*"]),
        ("HTTP_ALLOW_LOOPBACK", ["127.0.0.1:4810"]),
        ("REHEARSAL_SPEED", 40.0),
    ],
)
def test_production_refuses_what_is_unsafe(name: str, value: object) -> None:
    assert faults(GOOD | {name: value}) == [name]


def test_development_needs_keys_only() -> None:
    assert faults(BARE | {"DEBUG": True}) == ["SECRET_KEY", "ENCRYPTION_KEYS"]
    keys = {"SECRET_KEY": MADE_BY_DEV, "ENCRYPTION_KEYS": [MADE_BY_DEV]}
    assert faults(BARE | keys | {"DEBUG": True, "REHEARSAL_SPEED": 40.0}) == []


def asked(code: str, **chosen: str) -> str:
    """What `code` prints in a production start with these variables on top."""
    setup = "import django; django.setup()\nfrom django.conf import settings as s\n"
    done, said = start(environment("web") | chosen, setup + code)
    assert done == 0, said
    return said


def test_production_binds_its_own_host_to_https_and_others_only_when_told() -> None:
    hsts = "print(s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_HSTS_PRELOAD)"
    assert asked(hsts) == "31536000 False False\n"
    assert asked(hsts, HSTS_INCLUDE_SUBDOMAINS="true", HSTS_PRELOAD="true") == "31536000 True True\n"
    assert asked(hsts, SITE_URL="http://candystorm.example") == "0 False False\n"


def test_production_with_https_passes_djangos_own_check() -> None:
    check = "from django.core.management import call_command\ncall_command('check', deploy=True, fail_level='WARNING')"
    assert "no issues" in asked(check)


def test_production_cookies_are_this_host_s_alone() -> None:
    cookies = (
        "print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_PATH, "
        "s.SESSION_COOKIE_DOMAIN, s.CSRF_COOKIE_NAME, s.CSRF_COOKIE_SECURE, s.CSRF_COOKIE_HTTPONLY, s.CSRF_COOKIE_DOMAIN, "
        "s.LANGUAGE_COOKIE_SECURE)"
    )
    assert asked(cookies) == "__Host-candystorm True True / None __Host-csrftoken True True None True\n"
    assert asked(cookies, SITE_URL="http://candystorm.example") == (
        "candystorm False True / None csrftoken False True None False\n"
    )
