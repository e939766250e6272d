"""The whole way of a supporter, on phone and desktop, in both themes and languages, with and without scripts."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django.fixtures import Settings

from accounts.actors import PLATFORM
from accounts.scope import organization_scope
from campaigns.enums import Network
from campaigns.listening.connectors import connectors
from campaigns.models import Campaign, Feed
from campaigns.networks.composing import TextRules, compose, count, fits
from campaigns.pages.shares import Frame
from campaigns.transitions.operations import mark_answered
from candyplatform.base import clock
from tests.browser.conftest import DESKTOP, PHONE, Theme, Visitor, findings, is_wider_than_its_window
from tests.factories import hear, make_campaign, make_organization, post_seen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/educamp/internet/"
MENTIONS = {
    "mastodon": "@telekomhilft@mastodon.example",
    "bluesky": "@telekomhilft.bsky.social",
    "x": "@Telekom_hilft",
    "threads": "",
}
LONG = "Die Donaudampfschifffahrtsgesellschaft wünscht eine Leitung. 👩‍👩‍👧‍👦 日本語 " * 9


def start(state: str = "live", posts: int = 3) -> Campaign:
    """A campaign of today that was heard."""
    now = clock.now()
    campaign = make_campaign(
        make_organization(slug="educamp", now=now), state=state, slug="internet", now=now
    )
    with organization_scope(campaign.organization_id):
        Feed.objects.filter(subscriptions__campaign=campaign).update(status="measured", heard_at=now)
    if posts:
        seen = [
            post_seen(number, posted_at=now + timedelta(minutes=number)) for number in range(1, posts + 1)
        ]
        hear(campaign, *seen, kindness="friendly", now=now)
    return campaign


def answer(campaign: Campaign) -> None:
    """The company answers, and the organizer says so."""
    with organization_scope(campaign.organization_id):
        mark_answered(campaign=campaign, actor=PLATFORM, now=clock.now())


def rules_of(network: str) -> TextRules:
    return connectors()[Network(network)].text_rules


def posted(url: str) -> str:
    """What the network's composer would show, whatever fields it takes the parts in."""
    fields = parse_qs(urlsplit(url).query)
    tags = [tag for name in ("hashtags", "tag") for tag in fields.get(name, [""])[0].split(",") if tag]
    return " ".join([*fields.get("text", []), *(f"#{tag}" for tag in tags), *fields.get("url", [])])


def shares(page: Page) -> dict[str, str]:
    """Each network's link behind the big buttons."""
    links = page.locator("#say a[data-share]").all()
    found = {link.get_attribute("data-share") or "": link.get_attribute("href") or "" for link in links}
    return {network.value: found[network.label] for network in connectors()}


GERMAN = ("de", "Bitte schaltet", "Liebe Telekom, bitte schenkt dem EduCamp eine Leitung.")
ENGLISH = ("en", "Please switch", "Dear Telekom, please give the EduCamp a line.")


@pytest.mark.parametrize(
    ("viewport", "theme", "scripts", "words"),
    [
        (PHONE, "light", True, GERMAN),
        (DESKTOP, "dark", True, ENGLISH),
        (PHONE, "dark", False, ENGLISH),
        (DESKTOP, "light", False, GERMAN),
    ],
)
def test_supporter_comes_from_the_home_page_to_every_network(
    visitor: Visitor, viewport: ViewportSize, theme: Theme, scripts: bool, words: tuple[str, str, str]
) -> None:
    start()
    language, wish, opening = words
    with visitor.visit(viewport=viewport, theme=theme, language=language, scripts=scripts) as page:
        page.goto("/")
        assert not is_wider_than_its_window(page)
        page.get_by_role("link", name=wish).click()
        expect(page.locator("h1")).to_contain_text(wish)
        assert page.locator("html").get_attribute("lang") == language
        assert not is_wider_than_its_window(page)
        texts = {network: posted(url) for network, url in shares(page).items()}
        for network, text in texts.items():
            assert fits(text, rules_of(network)), network
            assert text.startswith(f"{opening} {MENTIONS[network]}".strip()), network
            assert text.endswith(f"{visitor.site}{PAGE}"), network
            assert {"#telekomhilf", "#echh13"} <= set(text.split()), network
        assert page.context.cookies() == []


