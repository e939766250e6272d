"""A message as it would be, for who sets an automation up and has no event to wait for."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from api.webhooks.showing import show
from campaigns.enums import CampaignState, ReportReason, WebhookEvent
from campaigns.models import Campaign
from campaigns.webhooks.events import campaign_event
from campaigns.webhooks.outbox import full_body

_CHANGED: Mapping[str, Mapping[str, Any]] = {
    WebhookEvent.SUBMITTED: {"from": CampaignState.DRAFT, "to": CampaignState.IN_REVIEW},
    WebhookEvent.APPROVED: {"from": CampaignState.IN_REVIEW, "to": CampaignState.LIVE},
    WebhookEvent.CHANGES_WANTED: {"from": CampaignState.IN_REVIEW, "to": CampaignState.DRAFT},
    WebhookEvent.PUBLISHED: {"from": CampaignState.IN_REVIEW, "to": CampaignState.LIVE},
    WebhookEvent.ANSWERED: {"from": CampaignState.LIVE, "to": CampaignState.ANSWERED},
    WebhookEvent.CLOSED: {"from": CampaignState.ANSWERED, "to": CampaignState.CLOSED, "outcome": "fulfilled"},
    WebhookEvent.SUSPENDED: {"from": CampaignState.LIVE, "to": CampaignState.SUSPENDED},
    WebhookEvent.MILESTONE: {"posts": 100},
    WebhookEvent.HOURLY: {
        "hour": "2013-04-22T10:00:00+00:00",
        "posts": 3,
        "new_people": 3,
        "totals": {"posts": 5, "people": 5, "favorites": 151, "reposts": 1, "replies": 0},
    },
    WebhookEvent.DETECTED: {"said_at": "2013-04-22T10:58:00+00:00"},
    WebhookEvent.CONFIRMED: {"said_at": "2013-04-22T10:58:00+00:00", "kind": "promised"},
    WebhookEvent.REPORTED: {"reason": ReportReason.MISLEADING},
}


def sample(event_type: str, *, now: datetime) -> str:
    """A full message of this type about the organization's latest campaign; "" where there is none. Within its scope."""
    latest: UUID | None = Campaign.objects.order_by("-created_at").values_list("id", flat=True).first()
    if latest is None:
        return ""
    event = campaign_event(latest, event_type, f"sample/{event_type}", at=now, changed=_CHANGED[event_type])
    return full_body(event, show)
