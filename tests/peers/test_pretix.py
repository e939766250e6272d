"""docs/integrations/pretix.md, before a running pretix: its ten lines make a campaign, and a browser sees a campaign in the shop."""

import os
import re
import shutil
import subprocess

import pytest
from playwright.sync_api import Playwright, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import Membership
from accounts.scope import organization_scope
from campaigns.models import Campaign
from candyplatform.base import clock
from tests.api.conftest import caller_of
from tests.factories import make_campaign, make_organization
from tests.peers.conftest import MOVED_TO, NAMES, STARTS_AT, Event, make_event
from tests.peers.running import Peer
from tests.support.chromium import launch
from tests.support.environment_variables import CHECKOUT

pytestmark = [pytest.mark.peers, pytest.mark.django_db(transaction=True)]
TEXT = (CHECKOUT / "docs" / "integrations" / "pretix.md").read_text()
SHELL = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def peer(pretix: Peer) -> Peer:
    return pretix


@pytest.fixture
def member() -> Membership:
    return make_organization(slug="educamp", now=clock.now())


def ten_lines(event: Event, candystorm: str, token: str) -> str:
    """What they print, told by the variables that the page names where they are to ask."""
    told = {
        "PRETIX": event.peer.url,
        "ORGANIZER": event.slug,
        "EVENT": "spring",
        "PRETIX_TOKEN": event.token,
        "CANDY_URL": candystorm,
        "CANDY_TOKEN": token,
    }
    named, lines = SHELL.findall(TEXT)[-2:]
    assert re.findall(r"([A-Z_]+)=", named) == list(told)
    assert len(lines.splitlines()) == 10
    environment = {**told, "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    done = subprocess.run(
        ["sh", "-eu", "-c", lines], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.skipif(
    not shutil.which("jq") or not shutil.which("curl"), reason="no jq: apt-get install jq curl"
)
def test_ten_lines_make_one_campaign_and_keep_it_in_step(
    event: Event, member: Membership, live_server: LiveServer
) -> None:
    token = caller_of(member, ["campaigns:write"]).secret
    for _ in range(2):
        ten_lines(event, live_server.url, token)
    made = the_campaign_of(member)
    external = (made.external_system, made.external_organizer, made.external_event)
    print(f"\nmade by ten lines of shell, twice: {external}, {made.title}, {made.event_starts_at}")
    assert external == ("pretix", event.slug, "spring")
    assert (made.state, made.languages, made.title) == ("draft", ["de", "en"], NAMES)
    assert (made.event_starts_at, made.time_zone) == (STARTS_AT, "Europe/Berlin")
    assert made.event_url == event.link()
    event.move()
    ten_lines(event, live_server.url, token)
    assert the_campaign_of(member).event_starts_at == MOVED_TO


def the_campaign_of(member: Membership) -> Campaign:
    with organization_scope(member.organization_id):
        return Campaign.objects.get()


def test_campaign_is_seen_in_the_shop(
    peer: Peer, member: Membership, live_server: LiveServer, settings: Settings, playwright: Playwright
) -> None:
    settings.SITE_URL = live_server.url
    campaign = make_campaign(member, state="live", now=clock.now())
    shop = make_event(peer, page=f"{live_server.url}/educamp/{campaign.slug}/")
    with launch(playwright) as browser:
        page = browser.new_page(locale="de")
        page.goto(shop.link())
        card = page.locator("candystorm-campaign .card")
        expect(card).to_contain_text("Bitte schaltet die Leitung bis Freitag.")
        expect(card).to_be_visible()
        print(f"\nseen in the shop {shop.link()}: {card.inner_text().splitlines()}")
