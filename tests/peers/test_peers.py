"""A real pretix and a real pretalx: an event is imported from its link, moved there, and the change is offered and taken over.

`./dev test -m peers` runs it; the first run installs them and takes minutes.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.actors import actor_of
from accounts.models import Membership
from accounts.scope import organization_scope
from campaigns.authoring.event_sources.questions import EventUnread
from campaigns.authoring.event_sources.reading import event_at
from campaigns.authoring.tools.operations import connect_tool
from campaigns.models import Campaign, EventSource
from candyplatform.base import clock
from candyplatform.base.http import Door
from tests.campaigns.authoring.conftest import browser_of, fields_of
from tests.factories import make_organization, make_user
from tests.peers.conftest import MOVED_TO, NAMES, PAGE, STARTS_AT, Event
from tests.peers.running import Peer
from tests.support.due_work import sweep_and_work

pytestmark = [pytest.mark.peers, pytest.mark.django_db]
NEW = "/desk/educamp/campaigns/new/"
KINDS = pytest.mark.parametrize(
    ("peer", "with_token", "path"),
    [("pretix", True, "hidden"), ("pretix", False, "spring"), ("pretalx", False, "")],
    indirect=["peer"],
    ids=["pretix, a hidden shop by its API", "pretix, a public shop", "pretalx"],
)


@pytest.fixture
def owner() -> Membership:
    return make_organization(owner=make_user("owner@example.org", language="en"), slug="educamp")


@pytest.fixture
def desk(owner: Membership, settings: Settings, peer: Peer) -> Client:
    settings.HTTP_ALLOW_LOOPBACK = [peer.address]
    return browser_of(owner.user)


def imported(desk: Client, owner: Membership, link: str) -> Campaign:
    """The campaign that begins with that link."""
    page = desk.post(f"{NEW}link/", {**fields_of(desk.get(NEW)), "link": link}, follow=True)
    assert "Read from 127.0.0.1." in page.content.decode()
    assert desk.post(NEW, fields_of(desk.get(NEW))).status_code == 302
    assert sweep_and_work(kinds=("event.look",)) == 1
    return campaign_of(owner)


def campaign_of(owner: Membership) -> Campaign:
    with organization_scope(owner.organization_id):
        return Campaign.objects.select_related("organization").get()


def told(campaign: Campaign) -> str:
    names, place = campaign.event_names, campaign.event_place or "no place"
    return f"{names}, {campaign.event_starts_at:%Y-%m-%d %H:%M %Z}, {campaign.time_zone}, {place}"


def day_at(moment: datetime, *, hours: bool) -> datetime:
    """A conference begins with its day."""
    there = moment.astimezone(ZoneInfo("Europe/Berlin"))
    return there if hours else there.replace(hour=0, minute=0)


@KINDS
def test_event_is_imported_and_its_change_is_offered(
    desk: Client, owner: Membership, event: Event, with_token: bool, path: str
) -> None:
    has_hours = event.peer.name == "pretix"
    if with_token:
        connect_tool(address=event.peer.url, token=event.token, actor=actor_of(owner), now=clock.now())
    campaign = imported(desk, owner, event.link(path))
    print(f"\nimported from {event.link(path)}: {told(campaign)}")
    assert (campaign.event_name, campaign.event_names) == (NAMES["en"], NAMES)
    assert campaign.event_starts_at == day_at(STARTS_AT, hours=has_hours)
    assert campaign.time_zone == "Europe/Berlin"
    assert campaign.event_place == ("Museum der Arbeit, Hamburg" if has_hours else "")
    with organization_scope(owner.organization_id):
        assert EventSource.objects.get().kind == event.peer.name
    event.move()
    with time_machine.travel(clock.now() + timedelta(days=1, minutes=1)):
        assert sweep_and_work(kinds=("event.look",)) == 1
    address = f"/desk/educamp/{campaign.slug}/"
    assert "127.0.0.1 tells your event otherwise now" in desk.get(address).content.decode()
    desk.post(f"{address}event/take/")
    print(f"after it moved: {told(campaign_of(owner))}")
    assert campaign_of(owner).event_starts_at == day_at(MOVED_TO, hours=has_hours)
    assert campaign_of(owner).event_place == ("Kampnagel, Hamburg" if has_hours else "")
    assert "tells your event otherwise" not in desk.get(address).content.decode()


@pytest.mark.parametrize("peer", ["pretix"], indirect=True)
@pytest.mark.parametrize("with_token", [True, False])
def test_series_gives_its_next_date(event: Event, with_token: bool) -> None:
    door = Door(frozenset({("127.0.0.1", event.peer.port)}))
    tokens = {event.peer.url: event.token} if with_token else {}
    found = event_at(event.link("series"), door=door, now=clock.now(), tokens=tokens).found
    assert found
    assert (found.name, found.starts_at) == ("Date 1", STARTS_AT)
    later = event_at(found.url, door=door, now=STARTS_AT + timedelta(days=9), tokens=tokens).found
    assert later
    assert later.name == "Date 1"


@pytest.mark.parametrize("peer", ["pretix"], indirect=True)
def test_hidden_shop_is_closed_to_who_has_no_token(event: Event) -> None:
    door = Door(frozenset({("127.0.0.1", event.peer.port)}))
    with pytest.raises(EventUnread):
        event_at(event.link("hidden"), door=door, now=clock.now())
    with pytest.raises(EventUnread) as raised:
        event_at(event.link("hidden"), door=door, now=clock.now(), tokens={event.peer.url: "wrong"})
    assert str(raised.value.text).startswith("The shop does not take your API token any more.")


@pytest.mark.parametrize("peer", ["pretix"], indirect=True)
def test_plugin_shows_the_campaign_in_its_shop_alone(event: Event) -> None:
    door = Door(frozenset({("127.0.0.1", event.peer.port)}))
    shop = door.request("GET", event.link("spring"), headers={"Accept-Language": "de"})
    html, policy = shop.body.decode(), shop.headers["content-security-policy"]
    assert '<script src="https://candystorm.example/embed/candystorm-campaign.js" async></script>' in html
    assert (
        f'<candystorm-campaign src="{PAGE}" lang="de"><a href="{PAGE}">{PAGE}</a></candystorm-campaign>'
        in html
    )
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    for name in ("script-src", "connect-src", "img-src"):
        assert "https://candystorm.example" in directives[name].split()
    other = door.request("GET", event.link("series"))
    assert b"candystorm" not in other.body
    assert "candystorm" not in other.headers["content-security-policy"]
