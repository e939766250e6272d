"""A thousand requests with one idempotency key, sent at once to two processes: one campaign."""

import json
import os
import selectors
import socket
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection

from accounts.scope import organization_scope
from campaigns.models import Campaign
from tests.api.conftest import caller_of
from tests.benchmarks.load import read_answer, request
from tests.factories import make_organization
from tests.support.web import served

pytestmark = [pytest.mark.chaos, pytest.mark.django_db(transaction=True)]
TIMES = int(os.environ.get("DUPLICATES", "1000"))
LIST = "/api/v1/campaigns/"
NEW = {"languages": ["en"], "title": {"en": "A line, please"}}
KEYS = ("Idempotency-Key", "X-Idempotency-Key")
NO_LIMITS = {
    "RATE_LIMITS": ",".join(f"api.{who}=1000000/second" for who in ("address", "token", "organization"))
}


def test_a_thousand_simultaneous_requests_with_one_key_make_one_campaign() -> None:
    caller = caller_of(make_organization())
    with served(connection.settings_dict["NAME"], workers=2, variables=NO_LIMITS) as port:
        answers = at_once(port, [duplicate(port, caller.secret, KEYS[number % 2]) for number in range(TIMES)])
        again = at_once(port, [duplicate(port, caller.secret, KEYS[0])])
    with organization_scope(caller.membership.organization_id):
        made = Campaign.objects.count()
    told = Counter(status for status, _ in answers)
    print(f"{len(answers):,} simultaneous duplicates: {made} made, answered {dict(told)}")
    assert (len(answers), made) == (TIMES, 1)
    assert set(told) <= {201, 409}
    assert len({body["id"] for status, body in [*answers, *again] if status == 201}) == 1
    assert {body["code"] for status, body in answers if status == 409} <= {"idempotency_key_in_flight"}
    assert [status for status, _ in again] == [201]


def duplicate(port: int, secret: str, name: str) -> bytes:
    """The request, as it is sent."""
    headers = f"Authorization: Bearer {secret}\r\nContent-Type: application/json\r\n{name}: one\r\nConnection: close\r\n"
    return request(port, LIST, headers=headers, method="POST", body=json.dumps(NEW).encode())


def at_once(port: int, requests: Sequence[bytes]) -> list[tuple[int, Any]]:
    """Send all but the last byte of each on a connection of its own, then the last bytes; status and body of each answer."""
    waiting = [socket.create_connection(("127.0.0.1", port), timeout=120) for _ in requests]
    for part in (slice(-1), slice(-1, None)):
        for one, sent in zip(waiting, requests, strict=True):
            one.sendall(sent[part])
    answers = []
    with selectors.DefaultSelector() as selector:
        for one in waiting:
            selector.register(one, selectors.EVENT_READ)
        while selector.get_map():
            for key, _events in selector.select(120):
                one = key.fileobj  # type: ignore[assignment]  # they are sockets
                status, _head, body = read_answer(one)
                answers.append((status, json.loads(body)))
                selector.unregister(one)
                one.close()
    return answers
