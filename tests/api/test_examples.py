"""The examples in the OpenAPI document are real answers: this records them, and fails when they are not so any more.

To record them anew: RECORD_EXAMPLES=1 ./dev test tests/api/test_examples.py
"""

import json
import os
import re
from typing import Any

import pytest
from django.conf import settings as now_set
from django.test import Client
from pytest_django.fixtures import Settings

from api.schema import EXAMPLES
from tests.api.conftest import Caller, caller_of
from tests.api.story import tell
from tests.factories import make_organization
from tests.support.own_limits import own_limits

pytestmark = pytest.mark.django_db
LIST = "/api/v1/campaigns/"
CAMPAIGN = "3f0c7a52-6a0e-4b57-9a5c-0d5b1f6f2e13"
COMPANY = "9b1d1c7e-2f0b-4d0a-8f2b-5f7c1c9f4a21"


def answers(caller: Caller) -> dict[str, str]:
    """Every example by the name of its file, with ids and hosts that stay the same."""
    campaign = tell(caller.membership)
    one = f"{LIST}{campaign.id}/"
    made = {
        "campaigns_list.200": caller.get(LIST, {"state": "answered"}),
        "campaigns_retrieve.200": caller.get(one),
        "campaigns_metrics_retrieve.200": caller.get(f"{one}metrics/"),
        "problem.400": caller.get(LIST, {"page_size": "1000", "sate": "live"}),
        "problem.401": Client().get(LIST),
        "problem.403": caller_of(caller.membership, ["metrics:read"]).get(LIST),
        "problem.404": caller.get(f"{LIST}{caller.membership.organization_id}/"),
        "problem.406": caller.get(LIST, accept="text/csv"),
        "problem.default": caller.send("post", LIST),
    }
    ids = {str(campaign.id): CAMPAIGN, str(campaign.company_id): COMPANY}
    return {f"{name}.json": steady(answer.json(), ids) for name, answer in made.items()}


def asked_too_often(settings: Settings, worker_id: str) -> Any:
    """The answer to the second request of a token that has one an hour."""
    with own_limits(settings, worker_id, {"api.token": "1/hour"}):
        caller = caller_of(make_organization())
        caller.get(LIST)
        return caller.get(LIST)


def steady(value: Any, ids: dict[str, str]) -> str:
    if isinstance(value, dict) and value.get("code") == "throttled":
        value["detail"] = re.sub(r"\d+ seconds", "42 seconds", value["detail"])
    text = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    hosts = {
        now_set.SITE_URL: "https://candystorm.example",
        "http://testserver": "https://candystorm.example",
    }
    for real, shown in (ids | hosts).items():
        text = text.replace(real, shown)
    return text


def test_examples_are_real_answers(caller: Caller, settings: Settings, worker_id: str) -> None:
    real = answers(caller) | {"problem.429.json": steady(asked_too_often(settings, worker_id).json(), {})}
    if os.environ.get("RECORD_EXAMPLES"):
        for name, text in real.items():
            (EXAMPLES / name).write_text(text)
    assert {file.name: file.read_text() for file in EXAMPLES.glob("*.json")} == real
