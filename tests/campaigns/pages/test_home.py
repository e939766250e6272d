"""The home page, and the way to the demo."""

import os
import time
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.scope import organization_scope
from campaigns.models import Campaign, Feed
from tests.factories import NOW, hear, make_campaign, make_organization, post_seen
from tests.support.due_work import work_until_quiet

pytestmark = pytest.mark.django_db


def shown(client: Client) -> list[tuple[str, int | None]]:
    return [(card.url, card.posts) for card in client.get("/").context["campaigns"]]


def test_home_lists_what_runs_newest_first(reader: Client) -> None:
    for state in ("draft", "in_review", "scheduled", "closed", "suspended", "live", "answered"):
        make_campaign(make_organization(slug=f"o-{state.replace('_', '-')}"), state=state, slug="wish")
    assert sorted(shown(reader)) == [("/o-answered/wish/", None), ("/o-live/wish/", None)]


def test_home_tells_no_number_where_nothing_was_heard(campaign: Campaign, reader: Client) -> None:
    assert shown(reader) == [("/educamp/internet/", None)]
    assert "0 posts" not in reader.get("/").content.decode()


def test_home_counts_posts(campaign: Campaign, reader: Client) -> None:
    with organization_scope(campaign.organization_id):
        Feed.objects.filter(subscriptions__campaign=campaign).update(status="measured", heard_at=NOW)
    assert "0 posts" in reader.get("/").content.decode()
    hear(campaign, post_seen(1), post_seen(2), kindness="friendly")
    work_until_quiet()
    assert shown(reader) == [("/educamp/internet/", 2)]


def test_home_speaks_german(campaign: Campaign, reader: Client) -> None:
    html = reader.get("/?lang=de").content.decode()
    assert '<html lang="de">' in html
    assert "Bitte schaltet die Leitung bis Freitag." in html


@pytest.fixture
def state(settings: Settings, tmp_path: Path) -> Path:
    settings.DEBUG = True
    settings.STATE_DIR = tmp_path / "state"
    return tmp_path / "state" / "demo.requested"


def test_home_offers_the_demo_on_an_empty_development_machine(state: Path, reader: Client) -> None:
    response = reader.get("/")
    assert 'action="/dev/demo/start/"' in response.content.decode()
    assert response["Cache-Control"] == "no-store"


def test_home_offers_no_demo_beside_a_running_campaign(
    state: Path, campaign: Campaign, reader: Client
) -> None:
    assert "/dev/demo/" not in reader.get("/").content.decode()


def test_start_demo_asks_the_supervisor_and_waits(state: Path, reader: Client) -> None:
    response = reader.post("/dev/demo/start/")
    assert (response.status_code, response["Location"]) == (302, "/dev/demo/")
    assert state.exists()
    html = reader.get("/dev/demo/").content.decode()
    assert '<meta http-equiv="refresh" content="2">' in html
    assert "./dev up --demo" not in html


def test_demo_page_says_what_to_do_when_nobody_takes_it_up(state: Path, reader: Client) -> None:
    reader.post("/dev/demo/start/")
    earlier = time.time() - 21
    os.utime(state, (earlier, earlier))
    assert "./dev up --demo" in reader.get("/dev/demo/").content.decode()
    state.unlink()
    assert "./dev up --demo" not in reader.get("/dev/demo/").content.decode()


def test_demo_page_leads_to_the_campaign(state: Path, reader: Client) -> None:
    make_campaign(make_organization(slug="educamp-demo"), state="live", slug="internet")
    response = reader.get("/dev/demo/")
    assert (response.status_code, response["Location"]) == (302, "/educamp-demo/internet/")


@pytest.mark.parametrize(("method", "path"), [("post", "/dev/demo/start/"), ("get", "/dev/demo/")])
def test_demo_is_for_development_only(method: str, path: str, reader: Client) -> None:
    assert getattr(reader, method)(path).status_code == 404


def test_start_demo_needs_a_token(state: Path) -> None:
    assert Client(enforce_csrf_checks=True).post("/dev/demo/start/").status_code == 403
    assert not state.exists()


def test_robots_leave_the_desk_alone(reader: Client) -> None:
    response = reader.get("/robots.txt")
    assert response["Content-Type"] == "text/plain"
    lines = response.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /desk/" in lines
    assert "Disallow: /" not in lines


def test_favicon_is_found_without_the_page(reader: Client) -> None:
    response = reader.get("/favicon.ico")
    assert (response.status_code, response["Location"]) == (302, "/static/look/favicon.svg")
