"""The storm hour in a browser: on a phone in German and a desktop in English, with and without scripts."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import ViewportSize, expect
from pytest_django.fixtures import Settings

from accounts.actors import actor_of
from accounts.models import Membership
from campaigns.gathering.operations import set_storm_hour
from campaigns.models import Campaign
from candyplatform.base import clock
from tests.browser.conftest import DESKTOP, PHONE, Visitor, findings, is_wider_than_its_window
from tests.browser.ways import follow, log_in
from tests.factories import hear, make_campaign, make_organization, post_seen, share_address
from tests.support.due_work import sweep_and_work
from tests.support.smtp import postbox

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/educamp/internet/"
GERMAN = {
    "remind": "Erinnere mich",
    "sent": "Schau in dein Postfach",
    "yes": "Ja, erinnert mich",
    "both": "Ja, beides",
    "back": "Zurücknehmen",
    "taken": "Zurückgenommen",
    "done": "Wir erinnern dich",
    "now": "Jetzt ist sie",
    "enough": "Genug für heute, danke",
    "delete": "Meine Adresse löschen",
    "deleted": "Deine Adresse ist gelöscht",
}
ENGLISH = {
    "remind": "Remind me",
    "sent": "Look into your mailbox",
    "yes": "Yes, remind me",
    "both": "Yes, to both",
    "back": "Take that back",
    "taken": "Taken back",
    "done": "You are reminded",
    "now": "It is now",
    "enough": "Enough for today, thank you",
    "delete": "Delete my address",
    "deleted": "Your address is deleted",
}


def start(*, begins: datetime, waves: int = 1) -> tuple[Membership, Campaign]:
    """A live campaign with a storm hour."""
    now = clock.now()
    membership = make_organization(slug="educamp", now=now)
    campaign = make_campaign(membership, state="live", slug="internet", now=now)
    apart = timedelta(minutes=30)
    set_storm_hour(
        campaign=campaign, starts_at=begins, waves=waves, apart=apart, actor=actor_of(membership), now=now
    )
    return membership, campaign


def links_of_the_mail() -> dict[str, str]:
    """The paths of what the one mail that waits leads to."""
    with postbox() as box:
        sweep_and_work(kinds=("mail.send",))
    [message] = box.messages
    body = message.get_body(("plain",))
    assert body
    found = re.findall(
        r"https?://[^/\s]+(/reminders/\S+/(confirm/sharing|confirm|leave)/)", body.get_content()
    )
    return {name: path for path, name in found}


@pytest.mark.parametrize(
    ("viewport", "language", "words", "scripts"),
    [(PHONE, "de", GERMAN, True), (DESKTOP, "en", ENGLISH, True), (PHONE, "en", ENGLISH, False)],
)
def test_supporter_is_reminded_and_leaves_again(
    visitor: Visitor, viewport: ViewportSize, language: str, words: dict[str, str], scripts: bool
) -> None:
    start(begins=clock.now() + timedelta(days=1), waves=2)
    with visitor.visit(viewport=viewport, language=language, scripts=scripts) as page:
        page.goto(PAGE)
        assert not is_wider_than_its_window(page)
        if scripts:
            assert findings(page) == []
        page.locator("#gathering-email").fill("fan@example.org")
        page.get_by_role("button", name=words["remind"], exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(words["sent"])
        assert page.locator("html").get_attribute("lang") == language
        links = links_of_the_mail()
        page.goto(links["confirm"])
        if scripts:
            assert findings(page) == []
        page.get_by_role("button", name=words["yes"]).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(words["done"])
        page.goto(links["leave"])
        page.get_by_role("button", name=words["delete"]).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(words["deleted"])
        assert not is_wider_than_its_window(page)
        assert page.context.cookies() == []


@pytest.mark.parametrize(("viewport", "language", "words"), [(PHONE, "de", GERMAN), (DESKTOP, "en", ENGLISH)])
def test_page_turns_on_when_the_storm_hour_begins(
    visitor: Visitor, viewport: ViewportSize, language: str, words: dict[str, str]
) -> None:
    begins = clock.now() + timedelta(hours=3)
    start(begins=begins)
    with visitor.visit(viewport=viewport, language=language) as page:
        page.clock.install(time=clock.now())
        page.goto(PAGE)
        now = page.get_by_text(words["now"], exact=True)
        buttons = page.locator("#say a[data-open]").first
        expect(now).to_be_hidden()
        expect(buttons).to_be_hidden()
        page.clock.fast_forward((3 * 60 * 60 + 2) * 1000)
        expect(now).to_be_visible()
        expect(buttons).to_be_visible()
        assert findings(page) == []


def test_wave_is_chosen_where_there_are_several(visitor: Visitor) -> None:
    begins = (clock.now() + timedelta(days=1)).astimezone(UTC).replace(hour=12, minute=0)
    start(begins=begins, waves=3)
    with visitor.visit() as page:
        page.goto(f"{PAGE}reminder/")
        assert findings(page) == []
        page.get_by_label("Which wave?").select_option(index=2)
        page.get_by_role("button", name="Remind me").click()
        expect(page.locator(".error").first).to_be_visible()
        page.get_by_label("Your e-mail address").fill("fan@example.org")
        page.get_by_role("button", name="Remind me").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mailbox")


@pytest.mark.parametrize(("viewport", "language", "words"), [(PHONE, "de", GERMAN), (DESKTOP, "en", ENGLISH)])
def test_page_that_rests_says_thank_you_and_has_no_button(
    visitor: Visitor, settings: Settings, viewport: ViewportSize, language: str, words: dict[str, str]
) -> None:
    settings.COMPANY_DAILY_POSTS = 1
    now = clock.now()
    _membership, campaign = start(begins=now + timedelta(days=1))
    hear(campaign, post_seen(1, posted_at=now), kindness="friendly", now=now)
    with visitor.visit(viewport=viewport, language=language) as page:
        page.goto(PAGE)
        expect(page.locator("#say h2")).to_have_text(words["enough"])
        expect(page.locator("#say a[data-open]")).to_have_count(0)
        assert findings(page) == []
        assert not is_wider_than_its_window(page)


@pytest.mark.parametrize(("viewport", "language", "words"), [(PHONE, "de", GERMAN), (DESKTOP, "en", ENGLISH)])
def test_supporter_shares_the_address_and_takes_that_back(
    visitor: Visitor, viewport: ViewportSize, language: str, words: dict[str, str]
) -> None:
    start(begins=clock.now() + timedelta(days=1))
    with visitor.visit(viewport=viewport, language=language) as page:
        page.goto(PAGE)
        box = page.get_by_role("checkbox", name=re.compile("^EduCamp Hamburg"))
        expect(box).not_to_be_checked()
        page.locator("#gathering-email").fill("fan@example.org")
        box.check()
        page.get_by_role("button", name=words["remind"], exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(words["sent"])
        page.goto(links_of_the_mail()["confirm/sharing"])
        assert findings(page) == []
        page.get_by_role("button", name=words["both"]).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(words["done"])
        assert findings(page) == []
        page.get_by_role("button", name=words["back"]).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(words["taken"])
        assert findings(page) == []
        assert not is_wider_than_its_window(page)
        assert page.context.cookies() == []


def test_owner_downloads_addresses_on_a_phone(visitor: Visitor) -> None:
    now = clock.now()
    membership, campaign = start(begins=now + timedelta(days=1))
    share_address(campaign, "fan@example.org", now=now)
    with visitor.visit() as page:
        log_in(page, membership.user.email, then="/desk/educamp/internet/storm-hour/")
        expect(page.get_by_text("1 of 1", exact=True)).to_be_visible()
        assert findings(page) == []
        assert not is_wider_than_its_window(page)
        with page.expect_download() as download:
            page.get_by_role("button", name="Download their addresses (CSV)").click()
        assert "fan@example.org" in download.value.path().read_text()


def test_organizer_sets_the_storm_hour_on_a_phone(visitor: Visitor) -> None:
    now = clock.now()
    membership = make_organization(slug="educamp", now=now)
    make_campaign(membership, state="live", slug="internet", now=now)
    tomorrow = (now + timedelta(days=1)).strftime("%Y-%m-%dT12:00")
    with visitor.visit() as page:
        log_in(page, membership.user.email, then="/desk/educamp/internet/")
        follow(page.get_by_role("link", name="Storm hour"))
        assert findings(page) == []
        page.get_by_label("When does it begin?").fill(tomorrow)
        page.get_by_label("In how many waves?").select_option("3")
        page.get_by_role("button", name="Set the storm hour").click()
        expect(page.get_by_text("wave 3")).to_be_visible()
        assert findings(page) == []
        assert not is_wider_than_its_window(page)
