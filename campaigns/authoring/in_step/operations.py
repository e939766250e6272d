"""What people decide about an event that was read from a link: to follow it, to take over what changed, or to leave it."""

from collections.abc import Collection
from datetime import datetime
from typing import cast

from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.actors import Actor
from accounts.roles import Permission
from accounts.scope import organization_scope
from campaigns.authoring.content import CampaignFacts
from campaigns.authoring.event_facts import IMAGE, from_plain
from campaigns.authoring.event_sources.questions import origin_of
from campaigns.authoring.event_sources.reading import whole
from campaigns.authoring.in_step.offers import news_in
from campaigns.authoring.operations import revise_campaign
from campaigns.authoring.picture.operations import follow_picture
from campaigns.models import Campaign, EventSource
from candyplatform.base import work
from candyplatform.base.errors import Conflict, Invalid

LOOK = "event.look"
URL_LIMIT = 2000


class InStep(Conflict):
    """There is nothing (any more) that the source tells otherwise."""

    code = "in_step"
    message = _("Nothing is different any more: the campaign says what the event's page says.")


class NotFollowed(Conflict):
    """The campaign's event is not kept in step with a page."""

    code = "not_followed"
    message = _("This event is not kept in step with a page.")


def follow_event(*, campaign: Campaign, url: str, actor: Actor, now: datetime) -> None:
    """Remember where the event was read, and look there again from now on. What it says first is what is known.

    Raises `Invalid` when that is no address of a page.
    """
    actor.require(Permission.EDIT_CAMPAIGNS)
    url = whole(url)
    if not origin_of(url) or len(url) > URL_LIMIT:
        raise Invalid(fields={"event_url": [_("Give the whole address, like https://example.org/event.")]})
    with organization_scope(campaign.organization_id):
        EventSource.objects.update_or_create(
            campaign=campaign,
            defaults={
                "organization_id": campaign.organization_id,
                "url": url,
                "kind": "",
                "uid": "",
                "validators": {},
                "said": {},
                "known": {},
                "known_at": now,
                "looked_at": None,
                "failed_at": None,
            },
        )
        work.put(kind=LOOK, key=campaign.id, due_at=now, organization_id=campaign.organization_id)
        _append("campaign.event_followed", campaign, actor, now)


def take_over_event(*, campaign: Campaign, actor: Actor, now: datetime) -> Campaign:
    """Put what the source says into a draft; a picture is fetched. Raises `InStep`, and all that `revise_campaign` does."""
    actor.require(Permission.EDIT_CAMPAIGNS)
    with organization_scope(campaign.organization_id):
        source, here = _locked(campaign)
        news = news_in(source, here)
        told = {name: value for name, value in news.items() if name != IMAGE}
        facts = cast("CampaignFacts", from_plain(told))
        revised = revise_campaign(campaign=here, facts=facts, actor=actor, now=now)
        if IMAGE in news:
            follow_picture(campaign=here, url=news[IMAGE], actor=actor, now=now)
        _settle(source, now)
        _append("campaign.event_taken_over", here, actor, now, news)
        return revised


def settle_event(*, campaign: Campaign, actor: Actor, now: datetime) -> None:
    """Supporters were told what the source says now; it is offered no more. Nothing happens when nothing is offered."""
    actor.require(Permission.EDIT_CAMPAIGNS)
    try:
        leave_event(campaign=campaign, actor=actor, now=now)
    except InStep:
        return


def leave_event(*, campaign: Campaign, actor: Actor, now: datetime) -> None:
    """Leave the campaign as it is: what the source says now is offered no more, until it says something else. Raises `InStep`."""
    actor.require(Permission.EDIT_CAMPAIGNS)
    with organization_scope(campaign.organization_id):
        source, here = _locked(campaign)
        news = news_in(source, here)
        _settle(source, now)
        _append("campaign.event_left", here, actor, now, news)


def unfollow_event(*, campaign: Campaign, actor: Actor, now: datetime) -> None:
    """Look there no more. Raises `NotFollowed` when nobody does."""
    actor.require(Permission.EDIT_CAMPAIGNS)
    with organization_scope(campaign.organization_id):
        deleted, _rows = EventSource.objects.filter(campaign=campaign).delete()
        if not deleted:
            raise NotFollowed
        work.drop(kind=LOOK, key=campaign.id)
        _append("campaign.event_unfollowed", campaign, actor, now)


def _locked(campaign: Campaign) -> tuple[EventSource, Campaign]:
    """The source and the campaign as they are now, with something to decide about. Raises `InStep`."""
    found = EventSource.objects.select_for_update(of=("self",)).select_related("campaign__organization")
    source = found.filter(campaign=campaign).first()
    if source is None or not news_in(source, source.campaign):
        raise InStep
    return source, source.campaign


def _settle(source: EventSource, now: datetime) -> None:
    EventSource.objects.filter(id=source.pk).update(known=source.said, known_at=now)


def _append(
    verb: str, campaign: Campaign, actor: Actor, now: datetime, changed: Collection[str] = ()
) -> None:
    journal.append(
        verb=verb,
        subject=campaign.id,
        organization_id=campaign.organization_id,
        actor=actor,
        now=now,
        details={"changed": sorted(changed)} if changed else {},
    )
