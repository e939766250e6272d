"""The page before anybody else sees it."""

from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.actors import actor_of
from accounts.models import Membership
from accounts.roles import Role
from campaigns.models import Campaign
from campaigns.transitions import operations as transitions
from tests.factories import NOW, STAFF, make_campaign, make_member, make_organization, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Membership:
    return make_organization(owner=make_user("anna@example.org"))


def address(campaign: Campaign) -> str:
    return reverse("campaign_preview", args=[campaign.organization.slug, campaign.slug])


@pytest.mark.parametrize("state", ["draft", "in_review"])
def test_preview_shows_the_page_and_nothing_to_pass_on(client: Client, owner: Membership, state: str) -> None:
    campaign = make_campaign(owner, state=state)
    client.force_login(make_member(owner.organization, Role.VIEWER).user)
    response = client.get(address(campaign))
    assertContains(response, "Please switch the line")
    assertContains(response, "Only you see this")
    assertContains(response, "Dear Telekom, please give the EduCamp a line.")
    assertNotContains(response, "data-copy")
    assertNotContains(response, "data-live-url")
    assertNotContains(response, quote(campaign.page_url, safe=""))
    assert "no-store" in response.headers["Cache-Control"]


def test_preview_speaks_the_language_that_is_asked_for(client: Client, owner: Membership) -> None:
    campaign = make_campaign(owner)
    client.force_login(owner.user)
    response = client.get(address(campaign), {"lang": "de"})
    assertContains(response, "Vorschau")
    assertContains(response, "Bitte schaltet die Leitung")
    assert response.headers["Content-Language"] == "de"


def test_preview_of_a_suspended_campaign_shows_what_was_there(client: Client, owner: Membership) -> None:
    campaign = make_campaign(owner, state="live")
    transitions.suspend(campaign=campaign, reason="Look again.", actor=STAFF, now=NOW)
    client.force_login(owner.user)
    assertContains(client.get(address(campaign)), "Say please")


def test_preview_of_a_public_campaign_is_its_page(client: Client, owner: Membership) -> None:
    campaign = make_campaign(owner, state="live")
    client.force_login(owner.user)
    assertRedirects(client.get(address(campaign)), campaign.page_url, fetch_redirect_response=False)


def test_preview_is_for_members(client: Client, owner: Membership) -> None:
    campaign = make_campaign(owner)
    assert client.get(address(campaign)).status_code == 302
    client.force_login(make_user())
    assert client.get(address(campaign)).status_code == 404


def test_preview_is_linked_from_the_desk_until_the_page_is_public(client: Client, owner: Membership) -> None:
    campaign = make_campaign(owner)
    client.force_login(owner.user)
    desk = reverse("campaign_desk", args=[campaign.organization.slug, campaign.slug])
    assertContains(client.get(desk), address(campaign))
    transitions.submit(campaign=campaign, actor=actor_of(owner), now=NOW)
    assertContains(client.get(desk), address(campaign))
