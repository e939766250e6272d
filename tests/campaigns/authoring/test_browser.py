"""What a browser makes of the desk: no accessibility findings, no page too wide, regions that move and stay usable."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from accounts.models import Membership
from accounts.scope import organization_scope
from campaigns.models import Campaign, EventSource, EventTool
from candyplatform.base import clock
from tests.factories import hear, make_campaign, make_company, post_seen
from tests.look.conftest import SITE, chromium

# Requests are answered in a context of their own, over another connection: rows have to be committed.
__all__ = ["chromium"]  # a fixture
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK = f"{SITE}/desk/educamp"
LOOK = 3100


@pytest.fixture
def page(chromium: Browser, desk: Client) -> Iterator[Page]:
    """The owner's phone; whatever its console says fails the test."""
    context = chromium.new_context(viewport=ViewportSize(width=390, height=844), color_scheme="light")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    desk.raise_request_exception = False  # a 500 says more than a request that is never answered
    page.route("**/*", _answers(desk))
    yield page
    context.close()
    assert said == []


def _answers(client: Client) -> Callable[[Route], None]:
    """Answer the browser's requests from this process, as the person who is logged in there."""

    def answer(route: Route) -> None:
        url = urlsplit(route.request.url)
        found = finders.find(url.path.removeprefix("/static/")) if url.path.startswith("/static/") else None
        if isinstance(found, str):
            route.fulfill(
                body=Path(found).read_bytes(), content_type=guess_type(found)[0] or "text/javascript"
            )
            return
        response = client.get(f"{url.path}?{url.query}", headers=route.request.headers)
        connection.close()  # back to the pool: every request comes in a context of its own
        route.fulfill(status=response.status_code, body=response.content, headers=dict(response.items()))

    return answer


@pytest.fixture
def live(owner: Membership) -> Campaign:
    """A live campaign in the middle of its storm."""
    now = clock.now()
    campaign = make_campaign(owner, slug="netz", state="live", now=now - timedelta(hours=3))
    hear(
        campaign,
        *[post_seen(n, posted_at=now - timedelta(minutes=9 * n)) for n in range(1, 9)],
        kindness="friendly",
    )
    hear(campaign, post_seen(50, posted_at=now), kindness="flagged")
    return campaign


def more(campaign: Campaign, number: int) -> None:
    hear(campaign, post_seen(number, posted_at=clock.now()), kindness="friendly")


def moves(campaign: Campaign) -> None:
    """The page that its event was read from tells it otherwise by now; and there is an event tool."""
    known = {"event_name": "EduCamp", "event_place": "Hamburg", "event_starts_at": "2027-04-26T07:00+00:00"}
    said = {
        "event_name": "EduCamp, the big one",
        "event_place": "Kampnagel",
        "event_starts_at": "2027-05-03T07:00+00:00",
    }
    with organization_scope(campaign.organization_id):
        EventSource.objects.create(
            organization_id=campaign.organization_id,
            campaign=campaign,
            url="https://pretix.example/educamp/spring/",
            known=known,
            said=said,
            known_at=clock.now(),
            looked_at=clock.now(),
        )
        EventTool.objects.get_or_create(
            organization_id=campaign.organization_id,
            origin="https://pretix.example",
            defaults={"token": "x", "connected_at": clock.now()},
        )


@pytest.mark.parametrize(
    "path",
    [
        "",
        "netz/",
        "draft/",
        "campaigns/new/",
        "netz/close/",
        "netz/answers/new/",
        "settings/",
        "organization/event-tools/",
    ],
)
def test_page_has_no_accessibility_findings_and_fits_a_small_phone(
    page: Page, owner: Membership, live: Campaign, path: str
) -> None:
    draft = make_campaign(owner, slug="draft", hashtags=(), company=make_company("Bahn"), now=clock.now())
    for campaign in (draft, live):
        moves(campaign)
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{DESK}/{path}")
    for details in page.locator("summary").all():
        details.click()
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        findings = Axe().run(page).response["violations"]
        assert [(theme, finding["id"], finding["nodes"][0]["html"]) for finding in findings] == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_form_shows_the_chosen_languages_and_a_company_that_is_proposed(
    page: Page, owner: Membership
) -> None:
    make_campaign(
        owner,
        slug="draft",
        now=clock.now(),
        languages=["en"],
        title={"en": "A network"},
        wish={},
        story={},
        sample_posts=(),
    )
    page.goto(f"{DESK}/draft/edit/wish/")
    german, proposal, own_day = (
        page.locator(f"#id_{name}") for name in ("title_de", "company_name", "deadline")
    )
    expect(page.locator("#id_title_en")).to_be_visible()
    expect(german).to_be_hidden()
    expect(proposal).to_be_hidden()
    expect(own_day).to_be_visible()
    page.locator("input[name=languages][value=de]").check()
    page.locator("select[name=company]").select_option("new")
    page.locator("select[name=deadline_days_before]").select_option("3")
    expect(german).to_be_visible()
    expect(proposal).to_be_visible()
    expect(own_day).to_be_hidden()


def test_numbers_move_and_what_was_unfolded_stays(page: Page, live: Campaign) -> None:
    page.clock.install()
    page.goto(f"{DESK}/netz/")
    tile = page.locator("#live-numbers dd").first
    expect(tile).to_have_text("9")
    page.locator("#hours summary").click()
    page.evaluate("for (const region of document.querySelectorAll('#live > div')) region.marked = true")
    page.clock.run_for(LOOK)
    more(live, 60)
    page.clock.run_for(LOOK)
    expect(tile).to_have_text("10")
    assert page.evaluate("document.querySelector('#hours').open") is True
    assert page.evaluate("document.activeElement.matches('#hours summary')") is True
    moved = "[...document.querySelectorAll('#live > div')].filter(region => !region.marked).map(region => region.id)"
    assert page.evaluate(moved) == ["live-numbers", "live-posts"]


def test_posts_stay_still_while_somebody_is_at_a_button(page: Page, live: Campaign) -> None:
    page.clock.install()
    page.goto(f"{DESK}/netz/")
    button = page.locator("#live-posts button").first
    button.focus()
    page.evaluate("document.querySelector('#live-posts').marked = true")
    more(live, 60)
    page.clock.run_for(LOOK)
    expect(page.locator("#live-numbers dd").first).to_have_text("10")
    assert page.evaluate("document.querySelector('#live-posts').marked") is True
    button.blur()
    page.clock.run_for(LOOK)
    expect(page.locator("#live-posts")).to_contain_text("#telekomhilf 60")
    assert page.evaluate("document.querySelector('#live-posts').marked") is None
