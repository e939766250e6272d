"""The compose file and the image's Dockerfile, read the way their programs read them."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from tests.support.environment_variables import CHECKOUT

FOLDER = CHECKOUT / "docker"
COMPOSE: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
APP_IMAGE = SERVICES["web"]["image"]
APP_SERVICES = {name: service for name, service in SERVICES.items() if service["image"] == APP_IMAGE}
_VARIABLE = re.compile(r"\$\{(?P<name>[A-Z_]+)(?::(?P<kind>[?-])(?P<rest>[^}]*))?\}")
# What an operator writes into .env.
ANSWERS = {
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ENCRYPTION_KEYS": "e0123456789abcdefghijklmnopqrstuvwxyzABCDEF",
    "SITE_URL": "https://candystorm.example",
    "ALLOWED_HOSTS": "candystorm.example",
    "EMAIL_URL": "smtp+tls://user:password@mail.example:587",
    "DEFAULT_FROM_EMAIL": "Candystorm <hello@candystorm.example>",
    "POSTGRES_PASSWORD": "superuser",
    "OWNER_PASSWORD": "owner",
    "APP_PASSWORD": "app",
    "BROKER_PASSWORD": "broker",
    "OPT_OUT_KEY": "zyxwvutsrqponmlkjihgfedcba9876543210",
}


def required() -> set[str]:
    """The variables without which compose does not start: `${NAME:?…}`."""
    text = (FOLDER / "compose.yaml").read_text()
    return {found["name"] for found in _VARIABLE.finditer(text) if found["kind"] == "?"}


def environment(service: str) -> dict[str, str]:
    """What a container of `service` is told, once `ANSWERS` stand in .env."""
    told = SERVICES[service].get("environment", {})
    return {name: _VARIABLE.sub(_answer, str(value)) for name, value in told.items()}


def _answer(found: re.Match[str]) -> str:
    fallback = found["rest"] if found["kind"] == "-" else None
    value = ANSWERS.get(found["name"], fallback)
    assert value is not None, f"{found['name']} is neither in .env nor has it a default"
    return value


def command(service: str) -> list[str]:
    """What a container of `service` runs: its own command, or the image's."""
    found: list[str] = SERVICES[service].get("command") or yaml.safe_load(_instruction("CMD")[-1])
    return found


def _instruction(keyword: str) -> list[str]:
    """What each `keyword` instruction of the Dockerfile says, in order, continued lines joined."""
    text = (FOLDER / "Dockerfile").read_text().replace("\\\n", " ")
    return re.findall(rf"^{keyword}\s+(.+)$", text, flags=re.MULTILINE)


def stages() -> list[str]:
    """The Dockerfile's stages, each as its text."""
    return re.split(r"^FROM ", (FOLDER / "Dockerfile").read_text(), flags=re.MULTILINE)[1:]


def copied() -> set[str]:
    """What the image takes from the checkout."""
    words = [shlex.split(line) for line in _instruction("COPY") if not line.startswith("--from")]
    return {source for line in words for source in line[:-1]}


def image_variables() -> dict[str, str]:
    """The environment that the image itself sets."""
    pairs = (word.split("=", 1) for line in _instruction("ENV") for word in shlex.split(line))
    return dict(pairs)


def mounted_files() -> set[Path]:
    """The files of the checkout that containers see."""
    volumes = (volume for service in SERVICES.values() for volume in service.get("volumes", ()))
    return {(FOLDER / volume.split(":")[0]).resolve() for volume in volumes if volume.startswith(".")}


def start(variables: dict[str, str], code: str = "import django; django.setup()") -> tuple[int, str]:
    """Exit code and last lines of a Python that knows these variables only."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=CHECKOUT,
        env={"PATH": os.defpath, "DJANGO_SETTINGS_MODULE": "candyplatform.settings"} | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr
