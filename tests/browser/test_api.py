"""Tokens and the API's page in a browser, under the site's strict policy."""

import re

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, ViewportSize, expect

from accounts.models import Membership
from accounts.tokens.operations import authenticate
from api.schema import document
from candyplatform.base import clock
from tests.api.conftest import caller_of
from tests.browser.conftest import DESKTOP, PHONE, Visitor, findings, is_wider_than_its_window
from tests.browser.ways import follow
from tests.factories import make_campaign, make_organization

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def log_in(page: Page, membership: Membership, site: str) -> None:
    client = Client()
    client.force_login(membership.user)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


def test_owner_creates_a_token_and_revokes_it(visitor: Visitor) -> None:
    owner = make_organization(slug="educamp")
    with visitor.visit(viewport=PHONE) as page:
        log_in(page, owner, visitor.site)
        page.goto("/desk/educamp/settings/")
        page.locator(".switch summary").click()
        page.get_by_role("link", name="API tokens").click()
        page.get_by_label("Name", exact=True).fill("The ticket shop at the entrance")
        follow(page.get_by_role("button", name="Create the token"))
        secret = page.get_by_role("status").locator("code").inner_text()
        assert authenticate(secret, now=clock.now()).organization_id == owner.organization_id
        page.locator("summary", has_text="Replace").click()
        page.get_by_label("The old one stays valid for").select_option(label="one hour")
        follow(page.get_by_role("button", name="Replace The ticket shop at the entrance"))
        old, secret = secret, page.get_by_role("status").locator("code").inner_text()
        assert len({authenticate(one, now=clock.now()).token_id for one in (old, secret)}) == 2
        page.locator("summary", has_text="Replace").click()
        page.locator("summary", has_text="Revoke").first.click()
        assert findings(page) == []
        assert not is_wider_than_its_window(page)
        page.get_by_role("button", name=re.compile("^Revoke The ticket shop")).click()
        expect(page.get_by_text("The token The ticket shop at the entrance is revoked.")).to_be_visible()
        expect(page.get_by_text(secret)).to_have_count(0)
        assert not is_wider_than_its_window(page)


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_docs_list_the_operations_and_try_one(visitor: Visitor, viewport: ViewportSize) -> None:
    caller = caller_of(make_organization())
    campaign = make_campaign(caller.membership, state="live")
    paths = document(visitor.site)["paths"]
    operations = sum(len(methods) for methods in paths.values())
    asked: list[str] = []
    with visitor.visit(viewport=viewport) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto("/api/docs/")
        expect(page.locator(".opblock-summary-path")).to_have_count(operations)
        page.get_by_role("button", name="Authorize").first.click()
        page.get_by_label("auth-bearer-value").fill(caller.secret)
        page.locator(".auth-btn-wrapper").get_by_role("button", name="Apply credentials").click()
        page.get_by_role("button", name="Close").first.click()
        page.locator(".opblock-summary-control").first.click()
        page.get_by_role("button", name="Try it out").click()
        page.get_by_role("button", name="Execute").click()
        answer = page.locator(".live-responses-table").first
        expect(answer.locator(".response .response-col_status").first).to_contain_text("200")
        expect(answer).to_contain_text(campaign.slug)
        assert not is_wider_than_its_window(page)
    assert [url for url in asked if not url.startswith((f"{visitor.site}/", "data:"))] == []


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_member_tries_an_operation_without_a_token(visitor: Visitor, viewport: ViewportSize) -> None:
    owner = make_organization(slug="educamp")
    campaign = make_campaign(owner, state="draft")
    with visitor.visit(viewport=viewport) as page:
        log_in(page, owner, visitor.site)
        page.goto("/api/docs/educamp/")
        page.locator(".opblock-summary-put .opblock-summary-control", has_text="hashtags").click()
        page.get_by_role("button", name="Try it out").click()
        page.locator("tr[data-param-name=id] input").fill(campaign.slug)
        page.locator("textarea.body-param__text").fill('{"hashtags": ["echh13"]}')
        page.get_by_role("button", name="Execute").click()
        answer = page.locator(".live-responses-table").first
        expect(answer.locator(".response .response-col_status").first).to_contain_text("200")
        expect(answer).to_contain_text("echh13")
        assert not is_wider_than_its_window(page)
