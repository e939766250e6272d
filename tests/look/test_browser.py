"""What a browser makes of the pages: no accessibility findings, no refused script or style, and numbers that move."""

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.fixtures import Settings

from tests.look.conftest import SITE, answer
from tests.look.samples import FRAME, TEXTS, Storm

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.look.urls"), pytest.mark.django_db]

PHONE = ViewportSize(width=390, height=844)
DESKTOP = ViewportSize(width=1280, height=900)
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
STATES = ("scheduled", "live", "answered", "closed")
PATHS = [
    "/dev/look/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/nothing/",
    "/nowhere/at/all/",
    "/sample/home/?lang=de",
    *[f"/sample/poster/{state}/?lang=de" for state in STATES],
]


@pytest.fixture(autouse=True)
def calm() -> None:
    """The storm at its start."""
    Storm.state, Storm.posts, Storm.asked, Storm.unchanged = "live", 12, 0, 0


@pytest.fixture
def path(request: pytest.FixtureRequest, settings: Settings) -> str:
    """An address; the one under /dev/ is there only with DEBUG."""
    found: str = request.param
    settings.DEBUG = found.startswith("/dev/")
    return found


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A phone in the light theme, offline but for this process; a message in its console fails the test."""
    context = chromium.new_context(viewport=PHONE, color_scheme="light")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.route("**/*", answer)
    yield page
    context.close()
    assert [text for text in said if "404" not in text] == []


@pytest.mark.parametrize("path", PATHS, indirect=True)
def test_page_has_no_accessibility_findings_in_either_theme(page: Page, path: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(SITE + path)
    for details in page.locator("summary").all():
        details.click()
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        findings = Axe().run(page).response["violations"]
        assert [(theme, finding["id"], finding["nodes"][0]["html"]) for finding in findings] == []


@pytest.mark.parametrize("path", PATHS, indirect=True)
def test_page_fits_a_small_phone(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(SITE + path)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_poster_says_what_whom_when_and_how_above_the_fold(page: Page) -> None:
    page.goto(SITE + "/sample/poster/live/")
    page.evaluate("document.fonts.ready")
    for part in ("h1", ".whom", ".tag time >> nth=0", ".pick:last-child"):
        box = page.locator(part).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= PHONE["height"], part


def test_poster_numbers_move_while_the_page_is_seen(page: Page) -> None:
    page.clock.install()
    page.goto(SITE + "/sample/poster/live/")
    expect(page.locator(".post")).to_have_count(4)
    Storm.posts = 13
    page.clock.run_for(5000)
    expect(page.locator("[data-live=posts]")).to_have_text("13")
    expect(page.locator(".post")).to_have_count(1)
    page.clock.run_for(5000)
    expect(page.locator("[data-live-news]")).to_be_hidden()
    assert (Storm.asked, Storm.unchanged) == (2, 1)


def test_poster_offers_a_reload_when_the_company_has_answered(page: Page) -> None:
    page.clock.install()
    page.goto(SITE + "/sample/poster/live/")
    page.get_by_label("Your own sentence first").fill("My own words.")
    Storm.state = "answered"
    page.clock.run_for(5000)
    expect(page.locator("[data-live-news]")).to_be_visible()


def test_poster_loads_anew_once_when_nobody_types(page: Page) -> None:
    page.clock.install()
    page.goto(SITE + "/sample/poster/live/")
    Storm.state = "answered"
    with page.expect_navigation():
        page.clock.run_for(5000)
    page.clock.run_for(5000)  # the page itself is still the old one here, as from a cache
    expect(page.locator("[data-live-news]")).to_be_visible()


def test_countdown_speaks_the_language_of_the_page(page: Page) -> None:
    page.goto(SITE + "/sample/poster/live/?lang=de")
    expect(page.locator("time[data-countdown]")).to_have_text("3 Tage 3 Stunden")


def test_color_switch_is_remembered(page: Page) -> None:
    page.goto(SITE + "/sample/home/")
    page.get_by_label("Colors").select_option("dark")
    page.goto(SITE + "/sample/home/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(36, 16, 31)"


def test_text_is_copied_on_request(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(SITE + "/sample/poster/live/")
    page.get_by_role("button", name="Copy the text").first.click()
    expect(page.get_by_text("Copied").first).to_be_visible()
    assert (
        page.evaluate("navigator.clipboard.readText()")
        == f"{TEXTS[0]} #telekomhilf #echh13 {FRAME.short_url}-c1"
    )


def test_public_pages_work_without_cookies(page: Page) -> None:
    for path in ("/sample/home/", "/sample/poster/live/"):
        page.goto(SITE + path)
    assert page.context.cookies() == []


def test_desktop_poster_stands_beside_its_buttons(page: Page) -> None:
    page.set_viewport_size(DESKTOP)
    page.goto(SITE + "/sample/poster/live/")
    wish, say = page.locator("h1").bounding_box(), page.locator("#say").bounding_box()
    assert wish is not None
    assert say is not None
    assert wish["x"] + wish["width"] <= say["x"]
