"""The pages that supporters take part by, without scripts and without anybody knowing who they are."""

import re
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client

from accounts.actors import actor_of
from accounts.models import JournalEntry, Membership
from accounts.scope import organization_scope
from campaigns.authoring.content import SampleText
from campaigns.enums import Network, Outcome
from campaigns.listening.servers import remember
from campaigns.models import Campaign, Post, SaidPost, StepCount
from campaigns.networks.composing import TextRules, Unit
from campaigns.transitions import operations as transitions
from candyplatform.base.models import DueWork
from candyplatform.base.rls import transaction_settings
from tests.campaigns.pages.conftest import PAGE
from tests.factories import NOW, hear, make_campaign, post_seen

pytestmark = pytest.mark.django_db
SAY, STEP, POSTED, POSTS, OFF = (
    f"{PAGE}{part}" for part in ("say/", "step/", "posted/", "posts/", "posts/off/")
)
TEXTS = [SampleText("en", f"Please, number {number}.") for number in range(4)]
ENGLISH: dict[str, Any] = {
    "languages": ["en"],
    "title": {"en": "A network"},
    "wish": {"en": "Please, a network."},
    "story": {"en": "Because."},
}
LINK = "https://social.example/@ada/12"


@pytest.fixture
def four(membership: Membership) -> Campaign:
    return make_campaign(membership, state="live", slug="internet", sample_posts=TEXTS, **ENGLISH)


def rows(campaign: Campaign, model: Any, *fields: str) -> list[tuple[Any, ...]]:
    with organization_scope(campaign.organization_id):
        return list(model.objects.order_by("pk").values_list(*fields))


def draft(**fields: str) -> dict[str, str]:
    return {
        "network": "bluesky",
        "own": "I bring cake.",
        "sample": "Please help.",
        "sample_number": "1",
    } | fields


def test_composer_shows_what_will_be_posted(campaign: Campaign, reader: Client) -> None:
    response = reader.post(SAY, draft())
    composer = response.context["composer"]
    assert composer.shown.text.startswith(
        "I bring cake. Please help. @telekomhilft.bsky.social #telekomhilf #echh13 http"
    )
    assert f"{composer.shown.count} of 300" in response.content.decode()
    assert (response["Cache-Control"], bool(response.cookies)) == ("no-store", False)
    assert rows(campaign, StepCount, "step", "channel", "visitors", "count") == [
        ("opened", "bluesky", "bots", 1)
    ]


def test_composer_keeps_what_was_typed(campaign: Campaign, reader: Client) -> None:
    html = reader.post(SAY, draft(own="<b>I</b> bring\r\ncake.", network="x")).content.decode()
    assert "&lt;b&gt;I&lt;/b&gt; bring\ncake.</textarea>" in html
    assert re.search(r'value="x" checked', html)


def test_composer_goes_to_the_own_server_and_counts_as_it_does(campaign: Campaign, reader: Client) -> None:
    remember(Network.MASTODON, "bildung.social", TextRules(limit=5000, unit=Unit.GRAPHEMES, url_length=23))
    shown = reader.post(SAY, draft(network="mastodon", server="@me@Bildung.social")).context["composer"].shown
    assert (shown.limit, shown.url.partition("?")[0]) == (5000, "https://bildung.social/share")


def test_composer_says_what_to_type_where_a_server_is_none(campaign: Campaign, reader: Client) -> None:
    response = reader.post(SAY, draft(network="mastodon", server="nonsense"))
    assert "This is no server. Type its name with the dot, like mastodon.social." in response.content.decode()
    assert response.context["composer"].shown.url.startswith("https://share.joinmastodon.org/")


def test_composer_sends_nobody_with_a_bare_mention(four: Campaign, reader: Client) -> None:
    composer = reader.post(SAY, draft(own=" ", sample="", sample_number="3")).context["composer"]
    assert composer.shown.text.startswith("Please, number 2. @telekomhilft")


def test_neighbors_begin_with_different_sentences(four: Campaign, reader: Client) -> None:
    begun = [reader.get(SAY).context["composer"].draft.sample.text for _ in range(8)]
    assert all(one != other for one, other in pairwise(begun))
    assert len(set(begun)) == 4


