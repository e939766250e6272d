"""A picture fetched from its address: once, in the background, and never in anybody's way."""

import io
from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from PIL import Image

from accounts.actors import actor_of
from accounts.leaving.organizations import begin_leaving
from accounts.models import Membership
from accounts.scope import organization_scope
from campaigns.authoring.operations import submit
from campaigns.authoring.picture.operations import ask_again, ask_for_picture, follow_picture, remove_picture
from campaigns.authoring.picture.queries import picture_file
from campaigns.models import Campaign
from candyplatform.base import clock, work
from candyplatform.base.models import DueWork
from candyplatform.base.rls import transaction_settings
from tests.campaigns.authoring.picture.conftest import PICTURES, fetch_due, picture, put, standing, verbs
from tests.factories import make_campaign
from tests.support.sites import Asked, Reply, Website, pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(owner: Membership) -> Campaign:
    return make_campaign(owner, slug="netz", now=clock.now())


def ask(owner: Membership, campaign: Campaign, url: str) -> None:
    ask_for_picture(campaign=campaign, url=url, actor=actor_of(owner), now=clock.now())


def follow(owner: Membership, campaign: Campaign, url: str) -> None:
    follow_picture(campaign=campaign, url=url, actor=actor_of(owner), now=clock.now())


def is_due(campaign: Campaign) -> bool:
    with transaction_settings({"app.reader": "sweeper"}):
        return DueWork.objects.filter(kind="picture.fetch", key=str(campaign.id)).exists()


def test_picture_is_fetched_made_small_and_kept(owner: Membership, draft: Campaign, site: Website) -> None:
    url = f"{site.url}/red.jpg"
    ask(owner, draft, url)
    assert standing(draft).is_awaited
    assert site.heard == []
    assert fetch_due() == 1
    now = standing(draft)
    assert now.picture
    assert (now.fetch, now.picture.source_url, now.picture.is_own) == (None, url, True)
    assert (now.picture.width, now.picture.height) == (1280, 720)
    with organization_scope(draft.organization_id):
        kept = picture_file(draft)
    assert kept
    with Image.open(io.BytesIO(kept.picture)) as file:
        assert (file.format, file.size) == ("WEBP", (1280, 720))
    assert verbs(draft) == ["wanted", "set"]
    assert not is_due(draft)
    assert "image/webp" in site.heard[0].headers["accept"]


def test_picture_is_known_by_what_is_inside_and_found_behind_a_redirect(
    owner: Membership, draft: Campaign, site: Website
) -> None:
    for path in ("/blue.jpg", "/moved.jpg"):
        ask(owner, draft, f"{site.url}{path}")
        fetch_due()
        found = picture(draft)
        assert found
        assert found.source_url.endswith(path)
    assert verbs(draft) == ["wanted", "set", "wanted", "set"]


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/nothing.jpg", "not_there"),
        ("/page.html", "not_a_picture"),
        ("/drawing.svg", "not_a_picture"),
        ("/dot.gif", "too_small"),
        ("/long.jpg", "too_large"),
        ("/inside.jpg", "not_public"),
    ],
)
def test_picture_that_cannot_be_had_ends_with_a_sentence(
    owner: Membership, draft: Campaign, site: Website, path: str, problem: str
) -> None:
    put(owner, draft)
    ask(owner, draft, f"{site.url}{path}")
    assert fetch_due() == 1
    now = standing(draft)
    assert now.fetch
    assert now.fetch.problem == problem
    assert now.problem.startswith(("The picture", "There is nothing", "What is at"))
    assert not now.is_awaited
    # What was there stays there, and nothing is tried again.
    assert now.picture
    assert now.picture.source_url == ""
    assert not is_due(draft)


@pytest.mark.parametrize(
    "url", ["http://169.254.169.254/latest/meta-data/", "http://127.0.0.1:65000/red.jpg"]
)
def test_private_address_is_refused_at_the_door(owner: Membership, draft: Campaign, url: str) -> None:
    ask(owner, draft, url)
    fetch_due()
    fetch = standing(draft).fetch
    assert fetch
    assert fetch.problem == "not_public"


def test_server_that_is_away_is_tried_a_few_times(owner: Membership, draft: Campaign, site: Website) -> None:
    ask(owner, draft, f"{site.url}/busy.jpg")
    tries, later = 0, clock.now()
    while is_due(draft):
        with time_machine.travel(later):
            tries += fetch_due()
        later += timedelta(minutes=1)
        assert standing(draft).is_awaited == is_due(draft)
    assert (tries, len(site.heard)) == (3, 3)
    assert standing(draft).problem == "The picture's address does not answer."
    site.answer = lambda asked: Reply(b"", status=404)
    ask_again(campaign=draft, actor=actor_of(owner), now=clock.now())
    assert standing(draft).is_awaited
    assert fetch_due() == 1
    assert standing(draft).problem == "There is nothing at the picture's address."


