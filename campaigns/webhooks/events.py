"""What there is to tell: from an entry of the journal to the events that webhooks know. Reads nothing, writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.urls import reverse

from accounts.models import JournalEntry
from campaigns.enums import CampaignState, WebhookEvent
from campaigns.models import WebhookEndpoint

# Sent when somebody asks for it, whatever the endpoint listens to.
TEST = "webhook.test"
_TYPES: Mapping[str, WebhookEvent] = {
    "campaign.submitted": WebhookEvent.SUBMITTED,
    "campaign.changes_wanted": WebhookEvent.CHANGES_WANTED,
    "campaign.published": WebhookEvent.PUBLISHED,
    "campaign.answered": WebhookEvent.ANSWERED,
    "campaign.closed": WebhookEvent.CLOSED,
    "campaign.suspended": WebhookEvent.SUSPENDED,
    "campaign.milestone": WebhookEvent.MILESTONE,
    "answer.detected": WebhookEvent.DETECTED,
    "answer.confirmed": WebhookEvent.CONFIRMED,
    "report.filed": WebhookEvent.REPORTED,
}
# By these staff let through what was in review.
_APPROVING = ("campaign.scheduled", "campaign.published")
VERBS = frozenset({*_TYPES, *_APPROVING})
# What of an entry's details is told: states, kinds and numbers, and nobody's words.
_CHANGED = ("from", "to", "outcome", "kind", "said_at", "posts", "reason")


@dataclass(frozen=True)
class Event:
    """One thing to tell. `id` becomes the `webhook-id`: the same for every endpoint and at every try.

    `about` is the id of what it happened to, `url` where the API tells more, `changed` what became different.
    """

    id: str
    type: str
    at: datetime
    about: UUID
    url: str
    campaign_id: UUID | None = None
    changed: Mapping[str, Any] = field(default_factory=dict)


def events_of(entry: JournalEntry) -> list[Event]:
    """What webhooks tell of an entry about a campaign, in the order in which they tell it."""
    changed = {name: entry.details[name] for name in _CHANGED if name in entry.details}
    return [
        campaign_event(UUID(entry.subject), kind, f"{entry.pk}/{kind}", at=entry.at, changed=changed)
        for kind in _types_of(entry)
    ]


def campaign_event(
    campaign_id: UUID, kind: str, name: str, *, at: datetime, changed: Mapping[str, Any]
) -> Event:
    """Something that happened to a campaign; `name` tells it from all else that happens to the same one."""
    view = "api:campaign_metrics" if kind == WebhookEvent.HOURLY else "api:campaign"
    return Event(
        id=_message_id(campaign_id, name),
        type=kind,
        at=at,
        about=campaign_id,
        url=_address(view, campaign_id),
        campaign_id=campaign_id,
        changed=changed,
    )


def test_event(endpoint: WebhookEndpoint, now: datetime) -> Event:
    """What somebody who tries an endpoint has it told."""
    return Event(
        id=_message_id(endpoint.id, f"test/{now.isoformat()}"),
        type=TEST,
        at=now,
        about=endpoint.id,
        url=_address("api:webhook", endpoint.id),
    )


def _types_of(entry: JournalEntry) -> list[WebhookEvent]:
    was_reviewed = entry.verb in _APPROVING and entry.details.get("from") == CampaignState.IN_REVIEW
    approved = [WebhookEvent.APPROVED] if was_reviewed else []
    return [*approved, *([_TYPES[entry.verb]] if entry.verb in _TYPES else [])]


def _message_id(space: UUID, name: str) -> str:
    return f"msg_{uuid5(space, name).hex}"


def _address(view: str, about: UUID) -> str:
    return f"{settings.SITE_URL}{reverse(view, args=[about])}"