@pytest.mark.parametrize(
    ("state", "prompts"),
    [
        ("live", ["What the event means to me", "Who I'd bring", "What I hope for"]),
        ("answered", ["What it means to me", "What I'll do now", "What I wish you"]),
    ],
)
def test_composer_asks_three_small_questions(
    state: str, prompts: list[str], membership: Membership, reader: Client
) -> None:
    make_campaign(membership, state=state, slug="internet")
    assert [prompt.question for prompt in reader.get(SAY).context["composer"].prompts] == prompts


def test_composer_of_what_is_over_leads_to_the_page(
    membership: Membership, campaign: Campaign, reader: Client
) -> None:
    with organization_scope(campaign.organization_id):
        transitions.close(campaign=campaign, outcome=Outcome.UNANSWERED, actor=actor_of(membership), now=NOW)
    assert reader.get(SAY).status_code == 302
    assert "This candystorm is over" in reader.get(PAGE).content.decode()


def test_steps_are_counted_and_turns_taken(four: Campaign) -> None:
    reader = Client(headers={"user-agent": "Mozilla/5.0 (X11) Firefox/140"})
    turns = [
        reader.post(STEP, {"step": "opened", "network": "mastodon", "lang": "en"}).json()["turn"]
        for _ in range(2)
    ]
    assert turns[1] - turns[0] == 1
    assert reader.post(STEP, {"step": "clicked", "network": "threads", "sample": "1" * 30}).status_code == 204
    assert reader.post(STEP, {"step": "visited"}).status_code == 422
    assert rows(four, StepCount, "step", "channel", "visitors", "count") == [
        ("opened", "mastodon", "people", 2),
        ("clicked", "threads", "people", 1),
    ]


def test_post_is_told_of_and_looked_for(campaign: Campaign, reader: Client) -> None:
    html = reader.post(POSTED, {"link": f"  Look: {LINK} "}).content.decode()
    assert "Thank you. It counts" in html
    assert rows(campaign, SaidPost, "network", "link", "status") == [("mastodon", LINK, "waiting")]
    with transaction_settings({"app.reader": "sweeper"}):
        assert DueWork.objects.filter(kind="said.look_for").count() == 1


def test_post_told_of_twice_is_thanked_for_kindly(campaign: Campaign, reader: Client) -> None:
    reader.post(POSTED, {"link": LINK})
    html = reader.post(POSTED, {"link": "social.example/@ada/12"}).content.decode()
    assert "That one is here already" in html
    assert len(rows(campaign, SaidPost, "pk")) == 1


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        ("", "This is no link."),
        ("cake", "This is no link."),
        ("https://www.instagram.com/p/abc/", "This link leads to none of the networks here"),
        ("https://x.com/ada", "to no single post"),
        ("https://social.example/@ada", "to no single post"),
        ("javascript:alert(1)", "This is no link."),
    ],
)
def test_wrong_link_is_told_what_to_do(link: str, problem: str, campaign: Campaign, reader: Client) -> None:
    response = reader.post(POSTED, {"link": link})
    html = response.content.decode()
    assert (response.status_code, problem in html) == (422, True)
    assert rows(campaign, SaidPost, "pk") == []


def test_post_is_not_taken_when_nobody_listens(membership: Membership, reader: Client) -> None:
    make_campaign(membership, state="closed", slug="internet")
    response = reader.post(POSTED, {"link": LINK})
    assert "Posts are not collected just now." in response.content.decode()


def test_wall_goes_on_page_by_page(campaign: Campaign, reader: Client) -> None:
    hear(campaign, *(post_seen(number) for number in range(1, 51)), kindness="friendly")
    poster = reader.get(PAGE).context["poster"]
    found = [post.text for post in poster.wall.posts]
    url = poster.wall.more_url
    while url:
        context = reader.get(url).context
        found += [post.text for post in context["posts"]]
        url = context["more_url"] and f"{POSTS}{context['more_url']}"
    assert found == [f"Liebe Telekom, bitte. #telekomhilf {number}" for number in range(50, 0, -1)]


