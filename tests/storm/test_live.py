"""What arrives is on an open dashboard within five seconds, by the page's own polling."""

import re
import time
import urllib.request
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.scope import organization_scope
from campaigns.models import Campaign, Post
from campaigns.networks.simulator.simulator import Simulator, Start
from candyplatform.base import clock
from tests.factories import make_campaign, make_organization
from tests.storm.test_storm import Ear, asked_company

pytestmark = pytest.mark.django_db(transaction=True)
# As campaigns/static/campaigns/authoring/live.js asks, and how long it may take until a post is seen.
EVERY, LIMIT = 3.0, 5.0
LOOKS = 10
_NUMBER = re.compile(r"Posts\s*</dt>\s*<dd[^>]*>\s*([\d,.]+)")


def test_posts_are_on_an_open_dashboard_within_five_seconds(
    storm: Callable[[Start], Simulator], settings: Settings, live_server: LiveServer, client: Client
) -> None:
    settings.REHEARSAL_SPEED = 120.0
    storm(Start(posts=300, speed=120))
    membership = make_organization()
    began = clock.now() - timedelta(minutes=1)
    campaign = make_campaign(membership, state="live", company=asked_company(), now=began)
    client.force_login(membership.user)
    path = reverse("campaign_numbers", args=[membership.organization.slug, campaign.slug])
    asked = urllib.request.Request(
        f"{live_server.url}{path}", headers={"Cookie": client.cookies.output(header="", sep=";")}
    )
    seen: list[tuple[datetime, int]] = []
    with Ear():
        for _ in range(LOOKS):
            time.sleep(EVERY)
            seen.append(_look(asked))
    late = [(moment, shown, must) for moment, shown in seen if shown < (must := _arrived(campaign, moment))]
    assert late == []
    assert seen[-1][1] > 20


def _look(asked: urllib.request.Request) -> tuple[datetime, int]:
    """When the page asked, and the number of posts that it was told."""
    moment = clock.now()
    with urllib.request.urlopen(asked, timeout=10) as answer:
        told = answer.read().decode()
    found = _NUMBER.search(told)
    return moment, int(found[1].replace(",", "").replace(".", "")) if found else 0


def _arrived(campaign: Campaign, moment: datetime) -> int:
    """The posts that a page asked at that moment must have shown: here early enough that the look before may have missed them, and not deleted since."""
    early = moment - timedelta(seconds=LIMIT - EVERY)
    with organization_scope(campaign.organization_id):
        return Post.objects.filter(role="supporter", heard_at__lte=early, deleted_at=None).count()
