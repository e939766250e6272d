"""Setting webhooks up and looking after them."""

import base64
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection

from accounts.actors import actor_of
from accounts.models import JournalEntry
from accounts.scope import organization_scope
from campaigns.models import WebhookEndpoint
from campaigns.webhooks import operations
from campaigns.webhooks.operations import MOST_ENDPOINTS, TooManyWebhooks, WebhookIsOff, create_endpoint
from campaigns.webhooks.queries import NoMessage, NoWebhook
from campaigns.webhooks.signing import new_secret
from candyplatform.base import clock
from candyplatform.base.errors import Forbidden, Invalid
from tests.campaigns.webhooks.conftest import Place, work_on_webhooks
from tests.factories import NOW, make_member, make_organization

pytestmark = pytest.mark.django_db
HOOK = "https://tool.example/hook"


def verbs(place: Place) -> list[str]:
    with organization_scope(place.membership.organization_id):
        found = JournalEntry.objects.filter(verb__startswith="webhook.").order_by("id")
        return [verb.removeprefix("webhook.") for verb in found.values_list("verb", flat=True)]


def who(place: Place, endpoint: WebhookEndpoint) -> dict[str, Any]:
    return {"endpoint_id": endpoint.id, "actor": place.actor, "now": clock.now()}


def test_secret_has_the_shape_of_the_specification() -> None:
    secret = new_secret()
    assert secret.startswith("whsec_")
    assert len(base64.b64decode(secret.removeprefix("whsec_"), validate=True)) == 32
    assert new_secret() != secret


def test_endpoint_is_kept_as_it_was_set_up(place: Place) -> None:
    issued = create_endpoint(
        url=HOOK,
        event_types=["answer.confirmed", "campaign.closed"],
        payload="full",
        description=" Shop ",
        actor=place.actor,
        now=NOW,
    )
    kept = place.again(issued.endpoint)
    assert (kept.url, kept.description, kept.payload, kept.secret) == (HOOK, "Shop", "full", issued.secret)
    assert kept.event_types == ["campaign.closed", "answer.confirmed"]
    assert (kept.is_on, str(kept)) == (True, "Shop")
    with organization_scope(kept.organization_id):
        entry = JournalEntry.objects.get(verb="webhook.created")
    # The address may be a secret of its own, and the journal stays for good.
    assert "tool.example" not in str(entry.details)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", "http://tool.example/hook"),
        ("url", "https://ada:secret@tool.example/hook"),
        ("url", "ftp://tool.example"),
        ("url", "tool.example"),
        ("url", "https://tool.example/" + "a" * 2000),
        ("event_types", []),
        ("event_types", ["campaign.published", "campaign.burned"]),
        ("payload", "fat"),
        ("description", "a" * 201),
    ],
)
def test_what_cannot_be_is_refused(place: Place, field: str, value: object) -> None:
    given: dict[str, Any] = {"url": HOOK, "event_types": ["campaign.published"]}
    with pytest.raises(Invalid) as refused:
        create_endpoint(**given | {field: value}, actor=place.actor, now=NOW)
    assert list(refused.value.fields) == [field]
    endpoint = place.endpoint("campaign.published")
    with pytest.raises(Invalid):
        operations.change_endpoint(**who(place, endpoint) | {field: value})


def test_organization_has_so_many_endpoints_at_most(place: Place) -> None:
    for _ in range(MOST_ENDPOINTS):
        place.endpoint("campaign.published")
    with pytest.raises(TooManyWebhooks):
        place.endpoint("campaign.published")


def test_change_leaves_what_is_not_given(place: Place) -> None:
    endpoint = place.endpoint("campaign.published")
    operations.change_endpoint(event_types=["campaign.closed"], **who(place, endpoint))
    operations.change_endpoint(event_types=["campaign.closed"], **who(place, endpoint))
    changed = place.again(endpoint)
    assert (changed.url, changed.event_types, changed.secret) == (
        endpoint.url,
        ["campaign.closed"],
        endpoint.secret,
    )
    assert verbs(place) == ["created", "changed"]


