"""What people and their tools do with webhooks: set up, change, take away, change the secret, try, send again.

Each needs `Permission.MANAGE_WEBHOOKS`, opens the scope of the actor's own organization and raises `NoWebhook` where that has
no such endpoint.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.actors import Actor
from accounts.roles import Permission
from accounts.scope import organization_scope
from campaigns.enums import DeliveryState, WebhookEvent, WebhookOff, WebhookPayload
from campaigns.models import WebhookDelivery, WebhookEndpoint
from campaigns.models.webhook import LONGEST_DESCRIPTION, LONGEST_URL
from campaigns.webhooks.events import test_event
from campaigns.webhooks.following import count_hours
from campaigns.webhooks.outbox import DELIVER, thin_body, write
from campaigns.webhooks.queries import NoMessage, endpoint_in_hand
from campaigns.webhooks.signing import new_secret
from campaigns.webhooks.tidying import TIDY, TIDYING
from candyplatform.base import work
from candyplatform.base.addresses import BadAddress, parse_target
from candyplatform.base.errors import Conflict, Invalid, Text

LONGEST_OVERLAP = timedelta(days=7)
MOST_ENDPOINTS = 25
# So many messages are sent again in one go; whoever wants more asks again with the moment of the last one.
MOST_AGAIN = 1_000


class TooManyWebhooks(Conflict):
    """The organization has as many endpoints as there may be."""

    code = "too_many_webhooks"
    message = _("There are 25 webhooks already. Delete one that nobody needs any more.")


class WebhookIsOff(Conflict):
    """The endpoint is off: nothing is sent to it."""

    code = "webhook_off"
    message = _("This webhook is off. Turn it on first.")


@dataclass(frozen=True)
class IssuedEndpoint:
    """An endpoint with its new secret, which nobody is told again."""

    endpoint: WebhookEndpoint
    secret: str


def create_endpoint(
    *,
    url: str,
    event_types: Sequence[str],
    payload: str = WebhookPayload.THIN,
    description: str = "",
    is_subscription: bool = False,
    actor: Actor,
    now: datetime,
) -> IssuedEndpoint:
    """Set an endpoint up; it is told what happens from now on. Raises `Invalid` and `TooManyWebhooks`."""
    actor.require(Permission.MANAGE_WEBHOOKS)
    _check(url=url, event_types=event_types, payload=payload, description=description)
    with organization_scope(actor.own_organization()):
        if WebhookEndpoint.objects.count() >= MOST_ENDPOINTS:
            raise TooManyWebhooks
        endpoint = WebhookEndpoint.objects.create(
            organization_id=actor.own_organization(),
            url=url,
            description=description.strip(),
            event_types=_in_order(event_types),
            payload=payload,
            secret=new_secret(),
            is_subscription=is_subscription,
            created_at=now,
            modified_at=now,
        )
        _journal("webhook.created", endpoint, actor, now, events=endpoint.event_types, payload=payload)
        _plan(endpoint, now)
        return IssuedEndpoint(endpoint, endpoint.secret)


def change_endpoint(
    *,
    endpoint_id: UUID,
    url: str | None = None,
    event_types: Sequence[str] | None = None,
    payload: str | None = None,
    description: str | None = None,
    actor: Actor,
    now: datetime,
) -> WebhookEndpoint:
    """Change what is given and leave the rest. Raises `Invalid`."""
    actor.require(Permission.MANAGE_WEBHOOKS)
    with _in_hand(endpoint_id, actor) as endpoint:
        wanted = {"url": url, "event_types": event_types, "payload": payload, "description": description}
        given: dict[str, Any] = {name: value for name, value in wanted.items() if value is not None}
        _check(**{name: given.get(name, getattr(endpoint, name)) for name in wanted})
        if event_types is not None:
            given["event_types"] = _in_order(event_types)
        changed = {name: value for name, value in given.items() if value != getattr(endpoint, name)}
        if changed:
            _update(endpoint, **changed, modified_at=now)
            _journal("webhook.changed", endpoint, actor, now, changed=sorted(changed))
            _plan(endpoint, now)
        return endpoint


def turn_on(*, endpoint_id: UUID, actor: Actor, now: datetime) -> WebhookEndpoint:
    """Tell it again, what waited for it first. On already, nothing changes."""
    actor.require(Permission.MANAGE_WEBHOOKS)
    with _in_hand(endpoint_id, actor) as endpoint:
        if not endpoint.is_on:
            _update(
                endpoint, off_because="", failing_since=None, told_at=None, rests_until=None, modified_at=now
            )
            _journal("webhook.turned_on", endpoint, actor, now)
            _plan(endpoint, now)
            _again(WebhookDelivery.objects.filter(endpoint=endpoint, state=DeliveryState.WAITING), now)
        return endpoint


def turn_off(*, endpoint_id: UUID, actor: Actor, now: datetime) -> WebhookEndpoint:
    """Tell it nothing until it is turned on. Off already, nothing changes."""
    actor.require(Permission.MANAGE_WEBHOOKS)
    with _in_hand(endpoint_id, actor) as endpoint:
        if endpoint.is_on:
            _update(endpoint, off_because=WebhookOff.OWNER, modified_at=now)
            _journal("webhook.turned_off", endpoint, actor, now, because=WebhookOff.OWNER.value)
        return endpoint


def delete_endpoint(*, endpoint_id: UUID, actor: Actor, now: datetime) -> None:
    """Take it away, with its log and all that waits for it."""
    actor.require(Permission.MANAGE_WEBHOOKS)
    with _in_hand(endpoint_id, actor) as endpoint:
        _journal("webhook.deleted", endpoint, actor, now)
        WebhookDelivery.objects.filter(endpoint=endpoint).delete()
        WebhookEndpoint.objects.filter(id=endpoint.id).delete()


def rotate_secret(*, endpoint_id: UUID, overlap: timedelta, actor: Actor, now: datetime) -> IssuedEndpoint:
    """A new secret. The one before signs as well for `overlap` (at most 7 days; zero ends it at once). Raises `Invalid`."""
    actor.require(Permission.MANAGE_WEBHOOKS)
    if not timedelta() <= overlap <= LONGEST_OVERLAP:
        raise Invalid(fields={"overlap_hours": [_("Choose a time between none and 7 days.")]})
    with _in_hand(endpoint_id, actor) as endpoint:
        before = {"previous_secret": endpoint.secret, "previous_until": now + overlap}
        kept = before if overlap else {"previous_secret": None, "previous_until": None}
        _update(endpoint, secret=new_secret(), modified_at=now, **kept)
        _journal("webhook.secret_rotated", endpoint, actor, now, overlap=int(overlap.total_seconds()))
        return IssuedEndpoint(endpoint, endpoint.secret)


def send_test(*, endpoint_id: UUID, actor: Actor, now: datetime) -> WebhookDelivery:
    """Send it a message that says no more than that it is a test. Raises `WebhookIsOff`."""
    actor.require(Permission.MANAGE_WEBHOOKS)
    with _in_hand(endpoint_id, actor) as endpoint:
        _require_on(endpoint)
        event = test_event(endpoint, now)
        write(event, [(endpoint, thin_body(event))], now=now)
        _journal("webhook.tested", endpoint, actor, now)
        return WebhookDelivery.objects.get(endpoint=endpoint, event_id=event.id)


def send_again(*, endpoint_id: UUID, event_id: str, actor: Actor, now: datetime) -> WebhookDelivery:
    """Send one message again, whatever became of it, with the same `webhook-id`. Raises `NoMessage`, `WebhookIsOff`."""
    actor.require(Permission.MANAGE_WEBHOOKS)
    with _in_hand(endpoint_id, actor) as endpoint:
        _require_on(endpoint)
        found = WebhookDelivery.objects.filter(endpoint=endpoint, event_id=event_id)
        if not _again(found, now):
            raise NoMessage
        _journal("webhook.resent", endpoint, actor, now, messages=1)
        return found.get()


def send_range_again(
    *, endpoint_id: UUID, since: datetime, until: datetime | None = None, actor: Actor, now: datetime
) -> int:
    """Send what happened from `since` on (before `until`) again, in order; at most `MOST_AGAIN`. Returns how many they are.

    What was delivered is sent again as well: the receiver knows it by its `webhook-id`. Raises `WebhookIsOff`.
    """
    actor.require(Permission.MANAGE_WEBHOOKS)
    with _in_hand(endpoint_id, actor) as endpoint:
        _require_on(endpoint)
        wanted = WebhookDelivery.objects.filter(endpoint=endpoint, happened_at__gte=since)
        if until is not None:
            wanted = wanted.filter(happened_at__lt=until)
        first = list(wanted.order_by("id").values_list("id", flat=True)[:MOST_AGAIN])
        count = _again(WebhookDelivery.objects.filter(id__in=first), now)
        if count:
            _journal("webhook.resent", endpoint, actor, now, messages=count)
        return count


@contextmanager
def _in_hand(endpoint_id: UUID, actor: Actor) -> Iterator[WebhookEndpoint]:
    """The endpoint, locked, in its organization's scope."""
    with organization_scope(actor.own_organization()):
        yield endpoint_in_hand(endpoint_id)


