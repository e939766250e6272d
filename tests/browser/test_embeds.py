"""A campaign on other people's sites, screens and walls, as browsers show it there."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Locator, Page, Route, ViewportSize, expect

from campaigns.transitions.operations import suspend
from candyplatform.base import clock
from candyplatform.base.browser_rules import open_to_any_site
from tests.browser.candystorms import PAGE, answer, start
from tests.browser.conftest import DESKTOP, PHONE, Theme, Visitor, findings, is_wider_than_its_window
from tests.browser.ways import log_in
from tests.factories import STAFF, hear, post_seen
from tests.support.foreign_site import foreign_site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = {
    "de": "Liebe Telekom, bitte schaltet uns die Internetleitung im Donaudampfschifffahrtsgesellschaftshaus noch vor dem "
    "Barcamp frei, damit zweihundert Menschen miteinander arbeiten, lernen und streamen können.",
    "en": "Dear Telekom, please switch our internet line on before the barcamp starts, so that two hundred people can work "
    "together, learn from each other and stream all of their sessions to their friends.",
}
GERMAN = (
    "de",
    "EduCamp Hamburg 2013 bittet Telekom hilft",
    "Bitte schaltet die Leitung bis Freitag.",
    "Sag bitte",
)
ENGLISH = (
    "en",
    "EduCamp Hamburg 2013 asks Telekom hilft",
    "Please switch the line on by Friday.",
    "Say please",
)
# Milliseconds after which nothing is fresh any more, here and in the browser.
STALE = 2500


def component(site: str, language: str = "en", more: str = "") -> str:
    """The lines of the organizer's page."""
    return (
        f'<script src="{site}/embed/candystorm-campaign.js" async></script>'
        f'<candystorm-campaign src="{site}{PAGE}" lang="{language}" {more}><a href="{site}{PAGE}">Join in</a>'
        "</candystorm-campaign>"
    )


def document(body: str, language: str = "en", head: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>Our event</title>{head}'
        f'<meta name="viewport" content="width=device-width"></head><body><main><h1>Our event</h1>{body}</main></body></html>'
    )


def strict(site: str, more: str = "") -> str:
    """A policy that lets nothing in but what an embed needs by its own address."""
    return (
        f"default-src 'none'; script-src {site}; connect-src {site}; frame-src {site}; base-uri 'none'{more}"
    )


