"""The same for programs: an event is read from its link by the API, followed, moved there, and taken over."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from pytest_django.fixtures import Settings

from accounts.actors import actor_of
from campaigns.authoring.tools.operations import connect_tool
from candyplatform.base import clock
from tests.api.conftest import Caller, caller_of
from tests.factories import make_organization
from tests.peers.conftest import MOVED_TO, NAMES, STARTS_AT, Event
from tests.peers.test_peers import KINDS, day_at
from tests.support.due_work import sweep_and_work

pytestmark = [pytest.mark.peers, pytest.mark.django_db]
PAGES, CAMPAIGNS, EVENTS = "/api/v1/event-pages/", "/api/v1/campaigns/", "/api/v1/events/"


@pytest.fixture
def caller(event: Event, settings: Settings) -> Caller:
    settings.HTTP_ALLOW_LOOPBACK = [event.peer.address]
    return caller_of(
        make_organization(slug="educamp", now=clock.now()), ["campaigns:read", "campaigns:write"]
    )


def written(moment: datetime, *, hours: bool) -> str:
    return f"{day_at(moment, hours=hours).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


@KINDS
def test_program_begins_with_a_link_and_keeps_in_step(
    caller: Caller, event: Event, with_token: bool, path: str
) -> None:
    has_hours = event.peer.name == "pretix"
    if with_token:
        connect_tool(
            address=event.peer.url, token=event.token, actor=actor_of(caller.membership), now=clock.now()
        )
    page = caller.get(PAGES, {"url": event.link(path)}).json()
    print(f"\nread from {event.link(path)}: {page}")
    assert (page["kind"], page["event"]["name"], page["event"]["names"]) == (
        event.peer.name,
        NAMES["en"],
        NAMES,
    )
    assert page["event"]["starts_at"] == written(STARTS_AT, hours=has_hours)
    made = caller.send("post", CAMPAIGNS, {"languages": ["de", "en"], "event": page["event"]}).json()
    one = f"{EVENTS}{made['id']}/"
    assert caller.send("put", f"{one}source/", {"url": page["url"]}).status_code == 200
    assert sweep_and_work(kinds=("event.look",)) == 1
    event.move()
    with time_machine.travel(clock.now() + timedelta(days=1, minutes=1)):
        assert sweep_and_work(kinds=("event.look",)) == 1
        offer = caller.get(one).json()["source"]["offer"]
        taken = caller.send("post", f"{one}take-over/").json()
    print(f"offered: {offer['changed']}, {offer['text']['en']}")
    assert taken["starts_at"] == offer["event"]["starts_at"] == written(MOVED_TO, hours=has_hours)
    assert taken["source"]["offer"] is None