def test_worker_that_is_killed_loses_nothing(owner: Membership, draft: Campaign, site: Website) -> None:
    """It had taken the work in hand; when its lease is over, somebody else does it."""
    ask(owner, draft, f"{site.url}/red.jpg")
    (leased,) = [found for found in work.lease_due(now=clock.now()) if found.kind == "picture.fetch"]
    assert work.begin(work_id=leased.id, lease=leased.lease, now=clock.now())
    assert fetch_due() == 0
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        assert fetch_due() == 1
    assert picture(draft)


def test_event_page_never_replaces_what_an_organizer_put_there(
    owner: Membership, draft: Campaign, site: Website
) -> None:
    follow(owner, draft, f"{site.url}/red.jpg")
    put(owner, draft)
    assert fetch_due() == 1
    assert site.heard == []
    follow(owner, draft, f"{site.url}/blue.jpg")
    assert fetch_due() == 0
    found = picture(draft)
    assert found
    assert (found.source_url, found.is_own) == ("", True)


def test_event_page_replaces_its_own_picture_once(owner: Membership, draft: Campaign, site: Website) -> None:
    for path, wanted in (("/red.jpg", 1), ("/red.jpg", 0), ("/blue.jpg", 1)):
        follow(owner, draft, f"{site.url}{path}")
        assert fetch_due() == wanted
    found = picture(draft)
    assert found
    assert (found.source_url, found.is_own) == (f"{site.url}/blue.jpg", False)


def test_event_page_is_not_in_the_way_of_an_address_that_somebody_gave(
    owner: Membership, draft: Campaign, site: Website
) -> None:
    ask(owner, draft, f"{site.url}/red.jpg")
    follow(owner, draft, f"{site.url}/blue.jpg")
    fetch_due()
    found = picture(draft)
    assert found
    assert found.source_url == f"{site.url}/red.jpg"


@pytest.mark.parametrize("url", ["", "data:image/png;base64,AA", "https://[", "/red.jpg"])
def test_event_page_with_an_address_that_leads_nowhere_hinders_nothing(
    owner: Membership, draft: Campaign, url: str
) -> None:
    follow(owner, draft, url)
    assert standing(draft).fetch is None
    assert verbs(draft) == []


def test_picture_does_not_come_once_the_campaign_is_handed_in(
    owner: Membership, draft: Campaign, site: Website
) -> None:
    """Who reviews it sees what will be published."""
    ask(owner, draft, f"{site.url}/red.jpg")
    submit(campaign=draft, actor=actor_of(owner), now=clock.now())
    assert fetch_due() == 1
    now = standing(draft)
    assert now.picture is None
    assert now.problem == "The campaign was handed in before its picture came."


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("meanwhile", ["another", "removed", "own"])
def test_what_is_decided_meanwhile_is_not_undone(
    owner: Membership, draft: Campaign, site: Website, meanwhile: str
) -> None:
    """While the picture is on its way, in the thread of the site that sends it."""
    decisions: Mapping[str, Callable[[], object]] = {
        "another": lambda: ask(owner, draft, f"{site.url}/blue.jpg"),
        "removed": lambda: remove_picture(campaign=draft, actor=actor_of(owner), now=clock.now()),
        "own": lambda: put(owner, draft),
    }

    def answer(asked: Asked) -> Reply:
        site.answer = pages(PICTURES)
        decisions[meanwhile]()
        connection.close()
        return site.answer(asked)

    ask(owner, draft, f"{site.url}/red.jpg")
    site.answer = answer
    assert fetch_due() == 1
    now = standing(draft)
    assert now.is_awaited == (meanwhile == "another")
    assert (now.picture.source_url if now.picture else None) == ("" if meanwhile == "own" else None)
    assert fetch_due() == (1 if meanwhile == "another" else 0)
    assert (picture(draft) is None) == (meanwhile == "removed")


def test_organization_that_is_leaving_waits(owner: Membership, draft: Campaign, site: Website) -> None:
    ask(owner, draft, f"{site.url}/red.jpg")
    begin_leaving(
        organization_id=owner.organization_id,
        actor=actor_of(owner),
        due_at=clock.now() + timedelta(days=7),
        now=clock.now(),
    )
    assert fetch_due() == 1
    assert site.heard == []
    assert standing(draft).is_awaited
