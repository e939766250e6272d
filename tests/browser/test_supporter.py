"""The whole way of a supporter, on phone and desktop, in both themes and languages, with and without scripts."""

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, Response, ViewportSize, expect
from pytest_django.fixtures import Settings

from accounts.scope import organization_scope
from campaigns.enums import Network
from campaigns.listening.connectors import connectors
from campaigns.listening.servers import remember
from campaigns.models import SaidPost, SamplePost, StepCount
from campaigns.networks.composing import TextRules, Unit, compose, count
from campaigns.pages.shares import Frame
from candyplatform.base import clock
from tests.browser.candystorms import PAGE, answer, start
from tests.browser.conftest import DESKTOP, PHONE, Theme, Visitor, findings, is_wider_than_its_window
from tests.factories import hear, make_campaign, make_organization, post_seen
from tests.support.counting import on_bluesky, on_mastodon, on_threads, on_x

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MENTIONS = {
    "mastodon": "@telekomhilft@mastodon.example",
    "bluesky": "@telekomhilft.bsky.social",
    "x": "@Telekom_hilft",
    "threads": "",
}
LONG = "Die Donaudampfschifffahrtsgesellschaft wünscht eine Leitung. 👩‍👩‍👧‍👦 日本語 " * 9


def rules_of(network: str) -> TextRules:
    return connectors()[Network(network)].text_rules


def posted(url: str) -> str:
    """What the network's composer would show, whatever fields it takes the parts in."""
    fields = parse_qs(urlsplit(url).query)
    tags = [tag for name in ("hashtags", "tag") for tag in fields.get(name, [""])[0].split(",") if tag]
    return " ".join([*fields.get("text", []), *(f"#{tag}" for tag in tags), *fields.get("url", [])])


def texts_of(page: Page) -> dict[str, str]:
    """What each network's composer would show, chosen one after the other, once the script is there."""
    expect(page.locator("[data-live-composer]")).to_be_visible()
    found = {}
    for network in connectors():
        page.locator(f".pick input[value={network.value}]").check(force=True)
        found[network.value] = posted(page.locator("[data-open]").get_attribute("href") or "")
    return found


def texts_without_scripts(page: Page) -> dict[str, str]:
    """The same, sent as a form and read from the page that comes back."""
    found = {}
    for network in connectors():
        page.locator(f".pick input[value={network.value}]").check(force=True)
        page.get_by_role("button", name=SHOW).click()
        link = page.locator("a.button-big:visible")
        found[network.value] = posted(link.get_attribute("href") or "")
        assert page.locator("#whole").input_value().split()[:5] == found[network.value].split()[:5]
    return found


SHOW = re.compile("Show my text|Meinen Text|Text zeigen|Zeig mir")
COUNTS = {"mastodon": on_mastodon, "bluesky": on_bluesky, "x": on_x, "threads": on_threads}


def check_texts(texts: dict[str, str], opening: str, link: str) -> None:
    """Each text is whole, and as long as it may be, counted by somebody else."""
    assert set(texts) == set(COUNTS)
    for network, text in texts.items():
        # X takes no host on loopback for one; a real one is what it would get
        as_in_life = text.replace(link.partition("/s/")[0], "https://candystorm.org")
        assert COUNTS[network](as_in_life) <= rules_of(network).limit, network
        assert text.startswith(f"{opening} {MENTIONS[network]}".strip()), network
        assert re.fullmatch(rf".* {re.escape(link)}-[a-z][0-9a-z]+", text, re.DOTALL), text
        assert {"#telekomhilf", "#echh13"} <= set(text.split()), network


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
    campaign = start()
    language, wish, opening = words
    with visitor.visit(viewport=viewport, theme=theme, language=language, scripts=scripts) as page:
        page.goto("/")
        assert not is_wider_than_its_window(page)
        page.get_by_role("link", name=wish).click()
        expect(page.locator("h1")).to_contain_text(wish)
        assert page.locator("html").get_attribute("lang") == language
        assert not is_wider_than_its_window(page)
        check_texts(texts_of(page) if scripts else texts_without_scripts(page), opening, campaign.short_url)
        assert page.context.cookies() == []


