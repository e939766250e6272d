"""Writing messages down, one for each endpoint that wants the event; a worker sends them after the commit.

Whoever writes of a campaign takes its turn first: so the ids of its messages are in the order in which things are told.
"""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import connection

from campaigns.enums import DeliveryState, WebhookPayload
from campaigns.models import WebhookDelivery, WebhookEndpoint
from campaigns.webhooks.events import Event
from candyplatform.base import work

DELIVER = "webhook.deliver"
# A full message that would be larger goes out thin.
LARGEST_BODY = 20_000
# How a campaign looks from outside, as plain JSON values; {} when it is gone. The API knows.
Show = Callable[[UUID], dict[str, Any]]


def take_turn(campaign_id: UUID) -> None:
    """Wait until nobody else writes of this campaign, and keep others waiting until the running transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('webhooks', 0) # hashtextextended(%s, 0))",
            [str(campaign_id)],
        )


def tell(event: Event, *, show: Show, now: datetime) -> None:
    """Write a message for each endpoint of the scope's organization that wants to hear of the event.

    One that was set up after the event does not hear of it. Told again, nothing is written twice.
    """
    wanting = WebhookEndpoint.objects.filter(
        off_because="",
        event_types__contains=[event.type],
        created_at__lte=event.at,
        organization__erasure_due_at=None,
    )
    bodies = _Bodies(event, show)
    write(event, [(endpoint, bodies.of(endpoint.payload)) for endpoint in wanting], now=now)


def write(event: Event, messages: Iterable[tuple[WebhookEndpoint, str]], *, now: datetime) -> None:
    """Write these messages of an event down, and make sending them due."""
    made = [_delivery(event, endpoint, body, now) for endpoint, body in messages]
    WebhookDelivery.objects.bulk_create(made, ignore_conflicts=True)
    for delivery in made:
        work.put(kind=DELIVER, key=delivery.lane, due_at=now, organization_id=delivery.organization_id)


def thin_body(event: Event) -> str:
    """The message that says what happened, and where to read more."""
    return _body(event, {})


def full_body(event: Event, show: Show) -> str:
    """The message with the campaign in it and what changed; thin where that would be too large, or nothing is there."""
    campaign = show(event.campaign_id) if event.campaign_id else {}
    body = _body(event, {"campaign": campaign, "changed": dict(event.changed)}) if campaign else ""
    return body if 0 < len(body.encode()) < LARGEST_BODY else thin_body(event)


def lane_of(endpoint_id: UUID, campaign_id: UUID | None) -> UUID:
    """What the messages that must arrive one after the other have in common."""
    return uuid5(endpoint_id, str(campaign_id or ""))


class _Bodies:
    """The event's two bodies, each composed when it is first wanted."""

    def __init__(self, event: Event, show: Show) -> None:
        self._event, self._show = event, show
        self._made: dict[str, str] = {}

    def of(self, payload: str) -> str:
        if payload not in self._made:
            is_full = payload == WebhookPayload.FULL
            self._made[payload] = full_body(self._event, self._show) if is_full else thin_body(self._event)
        return self._made[payload]


def _body(event: Event, more: dict[str, Any]) -> str:
    data = {"id": str(event.about), "url": event.url, **more}
    moment = event.at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    whole = {"type": str(event.type), "timestamp": moment, "data": data}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def _delivery(event: Event, endpoint: WebhookEndpoint, body: str, now: datetime) -> WebhookDelivery:
    return WebhookDelivery(
        organization_id=endpoint.organization_id,
        endpoint=endpoint,
        campaign_id=event.campaign_id,
        lane=lane_of(endpoint.id, event.campaign_id),
        event_id=event.id,
        event_type=event.type,
        body=body,
        state=DeliveryState.WAITING,
        due_at=now,
        happened_at=event.at,
        created_at=now,
    )
