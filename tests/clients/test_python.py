"""docs/clients/python: built as a wheel, installed, and its README's example run against a real server, and found typed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from accounts.scope import organization_scope
from campaigns.models import Campaign
from tests.api.conftest import caller_of
from tests.api.story import tell
from tests.factories import make_organization
from tests.support.environment_variables import CHECKOUT
from tests.support.uv import uv

PROJECT = CHECKOUT / "docs" / "clients" / "python"
EXAMPLE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run(command: list[str], folder: Path, **variables: str) -> str:
    """What it printed; it must succeed."""
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **variables}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the wheel is installed; what it needs are dependencies of ours."""
    folder = tmp_path_factory.mktemp("client")
    program = uv()
    assert program
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], PROJECT)
    (wheel,) = folder.glob("candystorm_client-*.whl")
    run([program, "pip", "install", "--no-config", "--offline", "--no-deps", "--target", str(folder), str(wheel)], folder)  # fmt: skip
    return folder


@pytest.fixture(scope="module")
def example(installed: Path) -> Path:
    (text,) = EXAMPLE.findall((PROJECT / "README.md").read_text())
    file = installed / "example.py"
    file.write_text(text)
    return file


def test_readme_example_does_what_it_says(live_server: LiveServer, example: Path) -> None:
    caller = caller_of(make_organization(slug="educamp"))
    tell(caller.membership)
    for _ in range(2):
        said = run(
            [sys.executable, str(example)],
            example.parent,
            CANDY_URL=live_server.url,
            CANDY_TOKEN=caller.secret,
        )
        assert said.splitlines() == [
            "A network for the EduCamp answered 2013-04-26 10:00:00+00:00",
            "5 posts by 5 people",
            "5 posts, the latest: 75",
            "Hamburg 2099-05-01 08:00:00+00:00",
            "304 None",
            "412 version_outdated It was changed after you read it. Read it again, and repeat what still makes sense.",
        ]
    with organization_scope(caller.membership.organization_id):
        assert Campaign.objects.filter(state="draft").count() == 1


def test_what_the_api_got_later_is_no_error(installed: Path) -> None:
    lines = """
from candystorm_client.models import CampaignState, Problem
later = CampaignState("paused")
print(later, later.value, later == "paused", CampaignState("live") is CampaignState.LIVE)
told = {"type": "", "title": "", "status": 400, "detail": "", "code": "new", "errors": [], "hint": "more"}
print(Problem.from_dict(told)["hint"])
"""
    assert run([sys.executable, "-c", lines], installed).splitlines() == ["paused paused True True", "more"]


def test_readme_example_and_all_it_stands_on_are_typed(example: Path) -> None:
    mypy = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--no-incremental"]
    run([*mypy, "example.py", "candystorm_client"], example.parent)