def test_page_says_what_whom_when_and_how_above_the_fold_of_a_phone(visitor: Visitor) -> None:
    start()
    with visitor.visit(language="de") as page:
        page.goto(PAGE)
        page.evaluate("document.fonts.ready")
        for part in ("h1", ".whom", ".tag", ".share li:last-child .button"):
            box = page.locator(part).bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= PHONE["height"], part


def test_sentence_is_taken_without_scripts(visitor: Visitor) -> None:
    now = clock.now()
    membership = make_organization(slug="educamp", now=now)
    campaign = make_campaign(membership, state="answered", slug="internet", now=now)
    assert campaign.state == "answered"
    with visitor.visit(scripts=False) as page:
        page.goto(f"{PAGE}?sample=1")
        expect(page.locator(".begins")).to_contain_text("Thank you, dear Telekom.")
        expect(page.locator("[data-composer]")).to_be_hidden()


def test_links_follow_what_is_typed(visitor: Visitor) -> None:
    start()
    with visitor.visit() as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(PAGE)
        page.get_by_label("Your text").fill("I bring cake, @Telekom_hilft. #ECHH13")
        texts = {network: posted(url) for network, url in shares(page).items()}
        address = f"{visitor.site}{PAGE}"
        said = "I bring cake, @Telekom_hilft. #ECHH13"
        assert texts == {
            "mastodon": f"I bring cake, @telekomhilft@mastodon.example. #ECHH13 #telekomhilf {address}",
            "bluesky": f"I bring cake, @telekomhilft.bsky.social. #ECHH13 #telekomhilf {address}",
            "x": f"{said} #telekomhilf {address}",
            "threads": f"I bring cake, Telekom hilft. #ECHH13 #telekomhilf {address}",
        }
        copied = page.get_by_role("button", name="Copy the text").first.get_attribute("data-copy")
        assert copied == f"{said} #telekomhilf {address}"
        assert not any("cake" in unquote(url) for url in asked)


@pytest.mark.parametrize(
    "opening",
    [
        "Dear @telekomhilft@mastodon.example and @TELEKOM_HILFT, please.",
        "@telekomhilft.bsky.social @Telekom_hilft",
        "Not @Telekom_hilft2 nor me@telekomhilft.bsky.social.",
    ],
)
def test_page_mentions_the_company_once_as_the_server_does(visitor: Visitor, opening: str) -> None:
    start(posts=0)
    handles = {network: mention[1:] for network, mention in MENTIONS.items() if mention}
    frame = Frame("Telekom hilft", ("telekomhilf", "echh13"), f"{visitor.site}{PAGE}", handles)
    with visitor.visit() as page:
        page.goto(PAGE)
        page.get_by_label("Your text").fill(opening)
        texts = {network: posted(url) for network, url in shares(page).items()}
        assert texts == {
            network: compose(frame.share_text(opening, network), rules_of(network)).text for network in texts
        }


def test_empty_text_falls_back_to_the_sentence_it_began_with(visitor: Visitor) -> None:
    start(posts=0)
    with visitor.visit() as page:
        page.goto(PAGE)
        before = shares(page)
        page.get_by_label("Your text").fill("Something else.")
        assert "Something%20else" in shares(page)["x"]
        page.get_by_label("Your text").fill("  ")
        texts = {network: posted(url) for network, url in shares(page).items()}
        assert {text.partition(".")[0] for text in texts.values()} == {
            "Dear Telekom, please give the EduCamp a line"
        }
        assert posted(before["x"]) == texts["x"]


def test_page_turns_to_thanks_by_itself(visitor: Visitor) -> None:
    campaign = start()
    with visitor.visit() as page:
        page.clock.install()
        page.goto(PAGE)
        page.evaluate("scrollTo(0, 300)")
        answer(campaign)
        page.clock.run_for(5000)
        expect(page.get_by_role("heading", name="Say thank you")).to_be_visible()
        expect(page.locator("[data-live-news]")).to_be_hidden()
        assert page.evaluate("scrollY") > 200


def test_page_keeps_what_is_typed_and_offers_the_news_under_it(visitor: Visitor) -> None:
    campaign = start()
    with visitor.visit() as page:
        page.clock.install()
        page.goto(PAGE)
        page.get_by_label("Your text").fill("I bring cake.")
        page.get_by_label("Your text").blur()
        answer(campaign)
        page.clock.run_for(5000)
        expect(page.locator("[data-live-news]")).to_be_visible()
        expect(page.get_by_label("Your text")).to_have_value("I bring cake.")
        text, news = (
            page.get_by_label("Your text").bounding_box(),
            page.locator("[data-live-news]").bounding_box(),
        )
        assert text is not None
        assert news is not None
        assert text["y"] + text["height"] <= news["y"]


