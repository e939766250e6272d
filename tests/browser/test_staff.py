"""The staff's pages in a browser: Django's admin in our colors."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESKTOP, Theme, Visitor
from tests.factories import PASSWORD, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_sidebar_is_read_in_both_themes(visitor: Visitor, theme: Theme) -> None:
    make_user("rita@example.org", name="Rita Review", is_staff=True)
    with visitor.visit(viewport=DESKTOP, theme=theme) as page:
        page.goto("/accounts/login/?next=/admin/campaigns/campaign/")
        page.locator("input[name=login]").fill("rita@example.org")
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main button[type=submit]").click()
        page.wait_for_url("**/admin/campaigns/campaign/")
        assert page.locator("#nav-sidebar .current-app caption").is_visible()
        found = Axe().run(page, context="#nav-sidebar", options={"runOnly": ["color-contrast"]})
        assert [node["html"] for rule in found.response["violations"] for node in rule["nodes"]] == []
