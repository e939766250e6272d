"""The whole way of an organizer: from the home page over the mail to a campaign that is live."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from playwright.sync_api import Page, ViewportSize, expect

from accounts.scope import staff_scope
from campaigns.models import Campaign
from campaigns.transitions import operations as transitions
from candyplatform.base import clock
from tests.browser.conftest import DESKTOP, PHONE, Visitor, findings, is_wider_than_its_window
from tests.factories import PASSWORD, STAFF, make_company
from tests.support.due_work import work_until_quiet

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_up(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Start a candystorm").click()
    page.locator("input[type=email]").fill("carla@example.org")
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/confirm-email/")


def confirm(page: Page) -> None:
    work_until_quiet()
    [letter] = mail.outbox
    assert letter.to == ["carla@example.org"]
    [link] = set(re.findall(r"http://\S+/confirm-email/\S+", str(letter.body)))
    page.goto(link)
    page.locator("main form button[type=submit]").click()


def found_organization(page: Page) -> None:
    page.get_by_label("Name of your organization").fill("EduCamp e. V.")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/desk/educamp-e-v/")


def write_campaign(page: Page) -> None:
    """Every step of the wizard, by hand and in English only."""
    page.goto("/desk/educamp-e-v/campaigns/new/")
    page.locator("#id_event_name").fill("EduCamp 2013")
    go_on(page, to="wish")
    friday = clock.now() + timedelta(days=4)
    page.locator("#id_company").select_option(label="Telekom hilft")
    page.locator("#id_deadline_days_before").select_option("")
    page.locator("#id_deadline").fill(friday.strftime("%Y-%m-%dT18:00"))
    page.locator("#id_title_en").fill("Internet for the EduCamp")
    page.locator("#id_wish_en").fill("Dear Telekom, please get us a line by Friday.")
    page.locator("#id_story_en").fill("The technician comes **after** the weekend.")
    go_on(page, to="posts")
    page.locator("#id_hashtags").fill("#telekomhilf #echh13")
    page.locator("#id_sample_en_ask_0").fill("Please give the EduCamp a line.")
    go_on(page, to="check")
    page.locator("#more summary").click()
    page.locator("#id_slug").fill("internet")
    page.get_by_role("button", name="Hand it in").click()
    page.wait_for_url("**/desk/educamp-e-v/internet/")


def go_on(page: Page, *, to: str) -> None:
    page.get_by_role("button", name="Save and go on").click()
    page.wait_for_url(f"**/edit/{to}/")


def approve() -> None:
    with staff_scope():
        campaign = Campaign.objects.select_related("organization").get()
    transitions.approve(campaign=campaign, actor=STAFF, now=clock.now())


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_organizer_comes_from_the_home_page_to_a_live_campaign(
    visitor: Visitor, viewport: ViewportSize
) -> None:
    make_company()
    with visitor.visit(viewport=viewport) as page:
        for step in (sign_up, confirm, found_organization, write_campaign):
            step(page)
            assert not is_wider_than_its_window(page), step.__name__
        expect(page.locator("main")).to_contain_text("In review")
        assert findings(page) == []
        # Asked beside the browser, which would keep the answer for some seconds.
        assert page.request.get("/educamp-e-v/internet/").status == 404
        approve()
        page.goto("/educamp-e-v/internet/")
        expect(page.locator("h1")).to_contain_text("please get us a line by Friday.")
        expect(page.get_by_text("A candystorm by EduCamp e. V.")).to_be_visible()
