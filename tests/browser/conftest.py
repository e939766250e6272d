"""A real browser before the real server on loopback, with the database that the web role sees."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache.backends.dummy import DummyCache
from playwright.sync_api import Browser, Page, Playwright, ViewportSize
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from campaigns.pages import kept
from tests.support.chromium import PATIENCE, launch

PHONE = ViewportSize(width=390, height=844)
DESKTOP = ViewportSize(width=1280, height=900)
Theme = Literal["light", "dark"]
# What Chromium itself says of an answer that is meant.
_MEANT = (
    "with a status of 403",
    "with a status of 404",
    "with a status of 422",
    "net::ERR_CONNECTION_REFUSED",
)


@dataclass
class Visitor:
    """Somebody's browser, one per test; whatever its console says fails the test, refused scripts and styles included."""

    browser: Browser
    site: str

    @contextmanager
    def visit(
        self,
        *,
        viewport: ViewportSize = PHONE,
        theme: Theme = "light",
        language: str = "en",
        scripts: bool = True,
    ) -> Iterator[Page]:
        """A page in a browser that has never been here."""
        context = self.browser.new_context(
            base_url=self.site,
            viewport=viewport,
            color_scheme=theme,
            locale=language,
            java_script_enabled=scripts,
            reduced_motion="reduce",
            timezone_id="Europe/Berlin",
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        try:
            yield page
        finally:
            context.close()
        assert [text for text in said if not any(meant in text for meant in _MEANT)] == []


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test changes is on the next page: no worker follows the journal here, so nobody would tell a kept copy."""
    monkeypatch.setattr(kept, "cache", DummyCache("", {}))


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The browser, started once."""
    browser = launch(playwright)
    yield browser
    browser.close()


@pytest.fixture
def visitor(chromium: Browser, live_server: LiveServer, settings: Settings) -> Visitor:
    """Somebody who comes to this process's own server."""
    settings.SITE_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    return Visitor(chromium, live_server.url)


def findings(page: Page) -> list[tuple[str, str, str]]:
    """What axe has to say about the page in either theme: theme, rule and the first element it is about."""
    page.wait_for_load_state()
    page.emulate_media(color_scheme="light")
    found = [("light", *finding) for finding in _findings(page)]
    page.emulate_media(color_scheme="dark")
    return [*found, *(("dark", *finding) for finding in _findings(page, "color-contrast"))]


def _findings(page: Page, *rules: str) -> list[tuple[str, str]]:
    options = {"runOnly": list(rules)} if rules else {}
    violations = Axe().run(page, options=options).response["violations"]
    return [(found["id"], found["nodes"][0]["html"]) for found in violations]


def is_wider_than_its_window(page: Page) -> bool:
    """Whether somebody would have to scroll sideways."""
    page.wait_for_load_state()
    wider: bool = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return wider
