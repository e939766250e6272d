"""A campaign that browsers find live, and its company's answer."""

from datetime import timedelta
from typing import Any

from accounts.actors import PLATFORM
from accounts.scope import organization_scope
from campaigns.models import Campaign, Feed
from campaigns.transitions.operations import mark_answered
from candyplatform.base import clock
from tests.factories import hear, make_campaign, make_organization, make_user, post_seen

PAGE = "/educamp/internet/"


def start(state: str = "live", posts: int = 3, **facts: Any) -> Campaign:
    """A campaign of today that was heard, at `PAGE`; its owner is owner@example.org."""
    now = clock.now()
    owner = make_user("owner@example.org", language="en")
    membership = make_organization(slug="educamp", owner=owner, now=now)
    campaign = make_campaign(membership, state=state, slug="internet", now=now, **facts)
    with organization_scope(campaign.organization_id):
        Feed.objects.filter(subscriptions__campaign=campaign).update(status="measured", heard_at=now)
    if posts:
        seen = [
            post_seen(number, posted_at=now + timedelta(minutes=number)) for number in range(1, posts + 1)
        ]
        hear(campaign, *seen, kindness="friendly", now=now)
    return campaign


def answer(campaign: Campaign) -> None:
    """The company answers, and the organizer says so."""
    with organization_scope(campaign.organization_id):
        mark_answered(campaign=campaign, actor=PLATFORM, now=clock.now())
