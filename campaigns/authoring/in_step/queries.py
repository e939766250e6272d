"""What the desk shows of an event that is kept in step. Within the organization's scope."""

from dataclasses import dataclass
from datetime import datetime

from campaigns.authoring.in_step.offers import Offer, host_of, offer_of, update_texts
from campaigns.models import Campaign, EventSource


@dataclass(frozen=True)
class Following:
    """From whom the event was read, and what is different there now."""

    host: str
    url: str
    looked_at: datetime | None
    failed_at: datetime | None
    offer: Offer | None


def following_of(campaign: Campaign) -> Following | None:
    """None when the campaign's event was typed, not read, and when the campaign is closed: then nobody looks any more."""
    source = EventSource.objects.filter(campaign=campaign).first()
    if source is None or campaign.closed_at:
        return None
    return Following(
        host_of(source), source.url, source.looked_at, source.failed_at, offer_of(source, campaign)
    )


def prepared_update(campaign: Campaign) -> dict[str, str]:
    """What is different, as news to publish, by language; empty when nothing is."""
    source = EventSource.objects.filter(campaign=campaign).first()
    return update_texts(source, campaign) if source else {}
