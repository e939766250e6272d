"""The staff's pages in a browser: Django's admin in our colors."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

from accounts.entrance.app_codes import code_of, set_up_app
from accounts.scope import organization_scope
from campaigns.models import Report
from campaigns.moderation.reports import file_report
from candyplatform.base import clock
from tests.browser.conftest import DESKTOP, PHONE, Theme, Visitor, is_wider_than_its_window
from tests.browser.ways import follow, log_in
from tests.factories import make_campaign, make_organization, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def come_in(page: Page, address: str, *, language: str = "en") -> None:
    """Log in as a member of staff, with a second factor, on the way to that address."""
    rita = make_user("rita@example.org", name="Rita Review", is_staff=True, language=language)
    set_up_app(rita)
    log_in(page, rita.email, then=address)
    page.locator("input[name=code]").fill(code_of(rita, now=clock.now()))
    follow(page.locator("main button[type=submit]").first)


def findings(page: Page, inside: str, *rules: str) -> list[str]:
    """What axe finds in the part that is ours."""
    page.wait_for_load_state()
    options = {"runOnly": list(rules)} if rules else {}
    found = Axe().run(page, context=inside, options=options)
    return [node["html"] for rule in found.response["violations"] for node in rule["nodes"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_sidebar_is_read_in_both_themes(visitor: Visitor, theme: Theme) -> None:
    with visitor.visit(viewport=DESKTOP, theme=theme) as page:
        come_in(page, "/admin/campaigns/campaign/")
        assert page.locator("#nav-sidebar .current-app caption").is_visible()
        assert findings(page, "#nav-sidebar", "color-contrast") == []


BUTTONS = {
    "en": ("Leave the page as it is", "Left as it is"),
    "de": ("Seite lassen, wie sie ist", "Bleibt, wie es ist"),
}


@pytest.mark.parametrize(("viewport", "theme", "language"), [(DESKTOP, "light", "en"), (PHONE, "dark", "de")])
def test_report_is_read_and_decided(
    visitor: Visitor, viewport: ViewportSize, theme: Theme, language: str
) -> None:
    now, (leave, done) = clock.now(), BUTTONS[language]
    campaign = make_campaign(make_organization(now=now), state="live", now=now)
    words = "It names my neighbor."
    report = file_report(campaign=campaign, reason="private_person", words=words, language="en", now=now)
    with visitor.visit(viewport=viewport, theme=theme, language=language) as page:
        come_in(page, "/admin/", language=language)
        assert findings(page, "#content-main .queue") == []
        page.get_by_role("link").filter(has_text=report.receipt).click()
        expect(page.get_by_text(words)).to_be_visible()
        assert not is_wider_than_its_window(page)
        assert findings(page, "#content-main") == []
        page.locator("#grounds").fill("The neighbor is a company.")
        page.get_by_role("button", name=leave).click()
        expect(page.locator(".messagelist")).to_contain_text(f"{report.receipt}: {done}.")
    with organization_scope(campaign.organization_id):
        assert Report.objects.get().decision == "dismissed"
