"""The examples in the OpenAPI document are real answers: this records them, and fails when they are not so any more.

To record them anew: RECORD_EXAMPLES=1 ./dev test tests/api/test_examples.py
"""

import json
import os
import re
from collections.abc import Mapping
from typing import Any

import pytest
import time_machine
from django.conf import settings as now_set
from django.db import transaction
from django.test import Client
from pytest_django.fixtures import Settings

from api.schema import EXAMPLES, document
from tests.api.conftest import Caller, caller_of
from tests.api.operations import LATER, LIST, NEW, OPERATIONS, PAGE, Scene, scene
from tests.factories import make_organization, make_user
from tests.support.own_limits import own_limits

pytestmark = pytest.mark.django_db
# What stands for the first, second … id in an answer.
SHOWN = (
    "3f0c7a52-6a0e-4b57-9a5c-0d5b1f6f2e13",
    "9b1d1c7e-2f0b-4d0a-8f2b-5f7c1c9f4a21",
    *(f"{number:08d}-6a0e-4b57-9a5c-0d5b1f6f2e13" for number in range(2, 60)),
)


UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ID = re.compile(r'(?<="id": )\d+')
CODE = re.compile(r"(?<=/s/)[0-9a-f]{10}")
# What else is another one at every run -> what stands for it.
CHANGING: Mapping[str, str] = {
    r"msg_[0-9a-f]{32}": "msg_9d0f5f2a1c3e5b7d8f60718293a4b5c6",
    r"whsec_[0-9A-Za-z+/=]+": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=",
    r'"milliseconds": \d+': '"milliseconds": 42',
    r'"size": \d+': '"size": 48213',
    r"http://127\.0\.0\.1:\d+": PAGE,
}


def answers(caller: Caller) -> dict[str, str]:
    """Every example by the name of its file, with ids and hosts that stay the same."""
    here, made, paths = scene(caller), {}, document("https://candystorm.example")["paths"]
    for operation in OPERATIONS:
        name = paths[operation.path][operation.method]["operationId"]
        if operation.body:
            made[f"{name}.request"] = dict(operation.body)
        with transaction.atomic():
            answer = here.send(caller, operation)
            transaction.set_rollback(True)
        if not answer.streaming and answer.content:
            made[f"{name}.{answer.status_code}"] = answer.json()
    # Other entries hold ids of rows.
    made["journal_list.200"] = caller.get("/api/v1/journal/", {"verb": "campaign.published"}).json()
    made["campaigns_list.200"] = caller.get(LIST, {"state": "answered"}).json()
    # Of one age are the others.
    made["events_list.200"] = caller.get("/api/v1/events/", {"page_size": "1"}).json()
    with transaction.atomic():
        known = [caller.send("post", LIST, NEW) for _ in range(2)][1]
        transaction.set_rollback(True)
    made["campaigns_create.200"] = known.json()
    answered = f"{LIST}{here.ids['answered']['id']}/metrics/"
    tables = {
        f"{name}.200.csv": caller.get(path, accept="text/csv").content.decode().replace("\r\n", "\n")
        for name, path in (
            ("campaigns_metrics_retrieve", answered),
            ("campaigns_metrics_days_retrieve", f"{answered}days/"),
        )
    }
    told = made | problems(caller, here)
    return {f"{name}.json": steady(value) for name, value in told.items()} | tables


def problems(caller: Caller, here: Scene) -> dict[str, Any]:
    """One of each status."""
    draft, live = (f"{LIST}{here.ids[name]['id']}/" for name in ("draft", "live"))
    copy = f"{live}duplicate/"
    caller.send("post", copy, idempotency_key="one")
    told = {
        "400": caller.get(LIST, {"page_size": "1000", "sate": "live"}),
        "401": Client().get(LIST),
        "403": caller_of(caller.membership, ["metrics:read"]).get(LIST),
        "404": caller.get(f"{LIST}{caller.membership.organization_id}/"),
        "406": caller.get(LIST, accept="text/csv"),
        "409": caller.send("post", f"{live}submit/"),
        "412": caller.send("patch", draft, {}, if_match='"old"'),
        "415": caller.send("post", LIST, "x", content_type="text/plain"),
        "422": caller.send("post", copy, {"event_starts_at": None}, idempotency_key="one"),
        "428": caller.send("patch", draft, {}),
        "default": caller.send("put", LIST),
    }
    return {f"problem.{status}": answer.json() for status, answer in told.items()}


def asked_too_often(settings: Settings, worker_id: str) -> Any:
    """The answer to the second request of a token that has one an hour."""
    with own_limits(settings, worker_id, {"api.token": "1/hour"}):
        caller = caller_of(make_organization())
        caller.get(LIST)
        return caller.get(LIST)


def steady(value: Any) -> str:
    if isinstance(value, dict) and value.get("code") == "throttled":
        value["detail"] = re.sub(r"\d+ seconds", "42 seconds", value["detail"])
    text = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    for real in (now_set.SITE_URL, "http://testserver"):
        text = text.replace(real, "https://candystorm.example")
    text = CODE.sub("0123456789", text)
    for changing, shown in CHANGING.items():
        text = re.sub(changing, shown, text)
    uuids = {found: number for number, found in enumerate(dict.fromkeys(UUID.findall(text)))}
    numbers = {found: number for number, found in enumerate(dict.fromkeys(ID.findall(text)), 1)}
    text = UUID.sub(lambda found: SHOWN[uuids[found[0]]], text)
    return ID.sub(lambda found: str(numbers[found[0]]), text)


@time_machine.travel(LATER, tick=False)
def test_examples_are_real_answers(settings: Settings, worker_id: str) -> None:
    caller = caller_of(make_organization(slug="educamp", owner=make_user("owner@example.org")))
    real = answers(caller) | {"problem.429.json": steady(asked_too_often(settings, worker_id).json())}
    if os.environ.get("RECORD_EXAMPLES"):
        for name, text in real.items():
            (EXAMPLES / name).write_text(text)
    assert {file.name: file.read_text() for file in EXAMPLES.iterdir()} == real
