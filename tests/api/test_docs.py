"""docs/api.md: its commands are run as they stand, with a real curl against a real server, and answer as it says."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from pytest_django.live_server_helper import LiveServer
from rest_framework import exceptions

from accounts.idempotency.operations import KeyInFlight, KeyReused, KeyUnfit
from accounts.tokens.scopes import OFFERED, TokenScope
from api import errors
from api.campaigns.parameters import CampaignParameters
from api.versions import VersionMissing, VersionOutdated
from tests.api.conftest import caller_of
from tests.api.operations import PAGE
from tests.api.story import tell
from tests.factories import make_organization
from tests.support.event_page import event_page

DOCS = Path(__file__).resolve().parent.parent.parent / "docs" / "api.md"
BLOCK = re.compile(r"^```(sh|json)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN_SITE = "https://candystorm.example"
SHOWN_COMPANY = "9b1d1c7e-2f0b-4d0a-8f2b-5f7c1c9f4a21"
SHOWN_ID = "3f0c7a52-6a0e-4b57-9a5c-0d5b1f6f2e13"


def covers(shown: Any, told: Any) -> bool:
    """Whether all that the documentation shows is in the answer, with the same values; the answer may have more."""
    if isinstance(shown, dict):
        return isinstance(told, dict) and all(
            name in told and covers(part, told[name]) for name, part in shown.items()
        )
    if isinstance(shown, list):
        return isinstance(told, list) and all(any(covers(part, item) for item in told) for part in shown)
    return bool(shown == told)


def test_every_command_answers_as_documented(live_server: LiveServer, tmp_path: Path) -> None:
    if shutil.which("curl") is None and os.environ.get("CI") != "true":
        pytest.skip("no curl: apt-get install curl")
    caller = caller_of(make_organization(slug="educamp"))
    campaign = tell(caller.membership)
    here = {
        SHOWN_ID: str(campaign.id),
        SHOWN_COMPANY: str(campaign.company_id),
        SHOWN_SITE: settings.SITE_URL,
        PAGE: event_page().url,
    }
    pairs = commands_with_answers(here)
    assert len(pairs) == 10
    told = run(
        [command for command, _answer in pairs],
        {"CANDY_URL": live_server.url, "CANDY_TOKEN": caller.secret},
        tmp_path,
    )
    for (_command, shown), answer in zip(pairs, told, strict=True):
        assert covers(json.loads(shown), answer), f"documented: {shown}\nanswered: {answer}"


def commands_with_answers(here: dict[str, str]) -> list[tuple[str, str]]:
    """Each command with the answer that is shown below it, ids and addresses as they are `here`. The first block is
    left out: it tells the shell what it is given here."""
    kinds, texts = zip(*BLOCK.findall(DOCS.read_text())[1:], strict=True)
    assert kinds == ("sh", "json") * (len(kinds) // 2)
    for shown, real in here.items():
        texts = tuple(text.replace(shown, real) for text in texts)
    return list(zip(texts[::2], texts[1::2], strict=True))


def run(commands: list[str], given: dict[str, str], folder: Path) -> list[Any]:
    """What the commands answer, one after the other in one shell, as a reader's are."""
    script = "\nprintf '\\n--next--\\n'\n".join(commands)
    environment = {**given, "LANG": "C.UTF-8", "PATH": os.environ["PATH"]}
    done = subprocess.run(
        ["sh", "-eu", "-c", script],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return [json.loads(part) for part in done.stdout.split("\n--next--\n")]


def test_every_parameter_scope_and_code_is_documented() -> None:
    text = DOCS.read_text()
    named = set(re.findall(r"`([^`\n]+)`", text))
    codes = {kind.default_code for kind in ERRORS} | {
        "token_invalid",
        "scope_missing",
        "server_error",
        "conflict",
        *(kind.code for kind in KEYS),
    }
    assert codes - named == set()
    assert set(CampaignParameters().fields) - named == set()
    assert {str(scope) for scope in OFFERED} - named == set()
    assert {str(scope) for scope in TokenScope} & named == {str(scope) for scope in OFFERED}
    statuses = {int(status) for status in re.findall(r"^\| (\d{3}) \|", text, re.MULTILINE)}
    assert statuses == set(errors.TITLES)


KEYS = (KeyUnfit, KeyInFlight, KeyReused)
ERRORS: list[type[exceptions.APIException]] = [
    exceptions.ValidationError,
    exceptions.ParseError,
    exceptions.NotAuthenticated,
    exceptions.NotFound,
    exceptions.MethodNotAllowed,
    exceptions.NotAcceptable,
    exceptions.UnsupportedMediaType,
    exceptions.Throttled,
    VersionMissing,
    VersionOutdated,
]