def _require_on(endpoint: WebhookEndpoint) -> None:
    if not endpoint.is_on:
        raise WebhookIsOff


def _again(found: "QuerySet[WebhookDelivery]", now: datetime) -> int:
    """Have these sent as if they had never been tried. Returns how many they are."""
    again = {"attempts": 0, "first_tried_at": None, "finished_at": None, "due_at": now}
    lanes = set(found.values_list("lane", "organization_id"))
    count: int = found.update(state=DeliveryState.WAITING, **again)
    for lane, organization_id in sorted(lanes):
        work.put(kind=DELIVER, key=lane, due_at=now, organization_id=organization_id)
    return count


def _plan(endpoint: WebhookEndpoint, now: datetime) -> None:
    """What an endpoint that is on makes due."""
    organization_id = endpoint.organization_id
    work.put(kind=TIDY, key=organization_id, due_at=now + TIDYING, organization_id=organization_id)
    if endpoint.is_on and WebhookEvent.HOURLY in endpoint.event_types:
        count_hours(organization_id, now)


def _in_order(event_types: Sequence[str]) -> list[str]:
    return [known for known in WebhookEvent.values if known in event_types]


def _check(*, url: str, event_types: Sequence[str], payload: str, description: str) -> None:
    wrong: dict[str, list[Text]] = {}
    if problem := _problem_of(url):
        wrong["url"] = [problem]
    if not event_types or not set(event_types) <= set(WebhookEvent.values):
        wrong["event_types"] = [_("Choose at least one event.")]
    if payload not in WebhookPayload.values:
        wrong["payload"] = [_("Choose how much it says: thin or full.")]
    if len(description) > LONGEST_DESCRIPTION:
        wrong["description"] = [_("Say it in at most 200 characters.")]
    if wrong:
        raise Invalid(_("The webhook was not saved."), fields=wrong)


def _problem_of(url: str) -> Text:
    """What is wrong with the address; "" when nothing is. Whether its host is a public one is asked at every try."""
    try:
        target = parse_target(url)
    except BadAddress:
        return _("Give the whole address, like https://example.org/hook.")
    if len(url) > LONGEST_URL:
        return _("This address is too long: at most 2000 characters.")
    is_of_machine = f"{target.host}:{target.port}" in settings.HTTP_ALLOW_LOOPBACK
    return "" if target.is_tls or is_of_machine else _("Give an address that begins with https://.")


def _update(endpoint: WebhookEndpoint, **changes: Any) -> None:
    WebhookEndpoint.objects.filter(id=endpoint.id).update(**changes)
    for name, value in changes.items():
        setattr(endpoint, name, value)


def _journal(verb: str, endpoint: WebhookEndpoint, actor: Actor, now: datetime, **details: Any) -> None:
    journal.append(
        verb=verb,
        subject=endpoint.id,
        organization_id=endpoint.organization_id,
        actor=actor,
        now=now,
        details=details,
    )