def test_page_says_what_whom_when_and_how_above_the_fold_of_a_phone(visitor: Visitor) -> None:
    start()
    with visitor.visit(language="de") as page:
        page.goto(PAGE)
        page.evaluate("document.fonts.ready")
        for part in ("h1", ".whom", ".tag", ".pick:last-child", "#own"):
            box = page.locator(part).bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= PHONE["height"], part


def test_own_sentence_comes_first_without_scripts(visitor: Visitor) -> None:
    campaign = start()
    with visitor.visit(scripts=False) as page:
        page.goto(PAGE)
        expect(page.locator("[data-live-composer]")).to_be_hidden()
        page.get_by_label("Your own sentence first").fill("I bring cake.")
        check_texts(
            texts_without_scripts(page),
            "I bring cake. Dear Telekom, please give the EduCamp a line.",
            campaign.short_url,
        )


def test_text_follows_what_is_typed(visitor: Visitor) -> None:
    campaign = start()
    with visitor.visit() as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''}"))
        page.goto(PAGE)
        page.get_by_label("Your own sentence first").fill("I bring cake, @Telekom_hilft. #ECHH13")
        page.get_by_role("button", name="Edit the sentence").click()
        page.get_by_label("And behind it").fill("Please.")
        said, link = "I bring cake, {}. #ECHH13 Please. #telekomhilf {}", campaign.short_url
        found = {network: text.rpartition("-")[0] for network, text in texts_of(page).items()}
        assert found == {
            "mastodon": said.format("@telekomhilft@mastodon.example", link),
            "bluesky": said.format("@telekomhilft.bsky.social", link),
            "x": said.format("@Telekom_hilft", link),
            "threads": said.format("Telekom hilft", link),
        }
        copied = page.get_by_role("button", name="Copy the text").get_attribute("data-copy") or ""
        assert copied.rpartition("-")[0] == said.format("@Telekom_hilft", link)
        assert not any("cake" in unquote(request) for request in asked)


def test_prompt_begins_the_own_sentence(visitor: Visitor) -> None:
    start(posts=0)
    with visitor.visit() as page:
        page.goto(PAGE)
        page.get_by_role("button", name="Who I'd bring").click()
        own = page.get_by_label("Your own sentence first")
        expect(own).to_be_focused()
        page.keyboard.type("my daughter.")
        expect(page.locator("[data-whole]")).to_contain_text("I'd bring along my daughter. Dear Telekom")


def test_network_is_remembered_on_the_device_only(visitor: Visitor) -> None:
    start(posts=0)
    with visitor.visit() as page:
        page.goto(PAGE)
        page.locator(".pick input[value=bluesky]").check(force=True)
        page.reload()
        expect(page.locator(".pick input[value=bluesky]")).to_be_checked()
        expect(page.locator("[data-open]")).to_have_text("Open Bluesky with your text")
        assert page.context.cookies() == []


def test_whole_way_from_the_page_to_the_ladder(visitor: Visitor) -> None:
    campaign = start()
    with visitor.visit() as page:
        page.context.route("https://bsky.app/**", lambda route: route.fulfill(body="the network's composer"))
        page.goto(PAGE)
        page.locator(".pick input[value=bluesky]").check(force=True)
        with page.expect_popup() as popup:
            page.get_by_role("link", name="Open Bluesky with your text").click()
        assert popup.value.url.startswith("https://bsky.app/intent/compose?text=")
        page.get_by_label("Link of your post").fill("https://bsky.app/profile/fan.example/post/3k1")
        page.get_by_role("button", name="Count my post").click()
        expect(page.get_by_role("heading", name="Thank you. It counts")).to_be_visible()
        assert findings(page) == []
        page.goto(f"/s/{campaign.short_code}-b")
        expect(page.locator("h1")).to_contain_text("Please switch")
    with organization_scope(campaign.organization_id):
        steps = set(StepCount.objects.values_list("step", "channel"))
        # A slow browser tells that it was opened before it tells for which network.
        assert {step for step, _channel in steps} == {"opened", "clicked", "visited"}
        assert {("clicked", "bluesky"), ("visited", "bluesky")} <= steps
        assert SaidPost.objects.get().network == "bluesky"


