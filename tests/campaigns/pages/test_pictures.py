"""The event's picture on the campaign's page: how it stands there, who gets it, and for how long."""

import io
import json
import re
from html import unescape

import pytest
from django.test import Client
from PIL import Image

from accounts.actors import actor_of
from accounts.models import Membership
from accounts.scope import organization_scope
from campaigns.authoring.picture.operations import describe_picture, put_picture
from campaigns.models import Campaign, EventPicture
from campaigns.transitions import operations as transitions
from candyplatform.base import clock
from tests.campaigns.pages.conftest import PAGE
from tests.factories import STAFF, make_campaign
from tests.support.due_work import work_until_quiet
from tests.support.event_pictures import jpeg

pytestmark = pytest.mark.django_db
_TAG = re.compile(r'<img class="poster-picture"[^>]*>')


def pictured(membership: Membership, state: str = "live", **alt: str) -> Campaign:
    campaign = make_campaign(membership, slug="internet", picture=jpeg(), now=clock.now())
    if alt:
        describe_picture(campaign=campaign, alt=alt, actor=actor_of(membership), now=clock.now())
    return campaign if state == "draft" else published(campaign, membership)


def published(campaign: Campaign, membership: Membership) -> Campaign:
    moved = transitions.submit(campaign=campaign, actor=actor_of(membership), now=clock.now())
    if moved.state == "live":  # of an organization that is trusted by now
        return moved
    return transitions.approve(campaign=moved, actor=STAFF, now=clock.now())


def tag(client: Client, url: str = PAGE) -> dict[str, str]:
    """The picture's element, as its attributes."""
    html = client.get(url).content.decode()
    found = _TAG.search(html)
    assert found
    return {name: unescape(value) for name, value in re.findall(r'([a-z-]+)="([^"]*)"', found[0])}


def digest_of(campaign: Campaign) -> str:
    with organization_scope(campaign.organization_id):
        return EventPicture.objects.get(campaign=campaign).digest


def test_page_shows_the_picture_with_its_room_and_words(membership: Membership, reader: Client) -> None:
    campaign = pictured(membership, en="People by the lake")
    assert tag(reader) == {
        "class": "poster-picture",
        "data-shape": "wide",
        "src": f"{PAGE}picture/{digest_of(campaign)}.webp",
        "width": "1280",
        "height": "720",
        "alt": "People by the lake",
        "lang": "en",
        "loading": "lazy",
        "decoding": "async",
    }
    german = tag(reader, f"{PAGE}?lang=de")
    assert (german["alt"], german["lang"]) == ("People by the lake", "en")


def test_picture_without_words_is_called_after_its_event(membership: Membership, reader: Client) -> None:
    pictured(membership)
    found = tag(reader)
    assert found["alt"] == "Picture of EduCamp Hamburg 2013"
    assert "lang" not in found


def test_page_without_a_picture_leaves_no_room_for_one(campaign: Campaign, reader: Client) -> None:
    assert "poster-picture" not in reader.get(PAGE).content.decode()


def test_machines_are_told_of_the_picture(membership: Membership, reader: Client) -> None:
    campaign = pictured(membership)
    html = reader.get(PAGE).content.decode()
    told = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert told
    images = json.loads(told[1])["image"]
    assert images[0] == f"http://localhost:8000{PAGE}picture/{digest_of(campaign)}.webp"
    assert len(images) == 2


def test_picture_is_for_everybody_for_ever_and_sets_no_cookie(membership: Membership, reader: Client) -> None:
    pictured(membership)
    response = reader.get(tag(reader)["src"])
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Security-Policy"] == "default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not response.cookies
    assert Image.open(io.BytesIO(response.content)).size == (1280, 720)
    assert len(response.content) < 200_000


def test_picture_is_nobodys_before_its_campaign_is_published_and_once_it_is_gone(
    membership: Membership, reader: Client
) -> None:
    campaign = pictured(membership, "draft")
    address = f"{PAGE}picture/{digest_of(campaign)}.webp"
    assert reader.get(address).status_code == 404
    campaign = published(campaign, membership)
    assert reader.get(address).status_code == 200
    assert reader.get(f"{PAGE}picture/{'0' * 64}.webp").status_code == 404
    assert reader.get(address.replace("educamp", "other")).status_code == 404
    transitions.suspend(campaign=campaign, reason="Look again.", actor=STAFF, now=clock.now())
    assert reader.get(address).status_code == 404


def test_page_that_is_kept_is_another_when_the_picture_is(membership: Membership, reader: Client) -> None:
    """A campaign that waited for its start was taken back, and comes again with another picture."""
    campaign = pictured(membership)
    work_until_quiet()
    before, etag = tag(reader), reader.get(PAGE)["ETag"]
    assert reader.get(PAGE, headers={"if-none-match": etag}).status_code == 304
    with organization_scope(campaign.organization_id):
        Campaign.objects.filter(id=campaign.id).update(state="draft")
    campaign.state = "draft"
    put_picture(campaign=campaign, file=io.BytesIO(jpeg("blue")), actor=actor_of(membership), now=clock.now())
    with organization_scope(campaign.organization_id):
        Campaign.objects.filter(id=campaign.id).update(state="live")
    work_until_quiet()
    fresh = Client(headers={"accept-language": "en"})
    assert tag(fresh)["src"] != before["src"]
    assert fresh.get(PAGE, headers={"if-none-match": etag}).status_code == 200
    assert fresh.get(before["src"]).status_code == 404


def test_preview_shows_members_the_picture(membership: Membership, client: Client) -> None:
    pictured(membership, "draft")
    client.force_login(membership.user)
    shown = tag(client, "/desk/educamp/internet/preview/")
    assert shown["src"] == "/desk/educamp/internet/picture/file/"
    assert client.get(shown["src"]).status_code == 200
