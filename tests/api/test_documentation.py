"""The OpenAPI document and its page, as they are served; the page in a browser, under the site's strict policy."""

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.api.conftest import Caller
from tests.factories import make_campaign
from tests.look.conftest import chromium

__all__ = ["chromium"]  # the fixture that the look's tests have
DOCS, SCHEMA = "/api/docs/", "/api/schema/"
pytestmark = pytest.mark.django_db


def test_document_is_for_the_server_that_is_asked() -> None:
    told = Client(headers={"host": "localhost:8001"}).get(SCHEMA)
    assert (told.status_code, told["Content-Type"]) == (200, "application/json")
    assert told.json()["servers"] == [{"url": "http://localhost:8001"}]
    assert list(told.json()["paths"]) == [
        "/api/v1/campaigns/",
        "/api/v1/campaigns/{id}/",
        "/api/v1/campaigns/{id}/metrics/",
    ]


@pytest.mark.parametrize("path", [DOCS, SCHEMA])
def test_anybody_may_read_without_a_cookie(path: str) -> None:
    told = Client().get(path)
    assert (told.status_code, told["Cache-Control"], len(told.cookies)) == (200, "public, max-age=300", 0)
    assert Client().post(path).status_code == 405


def test_unchanged_document_is_not_sent_again() -> None:
    tag = Client().get(SCHEMA)["ETag"]
    again = Client().get(SCHEMA, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A desktop window. A refused script or style, an error, or a request to anybody else fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=live_server.url)
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    yield page
    context.close()
    assert said == []
    assert [url for url in asked if not url.startswith((f"{live_server.url}/", "data:"))] == []


@pytest.mark.browser
def test_page_lists_the_operations_and_tries_one(page: Page, caller: Caller) -> None:
    campaign = make_campaign(caller.membership, state="live")
    page.goto(DOCS)
    expect(page.locator(".opblock-summary-path")).to_have_count(3)
    page.get_by_role("button", name="Authorize").first.click()
    page.get_by_label("auth-bearer-value").fill(caller.secret)
    page.locator(".auth-btn-wrapper").get_by_role("button", name="Apply credentials").click()
    page.get_by_role("button", name="Close").first.click()
    page.locator(".opblock-summary-control").first.click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    expect(page.locator(".live-responses-table .response .response-col_status").first).to_contain_text("200")
    expect(page.locator(".live-responses-table").first).to_contain_text(campaign.slug)
