"""The wizard in a browser: from signing up to a live page on a phone, by keyboard, without scripts, and with bad luck."""

import os
import re
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django.fixtures import Settings

from accounts.models import Membership, Organization
from accounts.organizations.operations import trust
from accounts.scope import organization_scope, staff_scope
from campaigns.models import Campaign
from candyplatform.base import clock
from tests.browser.conftest import DESKTOP, PHONE, Visitor, findings, is_wider_than_its_window
from tests.browser.ways import give_password, log_in
from tests.factories import PASSWORD, STAFF, make_campaign, make_company, make_organization, make_user
from tests.support.due_work import work_until_quiet
from tests.support.pages import Site, serving

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STAGES = ("event", "wish", "posts", "check")
# Beyond this a person on a phone gives up; the program itself types faster than anybody.
THREE_MINUTES = 180
TINY = ViewportSize(width=320, height=640)


@pytest.fixture
def site(settings: Settings) -> Iterator[Site]:
    """An event's own website, which says what it is in schema.org's words."""
    starts = clock.now() + timedelta(days=9)
    event = (
        '{"@context": "https://schema.org", "@type": "Event", "name": "EduCamp Hamburg",'
        f' "startDate": "{starts:%Y-%m-%d}T09:00:00+00:00", "location": {{"@type": "Place", "name": "Museum der Arbeit",'
        ' "address": {"addressLocality": "Hamburg"}}}'
    )
    page = f'<title>EduCamp</title><script type="application/ld+json">{event}</script>'
    with serving({"/": ("text/html; charset=utf-8", page.encode())}) as running:
        settings.HTTP_ALLOW_LOOPBACK = [running.address]
        yield running


def keep_picture(page: Page, name: str) -> None:
    """A picture of the page for people to look at, where somebody asks for them."""
    folder = os.environ.get("SCREENSHOTS_DIR", "")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def go_on(page: Page) -> None:
    page.locator("button[name=then][value=next]:visible").click()


def sign_up(page: Page, email: str) -> None:
    page.goto("/accounts/signup/")
    page.locator("input[type=email]").fill(email)
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/confirm-email/")
    work_until_quiet()
    [link] = set(re.findall(r"http://\S+/confirm-email/\S+", str(mail.outbox[-1].body)))
    page.goto(link)
    page.locator("main form button[type=submit]").click()


def found_organization(page: Page) -> None:
    page.locator("input[name=name]").fill("EduCamp e. V.")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/desk/educamp-e-v/")


def only_organization() -> Organization:
    with staff_scope():
        return Organization.objects.get()


def trust_it() -> None:
    """What staff do for those whom they know."""
    trust(organization_id=only_organization().id, trusted=True, actor=STAFF, now=clock.now())


def only_campaign() -> Campaign:
    with organization_scope(only_organization().id):
        return Campaign.objects.select_related("organization", "company").get()


@pytest.mark.parametrize(("language", "scripts"), [("de", True), ("en", True), ("de", False), ("en", False)])
def test_phone_comes_from_signing_up_to_a_live_page(
    visitor: Visitor, site: Site, capsys: pytest.CaptureFixture[str], language: str, scripts: bool
) -> None:
    make_company()
    said = f"{language}, {'with' if scripts else 'without'} scripts"
    with visitor.visit(language=language, scripts=scripts) as page:
        began = time.monotonic()
        sign_up(page, "carla@example.org")
        found_organization(page)
        trust_it()
        page.goto("/desk/educamp-e-v/campaigns/new/")
        page.locator("#id_link").fill(f"{site.url}/")
        page.locator("[data-reads]").first.click()
        expect(page.locator("#id_event_name")).to_have_value("EduCamp Hamburg")
        expect(page.locator("#id_event_place")).to_have_value("Museum der Arbeit, Hamburg")
        go_on(page)
        page.locator("#id_company").select_option(label="Telekom hilft")
        page.locator("button[value='emergency:internet']").click()
        expect(page.locator(f"#id_wish_{language}")).to_have_value(re.compile("EduCamp Hamburg"))
        go_on(page)
        page.locator("#id_hashtags").fill("#telekomhilf #echh13")
        go_on(page)
        page.locator("button[value=submit]").click()
        page.wait_for_url("**/desk/educamp-e-v/educamp-hamburg/")
        page.goto("/educamp-e-v/educamp-hamburg/")
        expect(page.locator("h1")).to_contain_text("EduCamp Hamburg")
        seconds = time.monotonic() - began
    with capsys.disabled():
        print(f"\nfrom signing up to a live page on a phone ({said}): {seconds:.1f} s")
    assert seconds < THREE_MINUTES
    campaign = only_campaign()
    assert (campaign.state, campaign.languages, campaign.deadline_days_before) == ("live", [language], 2)
    with organization_scope(campaign.organization_id):
        assert campaign.sample_posts.count() == 5