@pytest.mark.parametrize("opening", [LONG, "é" * 500, "🇩🇪" * 200, "https://a.example/" + "x" * 600])
def test_page_counts_as_the_networks_do(visitor: Visitor, opening: str) -> None:
    start(posts=0)
    with visitor.visit() as page:
        page.goto(PAGE)
        page.get_by_label("Your text").fill(opening)
        problems = page.locator("[data-composer-problems]").inner_text()
        expected = []
        for network, url in shares(page).items():
            rules, text = rules_of(network), posted(url)
            over = max(count(text, rules) - rules.limit, len(text.encode()) - (rules.max_bytes or 10**6), 0)
            expected += [f"{Network(network).label}: {over} too long"] if over else []
        assert problems == " · ".join(expected)
        assert expected != []


def test_own_server_is_remembered_on_the_device_only(visitor: Visitor) -> None:
    start(posts=0)
    with visitor.visit() as page:
        page.goto(PAGE)
        assert urlsplit(shares(page)["mastodon"]).netloc == "share.joinmastodon.org"
        page.get_by_text("Your own Mastodon server").click()
        page.get_by_label("Its name").fill("@me@Bildung.social")
        assert urlsplit(shares(page)["mastodon"])[:3] == ("https", "bildung.social", "/share")
        page.reload()
        assert urlsplit(shares(page)["mastodon"])[:3] == ("https", "bildung.social", "/share")
        assert page.context.cookies() == []


def test_wrong_server_is_told_what_to_type_and_the_gateway_stays(visitor: Visitor) -> None:
    start(posts=0)
    with visitor.visit() as page:
        page.goto(PAGE)
        page.get_by_text("Your own Mastodon server").click()
        name = page.get_by_label("Its name")
        name.fill("nonsense")
        name.blur()
        expect(page.locator("[data-composer-host-problem]")).to_contain_text("like mastodon.social")
        assert urlsplit(shares(page)["mastodon"]).netloc == "share.joinmastodon.org"
        name.fill("bildung.social")
        expect(page.locator("[data-composer-host-problem]")).to_be_empty()


def test_numbers_and_posts_move_without_reloading(visitor: Visitor) -> None:
    campaign = start(posts=1)
    with visitor.visit() as page:
        page.clock.install()
        page.goto(PAGE)
        expect(page.locator("[data-live=posts]")).to_have_text("1")
        hear(campaign, post_seen(2, text="I say please, too.", posted_at=clock.now()), kindness="friendly")
        page.clock.run_for(5000)
        expect(page.locator("[data-live=posts]")).to_have_text("2")
        expect(page.get_by_text("I say please, too.")).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/accounts/signup/", "/nobody/nothing/"])
def test_page_has_no_accessibility_findings(visitor: Visitor, path: str) -> None:
    start(posts=0)
    with visitor.visit() as page:
        page.goto(path)
        assert findings(page) == []


@pytest.mark.parametrize("state", ["scheduled", "live", "answered", "closed"])
def test_campaign_has_no_accessibility_findings(visitor: Visitor, state: str) -> None:
    start(state, posts=0 if state == "scheduled" else 3)
    with visitor.visit(language="de") as page:
        page.goto(PAGE)
        for details in page.locator("summary:visible").all():
            details.click()
        assert findings(page) == []


def test_waiting_page_outlives_a_restart_and_leads_to_the_demo(
    visitor: Visitor, settings: Settings, tmp_path: Path
) -> None:
    settings.DEBUG, settings.STATE_DIR = True, tmp_path
    with visitor.visit() as page:
        page.goto("/")
        page.get_by_role("button", name="Watch the demo storm").click()
        expect(page.locator("h1")).to_have_text("The storm is being set up …")
        page.route("**/dev/demo/", lambda route: route.abort("connectionrefused"))
        page.wait_for_event("requestfailed")
        page.unroute("**/dev/demo/")
        (tmp_path / "demo.requested").unlink()
        now = clock.now()
        make_campaign(make_organization(slug="educamp-demo", now=now), state="live", slug="internet", now=now)
        page.wait_for_url("**/educamp-demo/internet/")
        expect(page.locator("h1")).to_contain_text("Please switch")
