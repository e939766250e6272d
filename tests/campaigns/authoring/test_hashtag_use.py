"""How crowded a hashtag is: asked in the background, suggested where it is known, never in anybody's way."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import Membership
from campaigns.authoring import hashtag_use
from campaigns.listening.connectors import connectors, door
from candyplatform.base import clock
from tests.campaigns.authoring.conftest import fields_of
from tests.factories import make_campaign
from tests.support.due_work import sweep_and_work, work_until_quiet
from tests.support.pages import Site, serving

pytestmark = pytest.mark.django_db(transaction=True)
DAYS = b'{"name": "echh13", "history": [{"day": "1", "uses": "4000", "accounts": "9"}, {"day": "2", "uses": "100"}]}'


@pytest.fixture
def instance(settings: Settings) -> Iterator[Site]:
    """A server of Mastodon's kind that knows one hashtag."""
    with serving({"/api/v1/tags/echh13": ("application/json", DAYS)}) as site:
        settings.HTTP_ALLOW_LOOPBACK = [site.address]
        settings.NETWORKS = {
            **settings.NETWORKS,
            "mastodon": {
                "connector": settings.NETWORKS["mastodon"]["connector"],
                "enabled": True,
                "hosts": [site.url],
            },
        }
        connectors.cache_clear()
        door.cache_clear()
        yield site
    connectors.cache_clear()
    door.cache_clear()


def test_hashtag_is_weighed_in_the_background_and_suggested_against(
    desk: Client, owner: Membership, instance: Site
) -> None:
    make_campaign(owner, slug="netz", now=clock.now())
    posts, check = "/desk/educamp/netz/edit/posts/", "/desk/educamp/netz/edit/check/"
    desk.post(posts, {**fields_of(desk.get(posts)), "hashtags": "#echh13 #rare"})
    assert "last week" not in desk.get(check).content.decode()  # asked, and not waited for
    work_until_quiet()
    assert hashtag_use.uses_of(["echh13", "rare"]) == {"echh13": 4100, "rare": 0}
    page = desk.get(check).content.decode()
    assert "#echh13 was used 4,100 times last week: take a rarer one" in page
    assert "#rare was used" not in page


def test_hashtag_that_is_known_is_not_asked_for_again(instance: Site) -> None:
    hashtag_use.ask_about(["echh13"], now=clock.now())
    assert sweep_and_work() == 1
    hashtag_use.ask_about(["echh13"], now=clock.now())
    assert sweep_and_work() == 0


def test_cache_that_is_away_keeps_nobody_from_looking(
    desk: Client, owner: Membership, settings: Settings
) -> None:
    make_campaign(owner, slug="netz", now=clock.now())
    nowhere = "redis://127.0.0.1:1/0"
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": nowhere}}
    assert hashtag_use.uses_of(["echh13"]) == {}
    assert desk.get("/desk/educamp/netz/edit/check/").status_code == 200
