"""How an endpoint fares: from the first failure to the mail after a day and the end after ten. Each within its scope, its row locked."""

from datetime import datetime, timedelta

from accounts import journal
from accounts.actors import PLATFORM
from campaigns.enums import WebhookOff
from campaigns.models import WebhookEndpoint
from campaigns.webhooks import mails

TOLD_AFTER = timedelta(days=1)
OFF_AFTER = timedelta(days=10)


def well(endpoint: WebhookEndpoint) -> None:
    """Something was delivered: whatever failed before is forgotten."""
    if endpoint.failing_since or endpoint.rests_until:
        _update(endpoint, failing_since=None, told_at=None, rests_until=None)


def failed(endpoint: WebhookEndpoint, rest: timedelta | None, *, now: datetime) -> None:
    """Something was not delivered. `rest` is how long the receiver asked not to be called."""
    since = endpoint.failing_since or now
    _update(endpoint, failing_since=since, rests_until=now + rest if rest else endpoint.rests_until)
    if not endpoint.is_on:
        return
    if now - since >= OFF_AFTER:
        turn_off(endpoint, WebhookOff.FAILING, now=now)
    elif now - since >= TOLD_AFTER and endpoint.told_at is None:
        _update(endpoint, told_at=now)
        mails.tell_of_failing(endpoint, now=now)


def turn_off(endpoint: WebhookEndpoint, why: WebhookOff, *, now: datetime) -> None:
    """Tell it nothing any more, and tell the owners so. What waits for it stays."""
    if not endpoint.is_on:
        return
    _update(endpoint, off_because=why, modified_at=now)
    journal.append(
        verb="webhook.turned_off",
        subject=endpoint.id,
        organization_id=endpoint.organization_id,
        actor=PLATFORM,
        now=now,
        details={"because": why.value},
    )
    mails.tell_of_end(endpoint, now=now)


def _update(endpoint: WebhookEndpoint, **changes: object) -> None:
    WebhookEndpoint.objects.filter(id=endpoint.id).update(**changes)
    for name, value in changes.items():
        setattr(endpoint, name, value)