@pytest.fixture
def owner() -> Membership:
    """Somebody of a trusted organization, who can log in."""
    return make_organization(owner=make_user("owner@example.org"), slug="educamp", trusted=True)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_each_step_is_accessible_and_fits_the_smallest_phone(
    visitor: Visitor, owner: Membership, viewport: ViewportSize, language: str
) -> None:
    owner.user.language = language
    owner.user.save()
    make_campaign(owner, slug="netz", hashtags=(), now=clock.now())
    with visitor.visit(viewport=viewport, language=language) as page:
        log_in(page, "owner@example.org", then="/desk/educamp/campaigns/new/")
        paths = ["campaigns/new/", *(f"netz/edit/{stage}/" for stage in STAGES), "netz/duplicate/"]
        for path in paths:
            page.goto(f"/desk/educamp/{path}")
            for folded in page.locator("main summary").all():
                folded.click()
            assert findings(page) == [], path
            name = f"{path.strip('/').replace('/', '-')}-{language}-{viewport['width']}"
            keep_picture(page, f"{name}-dark")
            page.emulate_media(color_scheme="light")
            keep_picture(page, f"{name}-light")
            page.set_viewport_size(TINY)
            assert not is_wider_than_its_window(page), path
            page.set_viewport_size(viewport)


def test_whole_way_goes_by_keyboard(visitor: Visitor, owner: Membership) -> None:
    make_company()
    with visitor.visit() as page:
        log_in(page, "owner@example.org", then="/desk/educamp/campaigns/new/")

        def reach(selector: str) -> None:
            for _ in range(80):
                page.keyboard.press("Tab")
                if page.evaluate("chosen => document.activeElement.matches(chosen)", selector):
                    return
            raise AssertionError(f"the keyboard does not reach {selector}")

        reach("#id_event_name")
        page.keyboard.type("EduCamp Hamburg")
        page.keyboard.press("Enter")  # goes on, and reads no link
        page.wait_for_url("**/edit/wish/")
        reach("#id_company")
        page.keyboard.type("Telekom")
        reach("#id_deadline_days_before")
        page.keyboard.press("Home")
        reach("#id_deadline")
        later = clock.now() + timedelta(days=30)
        page.keyboard.type(later.strftime("%m%d%Y"))
        page.keyboard.press("ArrowRight")
        page.keyboard.type("0600PM")
        reach("button[value='emergency:venue']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/edit/wish/#texts")
        reach("button[value=next]")
        page.keyboard.press("Enter")
        page.wait_for_url("**/edit/posts/")
        reach("#id_hashtags")
        page.keyboard.type("#echh13")
        page.keyboard.press("Enter")
        page.wait_for_url("**/edit/check/")
        expect(page.locator("main")).to_contain_text("Nothing is missing.")
        reach("button[value=submit]")
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk/educamp/educamp-hamburg/")
    assert only_campaign().state == "live"


