"""The organizer's page of the picture, and its card in the wizard and on the dashboard."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django.asserts import assertContains, assertNotContains

from accounts.actors import actor_of
from accounts.models import Membership
from accounts.roles import Role
from campaigns.authoring.operations import submit
from campaigns.authoring.picture.operations import ask_for_picture
from campaigns.models import Campaign
from candyplatform.base import clock
from tests.campaigns.authoring.conftest import browser_of
from tests.campaigns.authoring.picture.conftest import fetch_due, picture, put, standing
from tests.factories import make_campaign, make_member
from tests.support.event_pictures import jpeg
from tests.support.sites import Website

pytestmark = pytest.mark.django_db
DESK = "/desk/educamp/netz/"
PAGE, STEP = f"{DESK}picture/", f"{DESK}edit/event/"


@pytest.fixture
def draft(owner: Membership) -> Campaign:
    return make_campaign(owner, slug="netz", now=clock.now())


def upload(content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("../../event.svg", jpeg() if content is None else content, "image/svg+xml")


def test_file_and_words_are_put_in_shown_changed_and_removed(desk: Client, draft: Campaign) -> None:
    assertContains(desk.get(PAGE), "None yet.")
    sent = desk.post(PAGE, {"picture": upload(), "alt_en": "People by the lake"}, follow=True)
    assertContains(sent, "This is your picture from now on.")
    assertContains(sent, 'value="People by the lake"')
    file = desk.get(f"{PAGE}file/")
    assert (file["Content-Type"], file["Cache-Control"]) == ("image/webp", "private, no-cache")
    assert Image.open(io.BytesIO(file.content)).size == (1280, 720)
    assertContains(desk.post(PAGE, {"alt_en": "The lake", "alt_de": "Der See"}, follow=True), "Saved.")
    found = picture(draft)
    assert found
    assert found.alt == {"de": "Der See", "en": "The lake"}
    assertContains(desk.post(PAGE, {"then": "remove"}, follow=True), "The picture is removed.")
    assert desk.get(f"{PAGE}file/").status_code == 404


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture that can be used"),
        (jpeg(size=(20, 20)), "too small to be shown large"),
    ],
)
def test_file_that_cannot_be_used_says_what_to_do(
    desk: Client, draft: Campaign, content: bytes, words: str
) -> None:
    response = desk.post(PAGE, {"picture": upload(content)})
    assertContains(response, words, status_code=422)
    assert picture(draft) is None


def test_form_sent_without_anything_asks_for_a_picture(desk: Client, draft: Campaign) -> None:
    assertContains(desk.post(PAGE, {}), "There is no picture yet. Choose one first.", status_code=422)
    response = desk.post(PAGE, {"image_url": "nonsense"})
    assertContains(response, "Give the picture&#x27;s whole address", status_code=422)


def test_address_is_fetched_and_the_pages_wait_for_it(desk: Client, draft: Campaign, site: Website) -> None:
    host = "127.0.0.1"
    sent = desk.post(PAGE, {"image_url": f"{site.url}/red.jpg"}, follow=True)
    assertContains(sent, "We fetch it now.")
    for address in (PAGE, STEP, DESK):
        assertContains(desk.get(address), f"It is being fetched from {host}.")
    for address, large in ((PAGE, "?large=1"), (STEP, "")):
        assertContains(desk.get(address), f'hx-get="{PAGE}card/{large}"')
        assert desk.get(f"{PAGE}card/{large}").status_code == 204
    fetch_due()
    for address in (f"{PAGE}card/", f"{PAGE}card/?large=1"):
        card = desk.get(address)
        assertContains(card, f"From {host}. Keep it if you may use it.")
        assertNotContains(card, "hx-get")


def test_picture_that_could_not_be_fetched_says_why_and_is_tried_again(
    desk: Client, draft: Campaign, site: Website
) -> None:
    desk.post(PAGE, {"image_url": f"{site.url}/nothing.jpg"})
    fetch_due()
    for address in (PAGE, STEP, DESK):
        assertContains(desk.get(address), "There is nothing at the picture&#x27;s address.")
    assertContains(desk.post(PAGE, {"then": "again"}, follow=True), "We try again now.")
    assert standing(draft).is_awaited
    desk.post(PAGE, {"then": "remove"})
    assert standing(draft).fetch is None
    assertContains(desk.post(PAGE, {"then": "again"}, follow=True), "There is no picture yet.")


def test_step_of_a_campaign_that_does_not_exist_yet_says_nothing_of_a_picture(
    desk: Client, owner: Membership
) -> None:
    assertNotContains(desk.get("/desk/educamp/campaigns/new/"), "picture-card")


@pytest.mark.parametrize("state", ["in_review", "live"])
def test_picture_of_a_campaign_that_is_handed_in_is_shown_and_stays(
    desk: Client, owner: Membership, state: str
) -> None:
    make_campaign(owner, slug="netz", state=state, picture=jpeg(), now=clock.now())
    page = desk.get(PAGE)
    assertContains(page, f"{PAGE}file/?")
    assertNotContains(page, 'type="file"')
    assertNotContains(desk.get(DESK), "picture-card")
    assert desk.post(PAGE, {"picture": upload()}).status_code == 422


def test_dashboard_says_that_a_picture_came_too_late(
    desk: Client, owner: Membership, draft: Campaign, site: Website
) -> None:
    desk.post(PAGE, {"image_url": f"{site.url}/red.jpg"})
    submit(campaign=draft, actor=actor_of(owner), now=clock.now())
    fetch_due()
    assertContains(desk.get(DESK), "The campaign was handed in before its picture came.")
    assertNotContains(desk.get(PAGE), "Try again")


def test_viewer_sees_the_picture_and_no_way_to_change_it(owner: Membership, draft: Campaign) -> None:
    put(owner, draft)
    viewer = browser_of(make_member(owner.organization, Role.VIEWER).user)
    assert viewer.get(f"{PAGE}file/").status_code == 200
    assertNotContains(viewer.get(DESK), f'href="{PAGE}"')
    assert (viewer.get(PAGE).status_code, viewer.post(PAGE, {"then": "remove"}).status_code) == (403, 403)


def test_stranger_finds_nothing(owner: Membership, draft: Campaign) -> None:
    put(owner, draft)
    ask_for_picture(
        campaign=draft, url="https://pictures.example/a.jpg", actor=actor_of(owner), now=clock.now()
    )
    for address in (PAGE, f"{PAGE}card/", f"{PAGE}file/"):
        assert Client().get(address).status_code == 302