@pytest.mark.parametrize(
    "opening",
    [
        "Dear @telekomhilft@mastodon.example and @TELEKOM_HILFT, please.",
        "@telekomhilft.bsky.social @Telekom_hilft",
        "Not @Telekom_hilft2 nor me@telekomhilft.bsky.social.",
    ],
)
def test_page_mentions_the_company_once_as_the_server_does(visitor: Visitor, opening: str) -> None:
    campaign = start(posts=0)
    handles = {network: mention[1:] for network, mention in MENTIONS.items() if mention}
    frame = Frame("Telekom hilft", ("telekomhilf", "echh13"), campaign.short_url, handles)
    with organization_scope(campaign.organization_id):
        sample = SamplePost.objects.get(language="en", purpose="ask").pk
    with visitor.visit() as page:
        page.goto(PAGE)
        page.get_by_role("button", name="Edit the sentence").click()
        page.get_by_label("And behind it").fill(opening)
        assert texts_of(page) == {
            network.value: compose(frame.share_text(opening, network, sample), rules_of(network)).text
            for network in connectors()
        }


def test_nobody_is_sent_with_a_bare_mention(visitor: Visitor) -> None:
    start(posts=0)
    with visitor.visit() as page:
        page.goto(PAGE)
        page.get_by_role("button", name="Edit the sentence").click()
        page.get_by_label("And behind it").fill("  ")
        assert {text.partition(".")[0] for text in texts_of(page).values()} == {
            "Dear Telekom, please give the EduCamp a line"
        }


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
        page.get_by_label("Your own sentence first").fill("I bring cake.")
        page.get_by_label("Your own sentence first").blur()
        answer(campaign)
        page.clock.run_for(5000)
        expect(page.locator("[data-live-news]")).to_be_visible()
        expect(page.get_by_label("Your own sentence first")).to_have_value("I bring cake.")
        text, news = (
            page.get_by_label("Your own sentence first").bounding_box(),
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
        page.get_by_label("Your own sentence first").fill(opening)
        for network in connectors():
            page.locator(f".pick input[value={network.value}]").check(force=True)
            text, rules = posted(page.locator("[data-open]").get_attribute("href") or ""), rules_of(network)
            over = max(count(text, rules) - rules.limit, len(text.encode()) - (rules.max_bytes or 10**6), 0)
            expect(page.locator("[data-count]")).to_have_text(f"{count(text, rules)} of {rules.limit}")
            problem = f"{over} too long for {network.label}. Shorten it a little." if over else ""
            expect(page.locator("[data-problem]")).to_have_text(problem)


def test_script_counts_by_the_same_table_as_the_server(visitor: Visitor) -> None:
    start(posts=0)
    cases = json.loads((Path(__file__).parents[1] / "campaigns/networks/counted.json").read_text())
    with visitor.visit() as page:
        page.goto(PAGE)
        counted = page.evaluate(
            """async (texts) => {
                const { count, rulesOf } = await import(document.querySelector("script[src*=composer]").src);
                const radios = Array.from(document.querySelectorAll(".pick input"));
                return texts.map((text) => Object.fromEntries(
                    radios.map((radio) => [radio.value, count(text, rulesOf(radio.dataset))])));
            }""",
            [case["text"] for case in cases],
        )
    assert counted == [{network: case[network] for network in COUNTS} for case in cases]


def test_own_server_is_remembered_and_asked_for_its_limit(visitor: Visitor) -> None:
    start(posts=0)
    remember(Network.MASTODON, "bildung.social", TextRules(limit=5000, unit=Unit.GRAPHEMES, url_length=23))
    with visitor.visit() as page:
        page.goto(PAGE)
        link = page.locator("[data-open]")
        expect(link).to_have_attribute("href", re.compile("^https://share.joinmastodon.org/"))
        page.get_by_text("Your own Mastodon server").click()
        page.get_by_label("Its name").fill("@me@Bildung.social")
        page.get_by_label("Its name").blur()
        expect(link).to_have_attribute("href", re.compile("^https://bildung.social/share[?]text="))
        expect(page.locator("[data-count]")).to_have_text(re.compile(" of 5000$"))
        page.reload()
        expect(link).to_have_attribute("href", re.compile("^https://bildung.social/share[?]text="))
        expect(page.locator("[data-count]")).to_have_text(re.compile(" of 5000$"))
        assert page.context.cookies() == []


def test_wrong_server_is_told_what_to_type_and_the_gateway_stays(visitor: Visitor) -> None:
    start(posts=0)
    with visitor.visit() as page:
        page.goto(PAGE)
        page.get_by_text("Your own Mastodon server").click()
        name = page.get_by_label("Its name")
        name.fill("nonsense")
        name.blur()
        expect(page.locator("[data-server-problem]")).to_contain_text("like mastodon.social")
        expect(page.locator("[data-open]")).to_have_attribute(
            "href", re.compile("^https://share.joinmastodon.org/")
        )


def test_page_tells_the_visitors_own_time(visitor: Visitor) -> None:
    campaign = start(posts=0)
    assert campaign.deadline
    with visitor.visit() as page:
        page.goto(PAGE)
        expect(page.locator(".tag .zone")).to_have_count(0)
    context = visitor.browser.new_context(base_url=visitor.site, timezone_id="America/New_York", locale="en")
    page = context.new_page()
    page.goto(PAGE)
    there = campaign.deadline.astimezone(ZoneInfo("America/New_York"))
    told = page.locator(".tag time").first
    expect(told).to_contain_text(f"{there:%A}")
    expect(told).to_contain_text("your time")
    assert "(Berlin time)" in (told.get_attribute("title") or "")
    context.close()


def test_older_posts_come_in_place_and_without_scripts_on_pages(visitor: Visitor) -> None:
    start(posts=20)
    with visitor.visit() as page:
        page.goto(PAGE)
        expect(page.locator(".post")).to_have_count(6)
        page.get_by_role("link", name="More posts").click()
        expect(page.locator(".post")).to_have_count(20)
        expect(page.get_by_role("link", name="More posts")).to_have_count(0)
    with visitor.visit(scripts=False) as page:
        page.goto(PAGE)
        page.get_by_role("link", name="More posts").click()
        expect(page.locator(".post")).to_have_count(14)


def test_page_is_light_and_asks_nobody_else(visitor: Visitor) -> None:
    start(posts=12)
    with visitor.visit() as page:
        sizes: dict[str, int] = {}

        def weigh(answer: Response) -> None:
            sizes[answer.url] = len(answer.body())

        page.on("response", weigh)
        page.goto(PAGE, wait_until="networkidle")
        assert all(url.startswith(visitor.site) for url in sizes), sizes
        weighed = {url: size for url, size in sizes.items() if not url.endswith((".woff2", ".webp", ".png"))}
        assert sum(weighed.values()) <= 100_000, sizes
        assert page.context.cookies() == []


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


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("state", ["scheduled", "live", "answered", "closed", "suspended"])
def test_campaign_has_no_accessibility_findings(visitor: Visitor, state: str, language: str) -> None:
    start(state, posts=3 if state in ("live", "answered") else 0)
    with visitor.visit(language=language) as page:
        page.goto(PAGE)
        for details in page.locator("summary:visible").all():
            details.click()
        assert findings(page) == []


@pytest.mark.parametrize("part", ["say/", "posted/", "posts/", "posts/off/"])
def test_page_around_has_no_accessibility_findings(visitor: Visitor, part: str) -> None:
    start()
    for language in ("de", "en"):
        with visitor.visit(language=language) as page:
            page.goto(PAGE + part)
            assert not is_wider_than_its_window(page)
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
