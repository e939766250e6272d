"""Campaigns as their events show them, in a number of queries that does not grow with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from api.campaigns.queries import in_order, one
from campaigns.authoring.event_facts import IMAGE, KEPT_IN_STEP, from_plain, of_campaign
from campaigns.authoring.in_step.offers import news_in, update_texts
from campaigns.authoring.picture.queries import standing_parts
from campaigns.models import Campaign, EventSource
from campaigns.models.event_picture import picture_row

# parameter -> what it asks of the campaign
_CONDITIONS = {
    "external_system": "external_system",
    "external_event": "external_event",
    "starts_from": "event_starts_at__gte",
    "starts_until": "event_starts_at__lte",
    "modified_since": "modified_at__gte",
}
# What a campaign's facts are called among those of its event.
_NAMES = {fact: fact.removeprefix("event_") for fact in KEPT_IN_STEP} | {IMAGE: "image_url"}
FACTS = list(_NAMES.values())


@dataclass(frozen=True)
class Offered:
    """What a page tells otherwise: the event as it would be, which facts of it are others, and news that say so."""

    event: dict[str, Any]
    changed: Sequence[str]
    can_take_over: bool
    text: dict[str, str]


@dataclass(frozen=True)
class Followed:
    """The page that an event is kept in step with."""

    url: str
    kind: str
    looked_at: datetime | None
    failed_at: datetime | None
    offer: Offered | None


def events() -> QuerySet[Campaign]:
    """The organization's campaigns whose event has a name, with their pictures and the page that each follows. Within its scope."""
    followed = Prefetch("event_sources", EventSource.objects.all(), to_attr="listed_sources")
    named = (
        Campaign.objects.select_related("organization")
        .exclude(event_name="")
        .annotate(picture_row=picture_row())
    )
    return named.prefetch_related(followed, *standing_parts())


def narrowed(parameters: dict[str, Any]) -> QuerySet[Campaign]:
    """Those that the list's parameters ask for, in their order."""
    wanted = Q(
        **{condition: parameters[name] for name, condition in _CONDITIONS.items() if name in parameters}
    )
    return events().filter(wanted).order_by(*in_order(parameters["ordering"]))


def event(campaign_id: UUID) -> Campaign:
    """One campaign with its event. Raises `NoCampaign`."""
    return one(events(), campaign_id)


def followed_by(campaign: Campaign) -> Followed | None:
    """None when its event is not kept in step with a page; of a closed campaign none is any more."""
    sources: list[EventSource] = campaign.listed_sources  # type: ignore[attr-defined]  # prefetched by `events`
    if not sources or campaign.closed_at:
        return None
    (source,) = sources
    return Followed(source.url, source.kind, source.looked_at, source.failed_at, _offered(source, campaign))


def _offered(source: EventSource, campaign: Campaign) -> Offered | None:
    news = news_in(source, campaign)
    if not news:
        return None
    return Offered(
        event={"event_url": campaign.event_url, IMAGE: "", **from_plain(of_campaign(campaign) | news)},
        changed=[name for fact, name in _NAMES.items() if fact in news],
        can_take_over=campaign.is_editable,
        text=update_texts(source, campaign),
    )
