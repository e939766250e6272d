"""The examples in the OpenAPI document are real answers: this records them, and fails when they are not so any more.

To record them anew: RECORD_EXAMPLES=1 ./dev test tests/api/test_examples.py
"""

import json
import os
import re
from typing import Any

import pytest
import time_machine
from django.conf import settings as now_set
from django.test import Client
from pytest_django.fixtures import Settings

from api.schema import EXAMPLES
from tests.api.conftest import Caller, caller_of
from tests.api.story import tell
from tests.factories import NOW, make_organization
from tests.support.due_work import sweep_and_work
from tests.support.own_limits import own_limits
from tests.support.receiver import Receiver, receiving

pytestmark = pytest.mark.django_db
LIST, HOOKS = "/api/v1/campaigns/", "/api/v1/webhooks/"
CAMPAIGN = "3f0c7a52-6a0e-4b57-9a5c-0d5b1f6f2e13"
COMPANY = "9b1d1c7e-2f0b-4d0a-8f2b-5f7c1c9f4a21"


def answers(caller: Caller, receiver: Receiver) -> dict[str, str]:
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
    with time_machine.travel(NOW, tick=False):
        hooks, hook_ids = hook_answers(caller, receiver)
    return {f"{name}.json": steady(answer.json(), ids | hook_ids) for name, answer in (made | hooks).items()}


def hook_answers(caller: Caller, receiver: Receiver) -> tuple[dict[str, Any], dict[str, str]]:
    """Those about webhooks, and what in them is another at every run."""
    wanted = {"url": receiver.url, "event_types": ["campaign.published"], "description": "Our ticket shop"}
    made = caller.write("post", HOOKS, wanted)
    endpoint, secret = made.json()["webhook"]["id"], made.json()["secret"]
    one, receiver.secret = f"{HOOKS}{endpoint}/", secret
    sent = caller.write("post", f"{one}test/")
    sweep_and_work(kinds=("webhook.deliver",))
    message = sent.json()["id"]
    rotated = caller.write("post", f"{one}secret/", {"overlap_hours": 24})
    listed = caller.get(f"{one}deliveries/")
    alone = caller.get(HOOKS)
    subscribed = caller.write(
        "post", "/api/v1/hooks/", {"target_url": receiver.url, "event": "campaign.answered"}
    )
    answers = {
        "webhooks_create.201": made,
        "webhooks_test.202": sent,
        "webhooks_secret_rotate.200": rotated,
        "webhooks_deliveries_list.200": listed,
        "webhooks_resend.202": caller.write("post", f"{one}deliveries/{message}/resend/"),
        "webhooks_resend_range.202": caller.write(
            "post", f"{one}deliveries/resend/", {"since": "2013-04-22T00:00:00Z"}
        ),
        "webhooks_list.200": alone,
        "webhooks_retrieve.200": caller.get(one),
        "webhooks_partial_update.200": caller.write("patch", one, {"payload": "full"}),
        "hooks_create.201": subscribed,
        "hooks_sample.200": caller.get("/api/v1/hooks/sample/", {"event": "campaign.answered"}),
    }
    return answers, {
        receiver.url: "https://tool.example/hook",
        endpoint: "7c1f2a64-0b57-4f5b-8a1f-4a3f5b0d9c11",
        subscribed.json()["id"]: "5e8d1b90-3c2a-4a6f-9d77-2f1e0c4b8a22",
        message: "msg_9d0f5f2a1c3e5b7d8f60718293a4b5c6",
        secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=",
        rotated.json()["secret"]: "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDC2FVsBQIhrs=",
    }


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
    text = re.sub(r'"milliseconds": \d+', '"milliseconds": 42', text)
    for real, shown in (ids | hosts).items():
        text = text.replace(real, shown)
    return text


def test_examples_are_real_answers(caller: Caller, settings: Settings, worker_id: str) -> None:
    with receiving() as receiver:
        settings.HTTP_ALLOW_LOOPBACK = [receiver.allowed]
        told = answers(caller, receiver)
    real = told | {"problem.429.json": steady(asked_too_often(settings, worker_id).json(), {})}
    if os.environ.get("RECORD_EXAMPLES"):
        for name, text in real.items():
            (EXAMPLES / name).write_text(text)
    assert {file.name: file.read_text() for file in EXAMPLES.glob("*.json")} == real