def test_test_says_that_it_is_one(place: Place) -> None:
    endpoint = place.endpoint("campaign.closed")
    sent = operations.send_test(**who(place, endpoint))
    work_on_webhooks()
    [message] = place.receiver.messages
    assert (message.type, message.id, message.is_signed) == ("webhook.test", sent.event_id, True)
    assert message.body["data"]["id"] == str(endpoint.id)
    operations.turn_off(**who(place, endpoint))
    with pytest.raises(WebhookIsOff):
        operations.send_test(**who(place, endpoint))
    assert verbs(place) == ["created", "tested", "turned_off"]


def test_message_is_sent_again_with_its_id(place: Place) -> None:
    endpoint = place.endpoint("campaign.published")
    place.campaign()
    work_on_webhooks()
    [before] = place.deliveries()
    operations.send_again(event_id=before.event_id, **who(place, endpoint))
    work_on_webhooks()
    first, second = place.receiver.messages
    assert (first.id, first.raw) == (second.id, second.raw)
    [after] = place.deliveries()
    assert (after.state, len(after.log)) == ("delivered", 2)
    with pytest.raises(NoMessage):
        operations.send_again(event_id="msg_unknown", **who(place, endpoint))


def test_range_is_sent_again_in_order(place: Place) -> None:
    with time_machine.travel(NOW, tick=False) as traveller:
        endpoint = place.endpoint("campaign.submitted", "campaign.published")
        for hours in range(4):
            traveller.move_to(NOW + timedelta(hours=hours))
            place.campaign()
            work_on_webhooks()
        before = [message.id for message in place.receiver.messages]
        count = operations.send_range_again(
            since=NOW + timedelta(hours=1), until=NOW + timedelta(hours=3), **who(place, endpoint)
        )
        work_on_webhooks()
    again = [message.id for message in place.receiver.messages[8:]]
    assert (count, len(before)) == (4, 8)
    assert sorted(again) == sorted(before[2:6])
    assert [again.index(name) for name in before[2:4]] == sorted(again.index(name) for name in before[2:4])


def test_overlap_of_none_ends_the_old_secret_at_once(place: Place) -> None:
    endpoint = place.endpoint("campaign.published")
    operations.rotate_secret(overlap=timedelta(), **who(place, endpoint))
    assert len(place.again(endpoint).secrets_at(clock.now())) == 1
    for overlap in (timedelta(seconds=-1), timedelta(days=7, seconds=1)):
        with pytest.raises(Invalid):
            operations.rotate_secret(overlap=overlap, **who(place, endpoint))


def test_secrets_are_encrypted_in_the_database(place: Place) -> None:
    endpoint = place.endpoint("campaign.published")
    operations.rotate_secret(overlap=timedelta(hours=1), **who(place, endpoint))
    with organization_scope(endpoint.organization_id), connection.cursor() as cursor:
        cursor.execute("SELECT secret, previous_secret FROM campaigns_webhookendpoint")
        stored = cursor.fetchone()
    assert all("whsec_" not in text for text in stored)


@pytest.mark.parametrize("role", ["viewer", "editor", "owner"])
def test_editors_and_owners_look_after_webhooks(place: Place, role: str) -> None:
    actor = actor_of(make_member(place.membership.organization, role))
    if role == "viewer":
        with pytest.raises(Forbidden):
            create_endpoint(url=HOOK, event_types=["campaign.closed"], actor=actor, now=NOW)
    else:
        assert create_endpoint(url=HOOK, event_types=["campaign.closed"], actor=actor, now=NOW).secret


def test_webhook_of_another_organization_is_like_none(place: Place) -> None:
    endpoint = place.endpoint("campaign.published")
    stranger = actor_of(make_organization("Elsewhere", slug="elsewhere"))
    for endpoint_id in (endpoint.id, uuid4()):
        for act in (
            operations.turn_off,
            operations.turn_on,
            operations.delete_endpoint,
            operations.send_test,
        ):
            with pytest.raises(NoWebhook):
                act(endpoint_id=endpoint_id, actor=stranger, now=NOW)
    assert place.again(endpoint).is_on
