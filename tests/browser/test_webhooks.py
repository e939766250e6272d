"""Webhooks at the desk: set up on a phone in German, looked after at a desktop in English, in both themes."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django.fixtures import Settings

from tests.browser.conftest import DESKTOP, PHONE, Visitor, findings, is_wider_than_its_window
from tests.browser.ways import follow, log_in
from tests.campaigns.webhooks.conftest import Place, work_on_webhooks
from tests.factories import make_organization, make_user
from tests.support.receiver import Answer, receiving

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/desk/educamp/webhooks/"


def check(page: Page, name: str) -> None:
    """Nothing to say about the page, with everything unfolded; pictures of it where somebody wants to look."""
    for summary in page.locator("main summary").all():
        summary.click()
    if folder := os.environ.get("SHOTS"):
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            page.screenshot(path=Path(folder) / f"{name}-{theme}.png", full_page=True)
    assert not is_wider_than_its_window(page)
    assert findings(page) == []


@pytest.mark.parametrize(
    ("viewport", "language", "words"),
    [
        (PHONE, "de", ("Den Webhook einrichten", "Es ist nur jetzt zu sehen", "Einen Test schicken")),
        (DESKTOP, "en", ("Set up the webhook", "It is shown only now", "Send a test")),
    ],
)
def test_webhook_is_set_up_tried_and_looked_after(
    visitor: Visitor, settings: Settings, viewport: ViewportSize, language: str, words: tuple[str, str, str]
) -> None:
    save, told, test = words
    person = make_user("owner@example.org", name="Olga", language=language)
    membership = make_organization("EduCamp e. V.", person, slug="educamp")
    with receiving() as receiver, visitor.visit(viewport=viewport, language=language) as page:
        settings.HTTP_ALLOW_LOOPBACK = [receiver.allowed]
        log_in(page, "owner@example.org", then=PAGE)
        check(page, f"new-{language}")
        page.locator("input[name=url]").fill(receiver.url)
        page.locator("input[name=description]").fill("Ticketshop")
        page.locator("input[value='campaign.published']").check()
        page.get_by_role("button", name=save).click()
        expect(page.get_by_text(told)).to_be_visible()
        receiver.secret = page.locator("code.secret").inner_text()
        check(page, f"issued-{language}")

        follow(page.get_by_role("link", name="Ticketshop"))
        receiver.answers.append(Answer(503, b'{"error": "Closed for lunch"}'))
        Place(membership, receiver).campaign()
        work_on_webhooks()
        follow(page.get_by_role("button", name=test))
        work_on_webhooks()
        page.reload()
        expect(page.get_by_text("webhook.test", exact=True)).to_be_visible()
        check(page, f"one-{language}")
        assert [(message.type, message.is_signed) for message in receiver.messages] == [
            ("campaign.published", True),
            ("webhook.test", True),
        ]