def test_preview_moves_while_somebody_types_and_a_closed_tab_loses_nothing(
    visitor: Visitor, owner: Membership
) -> None:
    make_campaign(owner, slug="netz", now=clock.now())
    with visitor.visit() as page:
        log_in(page, "owner@example.org", then="/desk/educamp/netz/edit/wish/")
        page.locator("#id_wish_en").fill("Dear Telekom, please lend us a line.")
        expect(page.locator("[data-glimpse]")).to_contain_text("please lend us a line.")
        expect(page.locator("[data-status]")).to_have_text("Everything is kept as you type.")
        other = page.context.new_page()
        page.close()
        other.goto("/desk/educamp/netz/edit/wish/")
        expect(other.locator("#id_wish_en")).to_have_value("Dear Telekom, please lend us a line.")
        assert only_campaign().wish["en"] == "Please switch the line on by Friday."
        go_on(other)
        other.wait_for_url("**/edit/posts/")
    assert only_campaign().wish["en"] == "Dear Telekom, please lend us a line."


def test_two_tabs_are_told_of_each_other(visitor: Visitor, owner: Membership) -> None:
    make_campaign(owner, slug="netz", now=clock.now())
    with visitor.visit() as page:
        log_in(page, "owner@example.org", then="/desk/educamp/netz/edit/wish/")
        other = page.context.new_page()
        other.goto("/desk/educamp/netz/edit/wish/")
        page.locator("#id_title_en").fill("Mine")
        go_on(page)
        page.wait_for_url("**/edit/posts/")
        other.locator("#id_title_en").fill("Theirs")
        expect(other.locator("[data-status]")).to_contain_text("This was changed after you opened it")
        go_on(other)
        expect(other.locator("[role=alert]")).to_contain_text("This was changed after you opened it")
        expect(other.locator("#id_title_en")).to_have_value("Theirs")
        assert only_campaign().title["en"] == "Mine"
        go_on(other)
        other.wait_for_url("**/edit/posts/")
    assert only_campaign().title["en"] == "Theirs"


def test_what_is_typed_without_a_connection_stays_on_the_device(visitor: Visitor, owner: Membership) -> None:
    make_campaign(owner, slug="netz", now=clock.now())
    with visitor.visit() as page:
        log_in(page, "owner@example.org", then="/desk/educamp/netz/edit/event/")
        page.route(
            "**/edit/event/",
            lambda route: (
                route.abort("connectionrefused") if route.request.method == "POST" else route.continue_()
            ),
        )
        page.locator("#id_event_place").fill("On the train")
        expect(page.locator("[data-status]")).to_contain_text("kept on this device")
        page.unroute("**/edit/event/")
        page.goto("/desk/educamp/netz/edit/event/")
        expect(page.locator("#id_event_place")).to_have_value("On the train")
        expect(page.locator("[data-status]")).to_have_text("Everything is kept as you type.")
    assert only_campaign().unfinished["event"]["event_place"] == ["On the train"]


def test_second_campaign_begins_empty(visitor: Visitor, owner: Membership) -> None:
    with visitor.visit() as page:
        log_in(page, "owner@example.org", then="/desk/educamp/campaigns/new/")
        page.locator("#id_event_name").fill("EduCamp")
        expect(page.locator("[data-status]")).to_have_text("Everything is kept as you type.")
        page.reload()
        expect(page.locator("#id_event_name")).to_have_value("EduCamp")
        go_on(page)
        page.wait_for_url("**/edit/wish/")
        page.goto("/desk/educamp/campaigns/new/")
        expect(page.locator("#id_event_name")).to_have_value("")


@pytest.mark.parametrize("scripts", [True, False])
def test_session_that_ran_out_costs_a_login_and_no_word(
    visitor: Visitor, owner: Membership, scripts: bool
) -> None:
    make_campaign(owner, slug="netz", now=clock.now())
    with visitor.visit(scripts=scripts) as page:
        log_in(page, "owner@example.org", then="/desk/educamp/netz/edit/wish/")
        [session] = [cookie for cookie in page.context.cookies() if "candystorm" in cookie["name"]]
        page.context.clear_cookies(name=session["name"])
        page.locator("#id_wish_en").fill("Please, all of you.")
        go_on(page)
        page.wait_for_url("**/accounts/login/**")
        give_password(page, "owner@example.org")
        expect(page.locator("#id_wish_en")).to_have_value("Please, all of you.")
        go_on(page)
        page.wait_for_url("**/edit/posts/")
    assert only_campaign().wish["en"] == "Please, all of you."
