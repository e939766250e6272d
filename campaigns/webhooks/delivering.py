"""Sending what was written down: claim the lane's first message, post it outside any transaction, record what came of it.

A worker that is killed in between leaves a message that waits; it is sent again, byte for byte, with the same `webhook-id`.
"""

from datetime import datetime, timedelta
from random import SystemRandom
from uuid import UUID

from accounts.scope import organization_scope
from campaigns.enums import DeliveryState, WebhookOff
from campaigns.models import WebhookDelivery, WebhookEndpoint
from campaigns.webhooks import health, sending
from campaigns.webhooks.retrying import asked_rest, next_try
from campaigns.webhooks.sending import Outcome
from candyplatform.base import clock, work
from candyplatform.base.http import door_from_settings

# Longer than the door gives one message, with what recording takes.
LASTING = timedelta(seconds=60)
# Of the slowest receiver so many go within the time that a task has.
BATCH = 12
# How soon it is looked again whether an organization that is about to be deleted stays after all.
WHILE_LEAVING = timedelta(hours=1)
# How many tries a message's log remembers.
LOGGED = 30
_chance = SystemRandom()


def deliver(job: work.Job) -> datetime | None:
    """Due work `webhook.deliver`: send a lane's (`job.key`) messages one after the other, each when the one before is done.

    Returns when the first that is left is due; None when none is left, or its endpoint is off.
    """
    for _ in range(BATCH):
        head, due_at = _claim(job)
        if head is None:
            return due_at
        outcome = sending.post(head, door=door_from_settings(), now=clock.now())
        _record(job, head, outcome)
    return clock.now()


def _claim(job: work.Job) -> tuple[WebhookDelivery | None, datetime | None]:
    """The message to be sent now; else none, and when there will be one."""
    now = clock.now()
    with organization_scope(job.organization):
        work.keep(job, now=now, lasting=LASTING)
        waiting = WebhookDelivery.objects.filter(lane=UUID(job.key), state=DeliveryState.WAITING)
        head = waiting.select_related("endpoint__organization").order_by("id").first()
    if head is None or not head.endpoint.is_on:
        return None, None
    if head.endpoint.organization.erasure_due_at:
        return None, now + WHILE_LEAVING
    due_at = max(head.due_at, head.endpoint.rests_until or head.due_at)
    return (head, None) if due_at <= now else (None, due_at)


def _record(job: work.Job, sent: WebhookDelivery, outcome: Outcome) -> None:
    now = clock.now()
    with organization_scope(job.organization):
        work.keep(job, now=now, lasting=LASTING)
        # The endpoint first, as whoever changes it does.
        endpoint = WebhookEndpoint.objects.select_for_update(of=("self",)).filter(id=sent.endpoint_id).first()
        delivery = WebhookDelivery.objects.select_for_update(of=("self",)).filter(id=sent.pk).first()
        if endpoint is None or delivery is None:
            return
        _note(delivery, outcome)
        if outcome.is_delivered:
            _finish(delivery, DeliveryState.DELIVERED, now)
            health.well(endpoint)
        elif outcome.is_gone:
            _finish(delivery, DeliveryState.GIVEN_UP, now)
            health.turn_off(endpoint, WebhookOff.GONE, now=now)
        else:
            _try_again(delivery, now)
            health.failed(endpoint, asked_rest(outcome.headers, now), now=now)
        delivery.save()


def _note(delivery: WebhookDelivery, outcome: Outcome) -> None:
    delivery.attempts += 1
    delivery.first_tried_at = delivery.first_tried_at or outcome.at
    delivery.log = [*delivery.log, outcome.as_log()][-LOGGED:]


def _finish(delivery: WebhookDelivery, state: DeliveryState, now: datetime) -> None:
    delivery.state, delivery.finished_at = state, now


def _try_again(delivery: WebhookDelivery, now: datetime) -> None:
    due_at = next_try(
        attempts=delivery.attempts,
        first_tried_at=delivery.first_tried_at or now,
        now=now,
        chance=_chance.random(),
    )
    if due_at is None:
        _finish(delivery, DeliveryState.GIVEN_UP, now)
    else:
        delivery.due_at = due_at
