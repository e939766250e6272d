"""The staff's pages in a browser: Django's admin in our colors."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from accounts.entrance.app_codes import code_of, set_up_app
from candyplatform.base import clock
from tests.browser.conftest import DESKTOP, Theme, Visitor
from tests.factories import PASSWORD, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_sidebar_is_read_in_both_themes(visitor: Visitor, theme: Theme) -> None:
    rita = make_user("rita@example.org", name="Rita Review", is_staff=True)
    set_up_app(rita)
    with visitor.visit(viewport=DESKTOP, theme=theme) as page:
        page.goto("/accounts/login/?next=/admin/campaigns/campaign/")
        page.locator("input[name=login]").fill("rita@example.org")
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main button[type=submit]").first.click()
        page.locator("input[name=code]").fill(code_of(rita, now=clock.now()))
        page.locator("main button[type=submit]").first.click()
        page.wait_for_url("**/admin/campaigns/campaign/")
        assert page.locator("#nav-sidebar .current-app caption").is_visible()
        found = Axe().run(page, context="#nav-sidebar", options={"runOnly": ["color-contrast"]})
        assert [node["html"] for rule in found.response["violations"] for node in rule["nodes"]] == []