@contextmanager
def embedded(visitor: Visitor, page: Page, body: str, policy: str | None = None) -> Iterator[list[str]]:
    """The page shows a foreign site with this body; what it asks for is listed. Nothing of it leaves a cookie."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with foreign_site(body, strict(visitor.site) if policy is None else policy) as address:
        page.goto(address)
        yield asked
        assert page.context.cookies() == []
        assert [url for url in asked if not url.startswith((address, visitor.site))] == []


@contextmanager
def served_as_in_life(page: Page) -> Iterator[None]:
    """Static files with whitenoise's headers, which the tests' own server does not send."""

    def serve(route: Route) -> None:
        answer = route.fetch()
        told: dict[str, str] = {}
        open_to_any_site(told, "", "")
        route.fulfill(response=answer, headers={**answer.headers, "Access-Control-Allow-Origin": "*", **told})

    page.route("**/static/**", serve)
    yield


def card(page: Page) -> Locator:
    return page.locator("candystorm-campaign .card")


def style(element: Locator, name: str) -> str:
    return str(element.evaluate("(element, name) => getComputedStyle(element)[name]", name))


def codes(png: bytes) -> list[str]:
    with Image.open(io.BytesIO(png)) as image:
        return [found.text for found in zxingcpp.read_barcodes(image.convert("L"))]


@pytest.mark.parametrize(
    ("viewport", "theme", "words"), [(PHONE, "light", GERMAN), (DESKTOP, "dark", ENGLISH)]
)
def test_component_lives_on_a_foreign_site_with_a_strict_policy(
    visitor: Visitor, viewport: ViewportSize, theme: Theme, words: tuple[str, str, str, str]
) -> None:
    campaign = start()
    language, kicker, wish, action = words
    policy = strict(visitor.site, "; require-trusted-types-for 'script'")
    body = document(component(visitor.site, language, 'theme="auto"'), language)
    with (
        visitor.visit(viewport=viewport, theme=theme) as page,
        embedded(visitor, page, body, policy) as asked,
    ):
        shown = card(page)
        expect(shown).to_contain_text(kicker)
        expect(shown.locator(".headline")).to_have_text(wish)
        expect(shown.locator("dd").first).to_have_text("3")
        button = shown.get_by_role("link", name=action)
        assert button.get_attribute("href") == f"{campaign.short_url}-w?lang={language}"
        assert style(shown, "backgroundColor") == (
            "rgb(255, 247, 233)" if theme == "light" else "rgb(36, 16, 31)"
        )
        expect(page.get_by_role("link", name="Join in")).to_be_hidden()
        assert not is_wider_than_its_window(page)
        parts = {url.removeprefix(visitor.site) for url in asked if url.startswith(visitor.site)}
        assert parts == {"/embed/candystorm-campaign.js", f"{PAGE}embed.json?lang={language}"}


@pytest.mark.parametrize("state", ["scheduled", "live", "answered", "closed"])
def test_component_has_no_barriers(visitor: Visitor, state: str) -> None:
    start(state, posts=0 if state == "scheduled" else 3)
    body = document(component(visitor.site, more='theme="auto"'))
    with visitor.visit() as page, embedded(visitor, page, body, policy=""):
        expect(card(page)).to_contain_text("Telekom hilft")
        assert findings(page) == []
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.localName") == "candystorm-campaign"


def test_component_takes_the_pages_language_colors_and_theme(visitor: Visitor) -> None:
    start()
    styles = "<style>html { color-scheme: dark } .own { --candystorm-paper: #010203; --candystorm-accent: #040506 }</style>"
    plain = component(visitor.site, language="")
    own = plain.replace("<candystorm-campaign", '<candystorm-campaign class="own" theme="light"')
    with visitor.visit() as page, embedded(visitor, page, document(own + plain, "de", styles), policy=""):
        expect(card(page)).to_have_count(2)
        expect(card(page).first).to_contain_text("Bitte schaltet")
        assert style(card(page).first, "backgroundColor") == "rgb(1, 2, 3)"
        assert style(card(page).first.locator(".button"), "backgroundColor") == "rgb(4, 5, 6)"
        assert style(card(page).first, "color") == "rgb(53, 16, 39)"
        assert style(card(page).last, "backgroundColor") == "rgb(36, 16, 31)"


def test_component_turns_to_thanks_by_itself(visitor: Visitor) -> None:
    campaign = start()
    with visitor.visit() as page, embedded(visitor, page, document(component(visitor.site))):
        button = card(page).locator(".button")
        expect(button).to_have_text("Say please")
        button.focus()
        answer(campaign)
        page.wait_for_timeout(STALE)
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(card(page).locator(".headline")).to_have_text("Thank you, Telekom hilft")
        expect(card(page).locator(".button")).to_be_focused()
        expect(card(page)).to_have_class("card mint")


def test_component_shows_nothing_of_what_is_suspended(visitor: Visitor) -> None:
    campaign = start()
    with visitor.visit() as page, embedded(visitor, page, document(component(visitor.site))):
        expect(card(page)).to_be_visible()
        suspend(campaign=campaign, reason="A test asks for it.", actor=STAFF, now=clock.now())
        page.wait_for_timeout(STALE)
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(card(page)).to_have_count(0)
        box = page.locator("candystorm-campaign").bounding_box()
        assert box is None or box["height"] == 0


@pytest.mark.parametrize("why", ["no scripts", "no answer", "policy"])
def test_link_stands_where_the_component_cannot(visitor: Visitor, why: str) -> None:
    start()
    policy = "default-src 'none'; script-src 'none'" if why == "policy" else ""
    body = document(component(visitor.site))
    if why == "policy":
        body = body.replace("<script", "<noscript").replace("</script>", "</noscript>")
    with visitor.visit(scripts=why != "no scripts") as page:
        if why == "no answer":
            page.route("**/embed.json*", lambda route: route.abort("connectionrefused"))
        with embedded(visitor, page, body, policy):
            link = page.get_by_role("link", name="Join in")
            expect(link).to_be_visible()
            assert link.get_attribute("href") == f"{visitor.site}{PAGE}"


@pytest.mark.parametrize("sandbox", ["", 'sandbox="allow-scripts allow-popups"'])
def test_frame_lives_on_a_foreign_site(visitor: Visitor, sandbox: str) -> None:
    """Systems that do not know us put the frame in a sandbox, where it is of no site: it is dressed all the same."""
    start()
    frame = f'<iframe src="{visitor.site}{PAGE}embed/?lang=de" title="Candystorm" width="100%" height="420" {sandbox}></iframe>'
    with (
        visitor.visit(viewport=DESKTOP) as page,
        served_as_in_life(page),
        embedded(visitor, page, document(frame)),
    ):
        inside = page.frame_locator("iframe")
        expect(inside.locator("h1")).to_have_text("Bitte schaltet die Leitung bis Freitag.")
        assert "Bricolage" in style(inside.locator("h1"), "fontFamily")
        assert style(inside.locator("main"), "backgroundColor") == "rgb(255, 247, 233)"
        button = inside.get_by_role("link", name="Sag bitte")
        assert (button.get_attribute("target"), button.get_attribute("rel")) == ("_blank", "noopener")
        page.wait_for_timeout(6000)  # until its numbers were asked for again


def test_frame_speaks_with_wordpress(visitor: Visitor) -> None:
    """There it stands in a sandbox that opens no link: the page around it does, and gives it the height that it needs."""
    campaign = start()
    heard = "<script>var heard = []; addEventListener('message', (event) => heard.push(event.data))</script>"
    frame = (
        f'<iframe src="{visitor.site}{PAGE}embed/?lang=en#?secret=abc123" title="Candystorm" width="600" height="200" '
        'sandbox="allow-scripts"></iframe>'
    )
    with (
        visitor.visit(viewport=DESKTOP) as page,
        served_as_in_life(page),
        embedded(visitor, page, document(heard + frame), policy=""),
    ):
        page.frame_locator("iframe").get_by_role("link", name="Say please").click()
        page.wait_for_function(
            "['link', 'height'].every(word => heard.some(({ message }) => message === word))"
        )
        told = page.evaluate("Object.fromEntries(heard.map(({ message, value }) => [message, value]))")
        assert told["link"] == f"{campaign.short_url}-w?lang=en"
        assert 200 < told["height"] < 420
        assert page.evaluate("heard.every(({ secret }) => secret === 'abc123')")


def test_frame_works_without_scripts(visitor: Visitor) -> None:
    start()
    with visitor.visit(scripts=False, language="en") as page:
        page.goto(f"{PAGE}embed/")
        expect(page.locator("h1")).to_have_text("Please switch the line on by Friday.")
        expect(page.get_by_role("link", name="Say please")).to_be_visible()


@pytest.mark.parametrize("path", ["embed/", "screen/", "poster/a4/"])
@pytest.mark.parametrize("state", ["live", "answered"])
def test_pages_to_show_have_no_barriers(visitor: Visitor, path: str, state: str) -> None:
    start(state)
    for viewport in (PHONE, DESKTOP):
        with visitor.visit(viewport=viewport) as page:
            page.goto(PAGE + path)
            assert findings(page) == []
            assert not is_wider_than_its_window(page)
            assert page.context.cookies() == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("path", "way"), [("screen/", "l"), ("poster/a4/", "p")])
def test_code_can_be_scanned_from_what_is_shown(visitor: Visitor, path: str, way: str, theme: Theme) -> None:
    campaign = start()
    with visitor.visit(viewport=DESKTOP, theme=theme) as page:
        page.goto(PAGE + path)
        assert codes(page.screenshot(full_page=True)) == [f"{campaign.short_url}-{way}"]


@pytest.mark.parametrize("path", ["screen/", "poster/a4/", "poster/a3/"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_long_wish_stays_on_its_sheet(visitor: Visitor, path: str, language: str) -> None:
    start(wish=LONG)
    with visitor.visit(viewport=DESKTOP, language=language) as page:
        page.goto(PAGE + path)
        page.evaluate("document.fonts.ready")
        words = page.locator(".sheet-words, .slide-words")
        assert words.evaluate("element => element.scrollHeight <= element.clientHeight + 1")
        assert words.evaluate("element => element.scrollWidth <= element.clientWidth + 1")


@pytest.mark.parametrize(("sheet", "millimeters"), [("a4", (210, 297)), ("a3", (297, 420))])
def test_poster_prints_on_one_sheet(visitor: Visitor, sheet: str, millimeters: tuple[int, int]) -> None:
    start()
    with visitor.visit() as page:
        page.goto(f"{PAGE}poster/{sheet}/")
        pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 1
    [box] = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    printed = tuple(round(float(side) / 72 * 25.4) for side in box)
    assert printed == millimeters


def test_poster_is_printed_by_its_button(visitor: Visitor) -> None:
    start()
    with visitor.visit() as page:
        page.add_init_script("window.print = () => { document.title = 'printed' }")
        page.goto(f"{PAGE}poster/a4/")
        page.get_by_role("button", name="Print").click()
        expect(page).to_have_title("printed")


def test_slide_moves_and_turns_to_thanks(visitor: Visitor) -> None:
    campaign = start()
    with visitor.visit(viewport=DESKTOP) as page:
        page.goto(f"{PAGE}screen/")
        posts = page.locator("[data-live=posts]")
        expect(posts).to_have_text("3")
        hear(campaign, post_seen(9, posted_at=clock.now()), kindness="friendly", now=clock.now())
        expect(posts).to_have_text("4")
        answer(campaign)
        expect(page.locator("h1")).to_have_text("Thank you, Telekom hilft")


@pytest.mark.parametrize(
    ("viewport", "language", "state"), [(PHONE, "de", "answered"), (DESKTOP, "en", "live")]
)
def test_organizer_finds_and_copies_everything(
    visitor: Visitor, viewport: ViewportSize, language: str, state: str
) -> None:
    start(state)
    with visitor.visit(viewport=viewport, language=language) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        log_in(page, "owner@example.org", then=f"/desk{PAGE}")
        page.get_by_role("link", name="Pass it on").first.click()
        expect(card(page)).to_be_visible()
        expect(page.frame_locator(".kit-frame").locator("h1")).to_be_visible()
        expect(page.frame_locator(".kit-slide").locator(".qr svg")).to_be_visible()
        expect(page.frame_locator(".kit-poster").locator(".qr svg")).to_be_visible()
        for picture in page.locator("main img").all():
            picture.scroll_into_view_if_needed()
            expect(picture).to_have_js_property("complete", True)
            assert picture.evaluate("element => element.naturalWidth > 0")
        assert not is_wider_than_its_window(page)
        assert findings(page) == []
        page.get_by_role("button", name="Copy the lines").first.click()
        expect(page.get_by_text("Copied")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
    with visitor.visit() as page, embedded(visitor, page, document(copied)):
        expect(card(page)).to_contain_text("Telekom hilft")
