"""Campaigns with all that their resource shows, in a number of queries that does not grow with them."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import F, OrderBy, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from api.chosen import EVERYTHING, Chosen
from campaigns.enums import AnswerStatus
from campaigns.models import Answer, Campaign
from campaigns.models.event_picture import picture_row
from candyplatform.base.errors import NotFound

# parameter -> column, where a value is compared as it is
_EXACTLY = {
    "slug": "slug",
    "company": "company_id",
    "external_system": "external_system",
    "external_event": "external_event",
}

_SOMETIMES_NULL = ("deadline", "event_starts_at")


class NoCampaign(NotFound):
    """No campaign of this organization has this id, or this slug."""

    message = _("There is no such campaign, or not in your token's organization.")


def campaigns(chosen: Chosen = EVERYTHING) -> QuerySet[Campaign]:
    """The organization's campaigns with those of their parts that are told. Within its scope."""
    parts = [part for names, part in _parts() if chosen.wants(*names)]
    found = Campaign.objects.select_related("organization", "company").prefetch_related(*parts)
    return found.annotate(picture_row=picture_row()) if chosen.wants("event") else found


def _parts() -> Iterator[tuple[tuple[str, ...], "Prefetch[Any]"]]:
    """Fields, and what they are read from. As plain lists: Django would make a query of its own for each campaign, to keep
    what it has read in."""
    confirmed = (
        Answer.objects.filter(status=AnswerStatus.CONFIRMED).select_related("post").order_by("said_at", "id")
    )
    yield ("company",), Prefetch("company__accounts", to_attr="listed_accounts")
    yield ("hashtags",), Prefetch("hashtags", to_attr="listed_hashtags")
    yield ("sample_posts",), Prefetch("sample_posts", to_attr="listed_samples")
    yield ("answers", "response_seconds"), Prefetch("answers", confirmed, to_attr="confirmed_answers")


def narrowed(parameters: dict[str, Any], chosen: Chosen) -> QuerySet[Campaign]:
    """The campaigns that the list's parameters ask for, in their order; equal ones by their ids, in the same direction."""
    wanted = Q(**{column: parameters[name] for name, column in _EXACTLY.items() if name in parameters})
    if states := parameters.get("state"):
        wanted &= Q(state__in=states)
    if moment := parameters.get("modified_since"):
        wanted &= Q(modified_at__gte=moment)
    return campaigns(chosen).filter(wanted).order_by(*in_order(parameters["ordering"]))


def campaign(campaign_id: UUID, chosen: Chosen = EVERYTHING) -> Campaign:
    """One campaign with those of its parts that are told. Raises `NoCampaign`."""
    return one(campaigns(chosen), campaign_id)


def campaign_to_change(campaign_id: UUID) -> Campaign:
    """One campaign as operations take it. Raises `NoCampaign`."""
    return one(Campaign.objects.select_related("organization", "company"), campaign_id)


def campaign_in_hand(campaign_id: UUID) -> Campaign:
    """One campaign with its parts; whoever else writes it waits until this transaction ends. Raises `NoCampaign`."""
    return one(campaigns().select_for_update(of=("self",)), campaign_id)


def one(among: QuerySet[Campaign], campaign_id: UUID) -> Campaign:
    """The campaign of this id. Raises `NoCampaign`, whether it is another organization's or nobody's."""
    found = among.filter(id=campaign_id).first()
    if found is None:
        raise NoCampaign
    return found


def in_order(name: str) -> tuple[OrderBy, OrderBy]:
    """By that field, as an index of the model has it; campaigns without a value come last either way."""
    column = name.removeprefix("-")
    last = True if column in _SOMETIMES_NULL else None
    if name.startswith("-"):
        return F(column).desc(nulls_last=last), F("id").desc()
    return F(column).asc(nulls_last=last), F("id").asc()
