"""Campaigns in each state, and what was heard of them."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import Membership
from accounts.scope import organization_scope
from campaigns.models import Campaign, Feed
from tests.campaigns.pages.conftest import campaign, membership, reader
from tests.factories import NOW, hear, make_campaign, post_seen

__all__ = ["campaign", "membership", "reader"]
Heard = Callable[..., Campaign]


@pytest.fixture
def heard(membership: Membership) -> Heard:
    """Makes the campaign at `PAGE`, of which some posts were heard."""

    def make(state: str = "live", posts: int = 3, **facts: Any) -> Campaign:
        made = make_campaign(membership, state=state, slug="internet", **facts)
        with organization_scope(made.organization_id):
            Feed.objects.filter(subscriptions__campaign=made).update(status="measured", heard_at=NOW)
        if posts:
            hear(made, *(post_seen(number) for number in range(1, posts + 1)), kindness="friendly")
        return made

    return make
