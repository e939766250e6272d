"""Webhooks over the API, with a real receiver behind them."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from accounts.scope import organization_scope
from api.schema import document
from campaigns.enums import WebhookEvent
from tests.api.conftest import Caller, caller_of
from tests.api.test_schema import faults
from tests.campaigns.webhooks.conftest import work_on_webhooks
from tests.factories import make_campaign, make_organization
from tests.support.receiver import Answer, Receiver, receiving

pytestmark = pytest.mark.django_db
WEBHOOKS, HOOKS = "/api/v1/webhooks/", "/api/v1/hooks/"


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    with receiving() as there:
        settings.HTTP_ALLOW_LOOPBACK = [there.allowed]
        yield there


def set_up(caller: Caller, receiver: Receiver, **given: Any) -> dict[str, Any]:
    """A webhook, by the API, whose secret the receiver knows."""
    body = {"url": receiver.url, "event_types": ["campaign.published"], **given}
    answer = caller.send("post", WEBHOOKS, body)
    assert answer.status_code == 201, answer.content
    receiver.secret = answer.json()["secret"]
    found: dict[str, Any] = answer.json()["webhook"]
    return found


def test_webhook_is_set_up_and_told(caller: Caller, receiver: Receiver) -> None:
    made = set_up(caller, receiver, description="Shop", payload="full")
    assert caller.get(f"{WEBHOOKS}{made['id']}/").json() == made
    assert caller.get(WEBHOOKS).json()["results"] == [made]
    assert "secret" not in made
    campaign = make_campaign(caller.membership, state="live")
    # It was set up in the year that the clock says, long after this campaign's.
    work_on_webhooks()
    assert receiver.messages == []
    assert caller.send("post", f"{WEBHOOKS}{made['id']}/test/").status_code == 202
    work_on_webhooks()
    assert [(message.type, message.is_signed) for message in receiver.messages] == [("webhook.test", True)]
    assert campaign.organization_id == caller.membership.organization_id


def test_webhook_is_changed_turned_off_and_deleted(caller: Caller, receiver: Receiver) -> None:
    one = f"{WEBHOOKS}{set_up(caller, receiver)['id']}/"
    changed = caller.send(
        "patch", one, {"event_types": ["campaign.closed"], "enabled": False}, if_match="*"
    ).json()
    assert (changed["event_types"], changed["enabled"], changed["disabled_because"]) == (
        ["campaign.closed"],
        False,
        "owner",
    )
    off = caller.send("post", f"{one}test/")
    assert (off.status_code, off.json()["code"]) == (409, "webhook_off")
    assert caller.send("patch", one, {"enabled": True}, if_match="*").json()["enabled"] is True
    assert caller.send("patch", one, {}, if_match="*").json()["event_types"] == ["campaign.closed"]
    gone = caller.send("delete", one)
    assert (gone.status_code, gone.content) == (204, b"")
    assert caller.get(one).status_code == 404


def test_webhook_is_changed_in_the_version_that_was_read(caller: Caller, receiver: Receiver) -> None:
    one = f"{WEBHOOKS}{set_up(caller, receiver)['id']}/"
    seen, full = caller.get(one)["ETag"], {"payload": "full"}
    assert caller.send("patch", one, full).status_code == 428
    changed = caller.send("patch", one, full, if_match=seen)
    assert (changed.status_code, changed["ETag"]) == (200, caller.get(one)["ETag"])
    assert caller.send("patch", one, {"enabled": False}, if_match=seen).status_code == 412
    assert caller.get(one).json()["enabled"] is True


def test_secret_is_told_again_for_the_same_key_and_kept_encrypted(caller: Caller) -> None:
    body = {"url": "https://tool.example/hook", "event_types": ["campaign.closed"]}
    first, again = (caller.send("post", WEBHOOKS, body, idempotency_key="one") for _ in range(2))
    assert (first.status_code, again["Idempotent-Replayed"]) == (201, "true")
    assert (again.content, again["Location"]) == (first.content, first["Location"])
    [listed] = caller.get(WEBHOOKS).json()["results"]
    assert first["Location"].endswith(f"{WEBHOOKS}{listed['id']}/")
    with organization_scope(caller.membership.organization_id), connection.cursor() as cursor:
        cursor.execute("SELECT body FROM accounts_idempotentanswer")
        [(kept,)] = cursor.fetchall()
    assert first.json()["secret"].startswith("whsec_")
    assert [word for word in ("whsec_", "tool.example", listed["id"]) if word in kept] == []


def test_secret_is_replaced(caller: Caller, receiver: Receiver) -> None:
    one = f"{WEBHOOKS}{set_up(caller, receiver)['id']}/"
    old = receiver.secret
    told = caller.send("post", f"{one}secret/", {"overlap_hours": 1}).json()
    assert told["secret"].startswith("whsec_")
    assert told["secret"] != old
    assert told["webhook"]["previous_secret_until"] is not None
    for secret in (old, told["secret"]):
        receiver.secret = secret
        caller.send("post", f"{one}test/")
        work_on_webhooks()
        assert receiver.messages[-1].is_signed


def test_log_tells_every_try_and_goes_on_by_cursor(caller: Caller, receiver: Receiver) -> None:
    one = f"{WEBHOOKS}{set_up(caller, receiver)['id']}/"
    receiver.answers.append(Answer(200, b"Hello"))
    for _ in range(3):
        caller.send("post", f"{one}test/")
        work_on_webhooks()
    first = caller.get(f"{one}deliveries/", {"page_size": "2"}).json()
    rest = caller.get(first["next"]).json()
    told = [*first["results"], *rest["results"]]
    assert [found["id"] for found in told] == [message.id for message in reversed(receiver.messages)]
    assert (rest["next"], len(rest["results"])) == (None, 1)
    last = told[-1]
    assert (last["state"], last["attempts"], last["next_attempt_at"]) == ("delivered", 1, None)
    assert [(tried["status"], tried["error"], tried["answer"]) for tried in last["log"]] == [
        (200, "", "Hello")
    ]
    assert json.loads(last["body"])["type"] == "webhook.test"
    assert caller.get(f"{one}deliveries/", {"state": "waiting"}).json()["results"] == []
    assert len(caller.get(f"{one}deliveries/", {"event": "webhook.test"}).json()["results"]) == 3
    for nowhere in ("nowhere", "cD1hYmM=", "cD0tMQ==", "cD05OTk5OTk5OTk5OTk5OTk5OTk5"):
        assert caller.get(f"{one}deliveries/", {"cursor": nowhere}).status_code == 404


def test_messages_are_sent_again(caller: Caller, receiver: Receiver) -> None:
    made = set_up(caller, receiver)
    one = f"{WEBHOOKS}{made['id']}/"
    sent = caller.send("post", f"{one}test/").json()
    work_on_webhooks()
    again = caller.send("post", f"{one}deliveries/{sent['id']}/resend/")
    assert (again.status_code, again.json()["state"]) == (202, "waiting")
    work_on_webhooks()
    many = caller.send("post", f"{one}deliveries/resend/", {"since": made["created_at"]})
    assert (many.status_code, many.json()) == (202, {"messages": 1})
    work_on_webhooks()
    assert [message.id for message in receiver.messages] == [sent["id"]] * 3
    assert caller.send("post", f"{one}deliveries/msg_0/resend/").status_code == 404


def test_what_is_wrong_is_pointed_at(caller: Caller) -> None:
    answer = caller.send(
        "post", WEBHOOKS, {"url": "http://tool.example/", "event_types": ["campaign.published"]}
    )
    assert answer.status_code == 400
    assert [(wrong["pointer"], wrong["detail"]) for wrong in answer.json()["errors"]] == [
        ("#/url", "Give an address that begins with https://.")
    ]
    answer = caller.send("post", WEBHOOKS, {"event_types": ["campaign.burned"]})
    assert {wrong["pointer"] for wrong in answer.json()["errors"]} == {"#/url", "#/event_types/0"}


def test_rest_hook_is_subscribed_told_and_unsubscribed(caller: Caller, receiver: Receiver) -> None:
    answer = caller.send("post", HOOKS, {"target_url": receiver.url, "event": "campaign.closed"})
    assert answer.status_code == 201
    assert answer.json() == {
        "id": answer.json()["id"],
        "target_url": receiver.url,
        "event": "campaign.closed",
    }
    [listed] = caller.get(WEBHOOKS).json()["results"]
    assert (listed["event_types"], listed["payload"]) == (["campaign.closed"], "full")
    assert caller.send("delete", f"{HOOKS}{answer.json()['id']}/").status_code == 204
    assert caller.get(WEBHOOKS).json()["count"] == 0


@pytest.mark.parametrize("event", WebhookEvent.values)
def test_sample_is_what_a_message_would_be(caller: Caller, event: str) -> None:
    assert caller.get(f"{HOOKS}sample/", {"event": event}).json() == []
    campaign = make_campaign(caller.membership, state="live")
    answer = caller.get(f"{HOOKS}sample/", {"event": event})
    [message] = answer.json()
    assert (message["type"], message["data"]["id"]) == (event, str(campaign.id))
    assert message["data"]["changed"]
    openapi = document("https://candystorm.example")
    assert faults(openapi, {"$ref": "#/components/schemas/Message"}, message) == []


def test_token_needs_the_scope(caller: Caller) -> None:
    weak = caller_of(caller.membership, ["campaigns:read", "campaigns:write"])
    for path in (WEBHOOKS, f"{HOOKS}sample/"):
        assert weak.get(path, {"event": "campaign.closed"}).json()["code"] == "scope_missing"
    assert weak.send("post", WEBHOOKS, {}).status_code == 403


def test_webhook_of_another_organization_is_like_none(caller: Caller, receiver: Receiver) -> None:
    made = set_up(caller, receiver)
    stranger = caller_of(make_organization("Elsewhere", slug="elsewhere"))
    for found in (made["id"], uuid4()):
        one = f"{WEBHOOKS}{found}/"
        answers = [
            stranger.get(one),
            stranger.get(f"{one}deliveries/"),
            *(stranger.send(method, one, if_match="*") for method in ("patch", "delete")),
            *(stranger.send("post", f"{one}{act}/") for act in ("secret", "test")),
            stranger.send("delete", f"{HOOKS}{found}/"),
        ]
        assert {answer.status_code for answer in answers} == {404}


@pytest.mark.parametrize("count", [1, 3])
def test_lists_take_the_same_number_of_queries(
    caller: Caller, receiver: Receiver, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        one = f"{WEBHOOKS}{set_up(caller, receiver)['id']}/"
    for _ in range(count):
        caller.send("post", f"{one}test/")
    with django_assert_num_queries(7):
        assert len(caller.get(WEBHOOKS).json()["results"]) == count
    with django_assert_num_queries(7):
        assert len(caller.get(f"{one}deliveries/").json()["results"]) == count
