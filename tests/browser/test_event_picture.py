"""The picture of an event on its way from an organizer's phone to the public page."""

from pathlib import Path

import pytest
from playwright.sync_api import Route, ViewportSize

from campaigns.models import Campaign
from candyplatform.base import clock
from tests.browser.conftest import DESKTOP, PHONE, Visitor, findings, is_wider_than_its_window
from tests.browser.ways import log_in
from tests.factories import make_campaign, make_organization, make_user
from tests.support.due_work import sweep_and_work
from tests.support.event_pictures import jpeg

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK = "/desk/educamp/netz/"
_ROOM = "image => [image.clientWidth, image.clientHeight]"


def draft() -> Campaign:
    owner = make_organization(trusted=True, owner=make_user("anna@example.org"), slug="educamp")
    return make_campaign(owner, slug="netz", now=clock.now())


def test_organizer_puts_a_picture_in_by_thumb_and_by_keyboard(visitor: Visitor, tmp_path: Path) -> None:
    draft()
    (tmp_path / "event.jpg").write_bytes(jpeg())
    with visitor.visit(viewport=PHONE) as page:
        log_in(page, "anna@example.org")
        page.goto(f"{DESK}edit/event/")
        page.get_by_role("link", name="Add a picture").click()
        page.set_input_files("input[type=file]", tmp_path / "event.jpg")
        page.get_by_label("What is to be seen (English)").focus()
        page.keyboard.type("People by the lake")
        page.keyboard.press("Enter")
        page.get_by_text("This is your picture from now on.").wait_for()
        assert findings(page) == []
        assert not is_wider_than_its_window(page)
        page.goto(f"{DESK}edit/event/")
        thumb = page.locator("#picture-card img")
        assert thumb.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1280
        assert findings(page) == []


def test_step_shows_by_itself_how_the_fetching_went(visitor: Visitor) -> None:
    draft()
    with visitor.visit(viewport=DESKTOP, theme="dark") as page:
        log_in(page, "anna@example.org")
        page.goto(f"{DESK}picture/")
        page.locator("main summary").click()
        page.get_by_label("Its address").fill("http://169.254.169.254/event.jpg")
        page.get_by_role("button", name="Use this picture").click()
        page.get_by_text("We fetch it now.").wait_for()
        page.get_by_text("It is being fetched from 169.254.169.254.").wait_for()
        page.get_by_label("What is to be seen (English)").fill("Half a thought")
        assert findings(page) == []
        assert sweep_and_work(kinds=("picture.fetch",)) == 1
        page.get_by_text("The picture's address is not on the public internet.").wait_for()
        assert page.get_by_label("What is to be seen (English)").input_value() == "Half a thought"
        assert page.get_by_role("button", name="Try again").is_visible()
        assert findings(page) == []


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("size", [(1600, 900), (900, 1600)], ids=["wide", "tall"])
def test_page_with_a_picture_stands_still(
    visitor: Visitor, viewport: ViewportSize, size: tuple[int, int]
) -> None:
    owner = make_organization(trusted=True, owner=make_user("anna@example.org"), slug="educamp")
    make_campaign(owner, slug="netz", state="live", picture=jpeg(size=size), now=clock.now())
    with visitor.visit(viewport=viewport, theme="dark") as page:
        on_its_way: list[Route] = []

        def hold(route: Route) -> None:
            on_its_way.append(route)

        page.route("**/picture/*.webp", hold)
        picture = page.get_by_alt_text("Picture of EduCamp Hamburg 2013")
        with page.expect_request("**/picture/*.webp"):
            page.goto("/educamp/netz/", wait_until="domcontentloaded")
            picture.scroll_into_view_if_needed()
        before = picture.evaluate(_ROOM)
        on_its_way[0].continue_()
        assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") in (1280, 720)
        assert picture.evaluate(_ROOM) == before
        assert 100 < before[1] <= 700
        assert not is_wider_than_its_window(page)
        assert findings(page) == []
