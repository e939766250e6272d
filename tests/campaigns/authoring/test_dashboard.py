"""The dashboard: what was heard, what to decide, and numbers that move."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from accounts.actors import actor_of
from accounts.models import Membership
from accounts.roles import Role
from accounts.scope import organization_scope
from campaigns.answers import operations as answers
from campaigns.drawing.ticks import clock_time, day
from campaigns.listening.connectors import connectors
from campaigns.listening.spending import claim
from campaigns.models import Answer, Campaign, Post
from campaigns.networks.contract import AuthorSeen
from candyplatform.base import clock
from candyplatform.base.work import Job
from tests.campaigns.authoring.conftest import browser_of, fields_of
from tests.factories import hear, make_campaign, make_company, make_member, make_organization, post_seen

pytestmark = pytest.mark.django_db
PAGE = "/desk/educamp/netz/"
COMPANY = AuthorSeen(
    id="https://mastodon.example/users/telekomhilft", handle="telekomhilft@mastodon.example", url=""
)


@pytest.fixture
def live(owner: Membership) -> Campaign:
    """A live campaign whose company is known on Mastodon."""
    company = make_company(native_ids={"mastodon": COMPANY.id})
    return make_campaign(
        owner, slug="netz", state="live", company=company, now=clock.now() - timedelta(hours=2)
    )


def heard(campaign: Campaign, *numbers: int, kindness: str = "friendly") -> list[Post]:
    now = clock.now()
    posts = [post_seen(number, posted_at=now - timedelta(minutes=number)) for number in numbers]
    return hear(campaign, *posts, kindness=kindness, now=now)


def answered(campaign: Campaign, text: str = "Wir sind dran.") -> Answer:
    """The company posts, and the platform notices it."""
    now = clock.now()
    hear(campaign, post_seen(900, author=COMPANY, text=text, posted_at=now - timedelta(minutes=62)), now=now)
    job = Job(
        id=1,
        key=str(campaign.id),
        organization_id=campaign.organization_id,
        attempts=1,
        generation=1,
        lease=campaign.id,
    )
    answers.notice(job)
    with organization_scope(campaign.organization_id):
        return Answer.objects.get()


def tiles(page: str) -> list[tuple[str, str]]:
    return re.findall(r'class="tile"><dt>([^<]+)</dt><dd[^>]*>([^<]+)</dd>', page)


def test_dashboard_shows_totals_chart_and_posts(desk: Client, live: Campaign) -> None:
    heard(live, 1, 2, 3)
    page = desk.get(PAGE).content.decode()
    assert tiles(page) == [
        ("Posts", "3"),
        ("People", "3"),
        ("Favorites", "6"),
        ("Reposts", "0"),
        ("Replies", "0"),
        ("Friendly, percent", "100"),
        ("Estimated reach", "30"),
    ]
    assert page.count("<svg") > 1
    assert 'role="img"' in page
    assert "Liebe Telekom, bitte. #telekomhilf 3" in page
    assert "Mastodon" in page
    assert "People have been waiting for" in page


def test_chart_marks_when_the_company_answered_not_when_that_was_confirmed(
    desk: Client, live: Campaign
) -> None:
    heard(live, 90)
    answer = answered(live)
    decide = f"{PAGE}answers/{answer.id}/"
    form = fields_of(desk.get(decide)) | {"kind": "acknowledged", "then": "confirm"}
    assert desk.post(decide, form).status_code == 302
    said = answer.said_at.astimezone(ZoneInfo("Europe/Berlin"))
    page = desk.get(PAGE).content.decode()
    assert f"The company answered on {day(said)}, {clock_time(said)}." in page


def test_draft_shows_what_is_missing_and_no_numbers(desk: Client, owner: Membership) -> None:
    make_campaign(owner, slug="netz", hashtags=(), now=clock.now())
    page = desk.get(PAGE).content.decode()
    assert "Add at least one hashtag: it is how posts are found." in page
    assert 'href="/desk/educamp/netz/edit/posts/#id_hashtags_field"' in page
    assert tiles(page) == []


def test_numbers_are_not_sent_again_while_nothing_moved(desk: Client, live: Campaign) -> None:
    heard(live, 1)
    page = desk.get(PAGE).content.decode()
    etag = re.search(r'data-etag="([^"]+)"', page.replace("&quot;", "'"))
    assert etag
    seen = etag[1].replace("'", '"')
    same = desk.get(f"{PAGE}numbers/", headers={"If-None-Match": seen})
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", seen)
    heard(live, 2)
    moved = desk.get(f"{PAGE}numbers/", headers={"If-None-Match": seen})
    assert moved.status_code == 200
    assert moved["ETag"] != seen
    assert tiles(moved.content.decode())[0] == ("Posts", "2")
    assert "private" in moved["Cache-Control"]
    assert set(re.findall(r'id="live-(\w+)" data-hash="\w+"(?: data-waits)? hx-swap-oob="true"', moved.content.decode())) == {
        "step", "event", "numbers", "answers", "posts", "coverage", "ladder",
    }  # fmt: skip


def test_only_what_moved_has_another_hash(desk: Client, live: Campaign) -> None:
    def hashes() -> dict[str, str]:
        return dict(re.findall(r'id="live-(\w+)" data-hash="(\w+)"', desk.get(PAGE).content.decode()))

    heard(live, 1)
    before = hashes()
    heard(live, 2)
    after = hashes()
    assert {name for name in before if before[name] != after[name]} == {"numbers", "posts"}


@pytest.fixture
def paid_network(settings: Settings) -> Iterator[None]:
    """X costs money here: two dollars a day at most."""
    settings.NETWORKS = settings.NETWORKS | {
        "x": settings.NETWORKS["x"] | {"enabled": True, "token": "token", "daily_budget": 2_000_000}
    }
    connectors.cache_clear()
    yield
    connectors.cache_clear()


@pytest.mark.usefixtures("paid_network")
def test_dashboard_tells_what_listening_cost_today(desk: Client, live: Campaign) -> None:
    told = "Spent today for all your campaigns: {} of 2.00 US dollars."
    assert told.format("0.00") in desk.get(PAGE).content.decode()
    claim(
        network="x",
        organizations=[live.organization_id, make_organization(slug="other").organization_id],
        price=840_000,
        budget=2_000_000,
        now=clock.now(),
    )
    assert told.format("0.42") in desk.get(PAGE).content.decode()


def test_dashboard_tells_no_price_where_listening_is_free(desk: Client, live: Campaign) -> None:
    heard(live, 1)
    assert "US dollars" not in desk.get(PAGE).content.decode()


def test_organizer_hides_and_shows_a_post(desk: Client, live: Campaign) -> None:
    post = heard(live, 1)[0]
    assert f'formaction="{PAGE}posts/{post.pk}/hide/"' in desk.get(PAGE).content.decode()
    assert desk.post(f"{PAGE}posts/{post.pk}/hide/")["Location"] == f"{PAGE}#live-posts"
    with organization_scope(live.organization_id):
        assert Post.objects.get().kindness == "hidden"
    assert f'formaction="{PAGE}posts/{post.pk}/show/"' in desk.get(PAGE).content.decode()
    desk.post(f"{PAGE}posts/{post.pk}/show/")
    with organization_scope(live.organization_id):
        assert Post.objects.get().kindness == "friendly"


def test_flagged_posts_ask_to_be_looked_at(desk: Client, live: Campaign) -> None:
    heard(live, 1, kindness="flagged")
    assert "Please look at these" in desk.get(PAGE).content.decode()


def test_post_of_another_campaign_cannot_be_hidden(desk: Client, live: Campaign, owner: Membership) -> None:
    other = make_campaign(owner, slug="other", state="live", now=clock.now() - timedelta(hours=2))
    post = heard(other, 1)[0]
    assert desk.post(f"{PAGE}posts/{post.pk}/hide/").status_code == 404
    with organization_scope(live.organization_id):
        assert Post.objects.get().kindness == "friendly"


def test_candidate_is_confirmed_and_turns_the_campaign_to_thanks(desk: Client, live: Campaign) -> None:
    answer = answered(live)
    page = desk.get(PAGE).content.decode()
    assert "Is this the answer?" in page
    address = f"{PAGE}answers/{answer.pk}/"
    assert address in page
    assert "Wir sind dran." in desk.get(address).content.decode()
    sent = {**fields_of(desk.get(address)), "kind": "promised", "promised_for": "2027-04-26"}
    assert desk.post(address, sent)["Location"] == PAGE
    with organization_scope(live.organization_id):
        campaign, kept = Campaign.objects.get(), Answer.objects.get()
    assert (campaign.state, kept.status, kept.kind, kept.promised_for) == (
        "answered", "confirmed", "promised", date(2027, 4, 26),
    )  # fmt: skip
    page = desk.get(PAGE).content.decode().replace("\xa0", " ")
    assert "The first answer came after <strong>58 minutes</strong>." in page
    assert "The company answered" in page


def test_promise_date_without_a_promise_is_explained(desk: Client, live: Campaign) -> None:
    address = f"{PAGE}answers/{answered(live).pk}/"
    page = desk.post(address, {"kind": "declined", "promised_for": "2027-04-26"})
    assert page.status_code == 422
    assert "A date belongs to a promise. Choose Promised, or leave it empty." in page.content.decode()


def test_candidate_is_dismissed_in_one_press(desk: Client, live: Campaign) -> None:
    answer = answered(live)
    page = desk.post(f"{PAGE}answers/{answer.pk}/", {"then": "dismiss"}, follow=True)
    assert "Kept as a post, not as an answer." in page.content.decode()
    with organization_scope(live.organization_id):
        assert (Answer.objects.get().status, Campaign.objects.get().state) == ("dismissed", "live")
    again = desk.post(f"{PAGE}answers/{answer.pk}/", {"then": "dismiss"}, follow=True)
    assert "Somebody else decided about this answer a moment ago." in again.content.decode()


def test_answer_from_elsewhere_is_written_down_in_the_campaigns_time_zone(
    desk: Client, live: Campaign
) -> None:
    address = f"{PAGE}answers/new/"
    form = fields_of(desk.get(address))
    assert desk.post(address, {**form, "kind": "fulfilled"}).status_code == 422
    assert desk.post(address, {**form, "kind": "fulfilled", "text": "Die Leitung steht."})["Location"] == PAGE
    with organization_scope(live.organization_id):
        kept = Answer.objects.get()
    assert (kept.kind, kept.text) == ("fulfilled", "Die Leitung steht.")
    assert clock.now() - kept.said_at < timedelta(minutes=2)


def test_confirmed_answer_is_changed_and_taken_back(desk: Client, live: Campaign) -> None:
    address = f"{PAGE}answers/{answered(live).pk}/"
    desk.post(address, {"kind": "promised", "promised_for": "2027-04-26"})
    assert f'formaction="{address}" name="then" value="take_back"' in desk.get(PAGE).content.decode()

    page = desk.get(address)
    assert "What does the answer amount to?" in page.content.decode()
    form = fields_of(page)
    assert (form["kind"], form["promised_for"]) == ("promised", "2027-04-26")
    wrong = desk.post(address, {**form, "kind": "declined", "then": "correct"})
    assert wrong.status_code == 422
    changed = desk.post(address, {"kind": "declined", "then": "correct"}, follow=True).content.decode()
    assert "Changed." in changed
    with organization_scope(live.organization_id):
        kept = Answer.objects.get()
    assert (kept.status, kept.kind, kept.promised_for) == ("confirmed", "declined", None)

    taken_back = desk.post(address, {"then": "take_back"}, follow=True).content.decode()
    assert "Kept as a post, not as an answer." in taken_back
    with organization_scope(live.organization_id):
        assert (Answer.objects.get().status, Campaign.objects.get().state) == ("dismissed", "live")
    stale = desk.post(address, {"kind": "promised", "then": "correct"})
    assert (stale.status_code, "Somebody else decided" in stale.content.decode()) == (422, True)


def test_campaign_is_closed_with_its_outcome(desk: Client, live: Campaign) -> None:
    assert desk.post(f"{PAGE}close/", {}).status_code == 422
    assert desk.post(f"{PAGE}close/", {"outcome": "partly"})["Location"] == PAGE
    with organization_scope(live.organization_id):
        campaign = Campaign.objects.get()
    assert (campaign.state, campaign.outcome) == ("closed", "partly")
    page = desk.post(f"{PAGE}close/", {"outcome": "fulfilled"})
    assert "This is not possible in the campaign&#x27;s present state." in page.content.decode()


def test_viewer_and_strangers_decide_nothing(live: Campaign, owner: Membership) -> None:
    answer, post = answered(live), heard(live, 1)[0]
    addresses = [
        f"{PAGE}posts/{post.pk}/hide/",
        f"{PAGE}answers/{answer.pk}/",
        f"{PAGE}close/",
        f"{PAGE}withdraw/",
    ]
    viewer = browser_of(make_member(owner.organization, Role.VIEWER).user)
    stranger = browser_of(make_organization("Barcamp").user)
    data = {"then": "dismiss", "outcome": "partly"}
    assert [viewer.post(address, data).status_code for address in addresses] == [403] * 4
    assert [stranger.post(address, data).status_code for address in addresses] == [404] * 4
    with organization_scope(live.organization_id):
        assert (Answer.objects.get().status, Campaign.objects.get().state) == ("candidate", "live")


def test_dashboard_costs_the_same_queries_for_one_post_as_for_thirty(desk: Client, live: Campaign) -> None:
    heard(live, 1)
    with CaptureQueriesContext(connection) as one:
        desk.get(PAGE)
    heard(live, *range(2, 31))
    with CaptureQueriesContext(connection) as thirty:
        desk.get(PAGE)
    assert len(one) == len(thirty)


def test_page_works_in_german(live: Campaign, owner: Membership) -> None:
    owner.user.language = "de"
    owner.user.save()
    page = browser_of(owner.user).get(PAGE)
    assert page["Content-Language"] == "de"
    assert '<html lang="de"' in page.content.decode()


def test_numbers_and_days_are_german_at_a_german_desk(live: Campaign, owner: Membership) -> None:
    owner.user.language = "de"
    owner.user.save()
    hear(live, post_seen(1, favorites=1415, posted_at=clock.now()), kindness="friendly")
    answers.confirm(
        answer=answered(live),
        kind="promised",
        promised_for=date(2030, 1, 1),
        actor=actor_of(owner),
        now=clock.now(),
    )
    page = browser_of(owner.user).get(PAGE).content.decode()
    assert "versprochen für den 1. Januar 2030" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "1.415" in dict(tiles(page)).values()
    assert "1.415 Reaktionen" in page


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("in_review", "Listening starts when the campaign is live."),
        ("scheduled", "Listening starts when the campaign goes live: "),
        ("live", "Nothing heard yet. Posts appear here within a minute."),
        ("suspended", "Nothing was heard. We do not listen while it is suspended."),
        ("closed", "Nothing was heard while it ran."),
    ],
)
def test_dashboard_without_posts_says_why(desk: Client, owner: Membership, state: str, sentence: str) -> None:
    make_campaign(owner, slug="netz", state=state, now=clock.now())
    assert sentence in desk.get(PAGE).content.decode()