@pytest.mark.parametrize("before", ["x", "1", "-", "9" * 40 + "-1", "1-²"])
def test_wall_begins_anew_at_an_unknown_place(before: str, campaign: Campaign, reader: Client) -> None:
    hear(campaign, post_seen(1), kindness="friendly")
    response = reader.get(POSTS, {"before": before})
    assert response.status_code == 200


def test_posts_of_one_moment_are_all_shown(campaign: Campaign, reader: Client) -> None:
    posts = [post_seen(number, posted_at=NOW + timedelta(minutes=1)) for number in range(1, 41)]
    hear(campaign, *posts, kindness="friendly")
    poster = reader.get(PAGE).context["poster"]
    rest = reader.get(poster.wall.more_url).context
    last = reader.get(f"{POSTS}{rest['more_url']}").context
    assert len({*poster.wall.posts, *rest["posts"], *last["posts"]}) == 40


def test_author_takes_a_post_off_the_page(campaign: Campaign, reader: Client) -> None:
    hear(campaign, post_seen(1), post_seen(2), kindness="friendly")
    html = reader.post(OFF, {"link": post_seen(1).url}).content.decode()
    assert "It is off the page" in html
    assert [post.text for post in reader.get(PAGE).context["poster"].wall.posts] == [
        "Liebe Telekom, bitte. #telekomhilf 2"
    ]
    assert rows(campaign, Post, "kindness") == [("hidden",), ("friendly",)]
    with organization_scope(campaign.organization_id):
        entry = JournalEntry.objects.latest("id")
    assert (entry.verb, entry.actor_kind) == ("post.withdrawn", "platform")


def test_only_what_is_shown_is_taken_off(campaign: Campaign, reader: Client) -> None:
    hear(campaign, post_seen(1), kindness="flagged")
    response = reader.post(OFF, {"link": post_seen(1).url})
    assert (response.status_code, "No post with this link is shown here." in response.content.decode()) == (
        422,
        True,
    )


def test_limits_of_a_server_are_asked_for_once(reader: Client) -> None:
    asked = [
        reader.post("/servers/limits/", {"network": "mastodon", "server": "bildung.social"}) for _ in range(2)
    ]
    assert [answer.json() for answer in asked] == [{"limit": 500, "url_length": 23, "known": False}] * 2
    with transaction_settings({"app.reader": "sweeper"}):
        assert DueWork.objects.filter(kind="server.measure").count() == 1
    remember(Network.MASTODON, "bildung.social", TextRules(limit=5000, unit=Unit.GRAPHEMES, url_length=23))
    told = reader.post("/servers/limits/", {"network": "mastodon", "server": "@me@bildung.social"}).json()
    assert told == {"limit": 5000, "url_length": 23, "known": True}


def test_limits_are_those_of_networks_that_have_servers(campaign: Campaign, reader: Client) -> None:
    """Else what one network says of itself would stand as another one's server's word."""
    remember(Network.MASTODON, "bildung.social", TextRules(limit=5000, unit=Unit.GRAPHEMES, url_length=23))
    asked = {"network": "bluesky", "server": "bildung.social"}
    assert reader.post("/servers/limits/", asked).status_code == 422
    assert reader.post(SAY, draft(server="bildung.social")).context["composer"].shown.limit == 300


@pytest.mark.parametrize("server", ["localhost", "127.0.0.1", "[::1]", "", "a b.example"])
def test_limits_of_what_is_no_server_are_not_asked_for(server: str, reader: Client) -> None:
    assert reader.post("/servers/limits/", {"network": "mastodon", "server": server}).status_code == 422


@pytest.mark.parametrize("path", [SAY, POSTED, POSTS, OFF])
def test_page_sets_no_cookie_and_is_found_by_nobody(path: str, campaign: Campaign, reader: Client) -> None:
    for response in (reader.get(path), reader.get(f"{path}?lang=de")):
        assert (response.status_code, bool(response.cookies)) == (200, False)
        assert response["X-Robots-Tag"] == "noindex"
        assert "csrf" not in response.content.decode()
