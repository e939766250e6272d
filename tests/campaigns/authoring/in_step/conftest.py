"""A page that tells of an event, and a campaign that follows it."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from accounts.actors import actor_of
from accounts.models import Membership
from campaigns.authoring.in_step.operations import follow_event
from campaigns.models import Campaign
from candyplatform.base import clock
from tests.campaigns.authoring.event_sources.samples import calendar
from tests.factories import make_campaign
from tests.support.due_work import sweep_and_work
from tests.support.sites import Reply, Website, website


def tell(site: Website, name: str = "EduCamp", **otherwise: object) -> None:
    """From now on the page says this."""
    reply = Reply(
        calendar(name, otherwise), "text/calendar", headers={"ETag": f'"{name}{otherwise}"'.replace("'", "")}
    )
    tag = reply.headers["ETag"]
    site.answer = lambda asked: Reply(status=304) if asked.headers.get("if-none-match") == tag else reply


@pytest.fixture
def site(settings: Settings) -> Iterator[Website]:
    """It starts at nine in Berlin, in the Museum der Arbeit."""
    with website(lambda asked: Reply(status=404)) as found:
        settings.HTTP_ALLOW_LOOPBACK = [found.address]
        tell(found)
        yield found


def look() -> int:
    """Do what is due of looking, and say how much it was."""
    return sweep_and_work(kinds=("event.look",))


def follow(owner: Membership, site: Website, state: str = "draft", slug: str = "netz") -> Campaign:
    """A campaign that says what the page says, and has looked there once."""
    campaign = make_campaign(owner, slug=slug, state=state, now=clock.now(), event_name="EduCamp")
    follow_event(campaign=campaign, url=f"{site.url}/feed.ics", actor=actor_of(owner), now=clock.now())
    assert look() == 1
    return campaign
