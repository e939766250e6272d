"""A site with pictures, and what became of them."""

import io
from collections.abc import Iterator, Mapping

import pytest
from pytest_django.fixtures import Settings

from accounts.actors import actor_of
from accounts.models import JournalEntry, Membership
from accounts.scope import organization_scope
from campaigns.authoring.picture.operations import put_picture
from campaigns.authoring.picture.queries import Standing, standing_of
from campaigns.models import Campaign, EventPicture
from candyplatform.base import clock
from tests.support.due_work import sweep_and_work
from tests.support.event_pictures import jpeg
from tests.support.sites import Reply, Website, pages, website

PICTURES: Mapping[str, Reply] = {
    "/red.jpg": Reply(jpeg(), "image/jpeg"),
    "/blue.jpg": Reply(jpeg("blue"), "application/octet-stream"),
    "/moved.jpg": Reply(status=302, headers={"Location": "/red.jpg"}),
    "/inside.jpg": Reply(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"}),
    "/page.html": Reply(b"<title>Hello</title>"),
    "/drawing.svg": Reply(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "image/svg+xml"),
    "/dot.gif": Reply(jpeg(size=(1, 1)), "image/gif"),
    "/long.jpg": Reply(jpeg() + bytes(5_000_000), "image/jpeg"),
    "/busy.jpg": Reply(status=503),
}


@pytest.fixture
def site(settings: Settings) -> Iterator[Website]:
    """It has a picture in red and one in blue, and much that is none."""
    with website(pages(PICTURES)) as found:
        settings.HTTP_ALLOW_LOOPBACK = [found.address]
        yield found


def fetch_due() -> int:
    """Do what is due of fetching, and say how much it was."""
    return sweep_and_work(kinds=("picture.fetch",))


def standing(campaign: Campaign) -> Standing:
    with organization_scope(campaign.organization_id):
        return standing_of(Campaign.objects.get(id=campaign.id))


def picture(campaign: Campaign) -> EventPicture | None:
    return standing(campaign).picture


def put(owner: Membership, campaign: Campaign, color: str = "green") -> EventPicture:
    """An organizer's own picture."""
    return put_picture(
        campaign=campaign, file=io.BytesIO(jpeg(color)), actor=actor_of(owner), now=clock.now()
    )


def verbs(campaign: Campaign) -> list[str]:
    with organization_scope(campaign.organization_id):
        entries = JournalEntry.objects.filter(verb__startswith="campaign.picture").order_by("id")
        return [entry.verb.removeprefix("campaign.picture_") for entry in entries]
