"""Reporting a page in a browser: on a phone in German and a desktop in English, with and without scripts."""

import re

import pytest
from playwright.sync_api import ViewportSize, expect

from accounts.scope import organization_scope
from campaigns.models import Campaign, Report
from campaigns.models.report import RECEIPT_PATTERN
from candyplatform.base import clock
from tests.browser.conftest import DESKTOP, PHONE, Visitor, findings, is_wider_than_its_window
from tests.factories import make_campaign, make_organization

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GERMAN = {
    "report": "Diese Seite melden",
    "reason": "Es nennt eine Privatperson",
    "words": "In deinen Worten",
    "email": "Deine E-Mail-Adresse",
    "send": "Meldung abschicken",
    "mend": "Sag in ein, zwei Sätzen, was nicht stimmt, damit wir wissen, wo wir hinsehen müssen.",
    "thanks": "Danke fürs Aufpassen",
    "back": "Zurück zur Seite",
}
ENGLISH = {
    "report": "Report this page",
    "reason": "It names a private person",
    "words": "In your words",
    "email": "Your e-mail address",
    "send": "Send the report",
    "mend": "Say in a sentence or two what is wrong, so that we know where to look.",
    "thanks": "Thank you for looking out",
    "back": "Back to the page",
}


@pytest.fixture
def campaign() -> Campaign:
    now = clock.now()
    return make_campaign(make_organization(slug="educamp", now=now), state="live", slug="internet", now=now)


@pytest.mark.parametrize(
    ("viewport", "language", "scripts"), [(PHONE, "de", True), (DESKTOP, "en", True), (PHONE, "en", False)]
)
def test_somebody_reports_a_page(
    campaign: Campaign, visitor: Visitor, viewport: ViewportSize, language: str, scripts: bool
) -> None:
    words = GERMAN if language == "de" else ENGLISH
    with visitor.visit(viewport=viewport, language=language, scripts=scripts) as page:
        page.goto("/educamp/internet/")
        page.get_by_role("link", name=words["report"]).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(words["report"])
        page.get_by_label(words["reason"]).check()
        page.get_by_label(words["email"]).fill("reporter@example.org")
        page.get_by_role("button", name=words["send"]).click()
        expect(page.get_by_text(words["mend"])).to_be_visible()
        expect(page.get_by_label(words["reason"])).to_be_checked()
        expect(page.get_by_label(words["email"])).to_have_value("reporter@example.org")
        assert not is_wider_than_its_window(page)
        if scripts:
            assert findings(page) == []
        page.get_by_label(words["words"]).fill("My neighbor is named here.")
        page.get_by_role("button", name=words["send"]).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(words["thanks"])
        receipt = page.get_by_text(re.compile(f"^{RECEIPT_PATTERN}$")).inner_text()
        assert not is_wider_than_its_window(page)
        if scripts:
            assert findings(page) == []
        page.get_by_role("link", name=words["back"]).click()
        page.wait_for_url("**/educamp/internet/?lang=*")
        assert page.context.cookies() == []
    with organization_scope(campaign.organization_id):
        report = Report.objects.get()
    assert (report.receipt, report.reason, report.language) == (receipt, "private_person", language)
    assert (report.words, report.address) == ("My neighbor is named here.", "reporter@example.org")


def test_form_is_filled_in_by_keyboard_alone(campaign: Campaign, visitor: Visitor) -> None:
    with visitor.visit(viewport=DESKTOP) as page:
        page.goto("/educamp/internet/report/")
        page.get_by_label(ENGLISH["reason"]).focus()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.type("Look at the story.")
        for _field in ("post", "e-mail", "button"):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(ENGLISH["thanks"])
