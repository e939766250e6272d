"""From one page to the next in a browser: a click waits for nothing, what is read next has to."""

from playwright.sync_api import Locator, Page

from tests.factories import PASSWORD


def follow(way: Locator) -> None:
    """Click what leads to another page, and be there."""
    with way.page.expect_navigation():
        way.click()


def log_in(page: Page, email: str, *, then: str = "/desk/") -> None:
    """Come in by the password, on the way to that address."""
    page.goto(f"/accounts/login/?next={then}")
    give_password(page, email)


def give_password(page: Page, email: str) -> None:
    """Fill the login form that is shown, and go on."""
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    follow(page.locator("main button[type=submit]").first)
