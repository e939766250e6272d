"""A campaign's page: who may see it, in which language, what it sets and what it costs."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actors import actor_of
from accounts.models import Membership
from accounts.scope import organization_scope
from campaigns.answers.operations import record
from campaigns.authoring.content import SampleText
from campaigns.authoring.updates import publish_update
from campaigns.enums import Outcome
from campaigns.models import Campaign, Feed
from campaigns.networks.contract import AuthorSeen
from campaigns.pages import kept
from campaigns.pages.numbers import NOT_MEASURED
from campaigns.transitions import operations as transitions
from tests.campaigns.pages.conftest import PAGE
from tests.factories import NOW, hear, make_campaign, make_company, make_organization, post_seen

pytestmark = pytest.mark.django_db


def body(client: Client, url: str = PAGE) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def be_heard(campaign: Campaign, *, reason: str = "") -> None:
    """The ear has asked every server about this campaign."""
    with organization_scope(campaign.organization_id):
        feeds = Feed.objects.filter(subscriptions__campaign=campaign)
        status = "not_measured" if reason else "measured"
        feeds.update(status=status, reason=reason, heard_at=None if reason else NOW)


@pytest.mark.parametrize("state", ["draft", "in_review"])
def test_page_of_unpublished_campaign_looks_like_none(state: str, reader: Client) -> None:
    """A cache forgets a page that was taken down as soon as any page: it may keep that there is none."""
    make_campaign(make_organization(slug="educamp"), state=state, slug="internet")
    missing = reader.get("/nobody/nothing/")
    for part, seconds in (("", 5), ("live.json", 2), ("wall/", 2)):
        found = reader.get(PAGE + part)
        assert (found.status_code, found["Cache-Control"]) == (
            404,
            f"public, max-age={seconds}, stale-while-revalidate=10",
        )
        assert found.content == missing.content


@pytest.mark.parametrize(
    ("state", "heading"),
    [
        ("scheduled", "Not yet"),
        ("live", "Say please"),
        ("answered", "Say thank you"),
        ("closed", "It worked. Say thank you"),
    ],
)
def test_page_says_what_to_do_now(state: str, heading: str, reader: Client) -> None:
    make_campaign(make_organization(slug="educamp"), state=state, slug="internet")
    html = body(reader)
    assert f"<h2>{heading}</h2>" in html
    assert ("Open Mastodon with your text" in text_of(html)) is (state != "scheduled")


def test_page_that_was_taken_off_the_stage_says_so_and_nothing_else(reader: Client) -> None:
    campaign = make_campaign(make_organization(slug="educamp"), state="suspended", slug="internet")
    for address in (PAGE, f"/s/{campaign.short_code}-m"):
        response = reader.get(address)
        assert (response.status_code, response["Cache-Control"].startswith("public")) == (404, True)
        html = response.content.decode()
        assert "Off the stage for now" in html
        assert not any(word in html for word in ("EduCamp", "Telekom", "switch the line"))
    for part in ("live.json", "wall/", "say/", "posted/", "posts/", "posts/off/"):
        assert reader.get(PAGE + part).content == reader.get("/nobody/nothing/").content


@pytest.mark.parametrize(
    ("state", "now", "sentence"),
    [
        ("scheduled", None, "From Tuesday, 23 April, 00:00 everybody asks together."),
        ("live", "Telekom hilft answers", "We wait for Telekom hilft until Friday, 26 April, 12:00."),
        ("answered", "We say thank you", "What becomes of it, EduCamp Hamburg tells here."),
        ("closed", "The outcome stands here", "It worked. Thank you for being kind in public"),
    ],
)
def test_page_says_what_happens_next(state: str, now: str | None, sentence: str, reader: Client) -> None:
    make_campaign(make_organization(slug="educamp"), state=state, slug="internet")
    poster = reader.get(PAGE).context["poster"]
    assert sentence in poster.next_text
    assert [station.label for station in poster.stations if station.status == "now"] == ([now] if now else [])


def test_page_names_the_place_whose_clock_it_shows(campaign: Campaign, reader: Client) -> None:
    html = body(reader)
    assert 'datetime="2013-04-26T12:00:00+02:00"' in html
    assert "Friday, 26 April, 12:00 (Berlin time)" in text_of(html)


def test_page_tells_the_organizers_news_in_the_language_they_are_written_in(
    membership: Membership, campaign: Campaign, reader: Client
) -> None:
    actor = actor_of(membership)
    publish_update(campaign=campaign, texts={"de": "Sie haben **angerufen**."}, actor=actor, now=NOW)
    publish_update(
        campaign=campaign,
        texts={"de": "Morgen.", "en": "Tomorrow <b>then</b>."},
        actor=actor,
        now=NOW + timedelta(hours=1),
    )
    html = body(reader)
    assert '<div class="prose" lang="de"><p>Sie haben <strong>angerufen</strong>.</p>' in html
    assert html.index("Tomorrow") < html.index("angerufen")
    assert "<b>" not in html


def test_page_of_unanswered_campaign_offers_nothing_to_say(
    membership: Membership, campaign: Campaign, reader: Client
) -> None:
    with organization_scope(campaign.organization_id):
        transitions.close(campaign=campaign, outcome=Outcome.UNANSWERED, actor=actor_of(membership), now=NOW)
    html = body(reader)
    assert "<h2>This candystorm is over</h2>" in html
    assert "intent" not in html


@pytest.mark.parametrize(
    ("query", "accepted", "language", "wish"),
    [
        ("", "de-AT,en;q=0.5", "de", "schaltet die Leitung bis Freitag"),
        ("", "fr, en;q=0.5", "en", "switch the line on by Friday"),
        ("", "", "en", "switch the line on by Friday"),
        ("?lang=de", "en", "de", "schaltet die Leitung bis Freitag"),
        ("?lang=xx", "de", "de", "schaltet die Leitung bis Freitag"),
    ],
)
def test_page_speaks_the_language_asked_for(
    query: str, accepted: str, language: str, wish: str, campaign: Campaign
) -> None:
    response = Client(headers={"accept-language": accepted}).get(PAGE + query)
    assert response["Content-Language"] == language
    html = response.content.decode()
    assert f'<html lang="{language}">' in html
    assert wish in html


def test_page_falls_back_to_a_language_that_is_written(membership: Membership, reader: Client) -> None:
    german: dict[str, Any] = {
        "title": {"de": "Netz"},
        "wish": {"de": "Bitte ein Netz."},
        "story": {"de": "Darum."},
    }
    sample = SampleText("de", "Bitte, liebe Telekom.")
    make_campaign(
        membership, state="live", slug="internet", languages=["de"], sample_posts=[sample], **german
    )
    html = body(reader)
    assert '<html lang="en">' in html
    assert 'class="poster-wish" lang="de"' in html
    assert "Bitte, liebe Telekom." in html
    assert re.findall(r'hreflang="([^"]+)" href="([^"]+)"', html) == [
        ("de", f"http://localhost:8000{PAGE}?lang=de"),
        ("x-default", f"http://localhost:8000{PAGE}"),
    ]


def test_page_names_itself_for_search_and_preview(campaign: Campaign, reader: Client) -> None:
    html = body(reader)
    address = f"http://localhost:8000{PAGE}"
    assert f'<link rel="canonical" href="{address}">' in html
    assert f'<meta property="og:url" content="{address}">' in html
    assert '<meta property="og:title" content="A network for the EduCamp">' in html
    assert '<meta name="description" content="Please switch the line on by Friday.">' in html
    assert '<meta name="twitter:card" content="summary_large_image">' in html
    assert f'<link rel="canonical" href="{address}?lang=de">' in body(reader, f"{PAGE}?lang=de")


@pytest.mark.parametrize(
    "path", ["/", PAGE, f"{PAGE}?lang=de", f"{PAGE}live.json", f"{PAGE}wall/", "/nobody/nothing/"]
)
def test_public_page_sets_no_cookie(path: str, campaign: Campaign, reader: Client) -> None:
    response = reader.get(path)
    assert not response.cookies
    assert "csrf" not in response.content.decode()
    assert {part.strip() for part in response["Vary"].split(",")} == {"Accept-Language"}


@pytest.mark.parametrize("path", ["/", PAGE])
def test_public_page_may_be_cached_by_anybody(path: str, campaign: Campaign, reader: Client) -> None:
    assert reader.get(path)["Cache-Control"] == "public, max-age=5, stale-while-revalidate=10"


def test_page_shows_no_zero_where_nothing_was_heard(campaign: Campaign, reader: Client) -> None:
    html = body(reader)
    assert f'<dd data-live="posts">{NOT_MEASURED}</dd>' in html
    assert "Not asked yet: Mastodon and Bluesky. Not measured: X and Threads." in text_of(html)


def test_page_shows_a_zero_where_nothing_was_found(campaign: Campaign, reader: Client) -> None:
    be_heard(campaign)
    html = body(reader)
    assert '<dd data-live="posts">0</dd>' in html
    assert "Counted on Mastodon and Bluesky. Not measured: X and Threads." in text_of(html)


def test_page_tells_a_network_that_fell_silent_from_one_that_is_heard(
    campaign: Campaign, reader: Client
) -> None:
    be_heard(campaign)
    with organization_scope(campaign.organization_id):
        Feed.objects.filter(subscriptions__campaign=campaign, network="bluesky").update(status="interrupted")
    text = text_of(body(reader))
    assert "Counted on Mastodon. Interrupted: Bluesky. Not measured: X and Threads." in text


def test_page_says_someone_where_an_author_has_no_name_yet(campaign: Campaign, reader: Client) -> None:
    author = AuthorSeen(id="did:plc:1", handle="", url="https://bsky.app/profile/did:plc:1")
    hear(campaign, post_seen(1, network="bluesky", author=author), kindness="friendly")
    assert '<span class="handle">Someone on Bluesky</span>' in body(reader)
    assert '<span class="handle">Jemand auf Bluesky</span>' in body(reader, f"{PAGE}?lang=de")


def test_page_tells_why_a_network_is_not_measured(campaign: Campaign, reader: Client) -> None:
    be_heard(campaign, reason="This server does not answer such questions.")
    html = body(reader)
    assert f'<dd data-live="posts">{NOT_MEASURED}</dd>' in html
    assert "This server does not answer such questions." in html
    assert "Off until the operator sets a token." in html


def test_page_keeps_its_numbers_when_the_campaign_is_closed(
    membership: Membership, campaign: Campaign, reader: Client
) -> None:
    hear(campaign, post_seen(1), kindness="friendly")
    with organization_scope(campaign.organization_id):
        transitions.close(campaign=campaign, outcome=Outcome.PARTLY, actor=actor_of(membership), now=NOW)
    html = body(reader)
    assert '<dd data-live="posts">1</dd>' in html
    assert "Counted on Mastodon. Not measured: X and Threads." in text_of(html)
    assert "Listening ended with the campaign." in html


def test_page_claims_no_number_when_nothing_is_left_to_tell(
    membership: Membership, campaign: Campaign, reader: Client
) -> None:
    with organization_scope(campaign.organization_id):
        transitions.close(campaign=campaign, outcome=Outcome.UNANSWERED, actor=actor_of(membership), now=NOW)
    assert 'class="numbers"' not in body(reader)


def test_page_counts_in_the_manner_of_the_language(campaign: Campaign, reader: Client) -> None:
    be_heard(campaign)
    hear(campaign, *(post_seen(number, favorites=1000) for number in (1, 2)), kindness="friendly")
    assert '<dd data-live="reactions">2,000</dd>' in body(reader)
    assert '<dd data-live="reactions">2.000</dd>' in body(reader, f"{PAGE}?lang=de")


def test_page_shows_friendly_posts_only(campaign: Campaign, reader: Client) -> None:
    hear(campaign, post_seen(1, text="Bitte, liebe Telekom."), kindness="friendly")
    hear(campaign, post_seen(2, text="You fools."), kindness="flagged")
    hear(campaign, post_seen(3, text="Not looked at yet."))
    html = body(reader)
    assert "Bitte, liebe Telekom." in html
    assert "You fools." not in html
    assert "Not looked at yet." not in html


def test_page_escapes_what_others_wrote(membership: Membership, reader: Client) -> None:
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    texts = {"en": evil}
    story = {"en": f"{evil}\n\n[x](javascript:alert(3)) <a href='javascript:alert(4)'>y</a>"}
    company = make_company(evil[:90], handles={"mastodon": "telekom@mastodon.example"})
    campaign = make_campaign(
        membership,
        state="live",
        slug="internet",
        languages=["en"],
        company=company,
        title=texts,
        wish=texts,
        story=story,
        event_name=evil,
        event_place=evil,
        sample_posts=[SampleText("en", evil), SampleText("en", f"{evil} two")],
    )
    hear(campaign, post_seen(1, text=evil, url="javascript:alert(5)"), kindness="friendly")
    html = body(reader)
    assert (
        re.findall(r"<script(?! (?:type=\"module\" )?src=\"/static/| type=\"application/ld\+json\">)", html)
        == []
    )
    assert re.findall(r"<img", html) == []
    assert re.findall(r'(?:href|src)="\s*javascript:', html) == []
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_page_marks_links_that_others_wrote(membership: Membership, reader: Client) -> None:
    story = {"en": "See [the plan](https://plan.example/)."}
    campaign = make_campaign(membership, state="live", slug="internet", story=story)
    hear(campaign, post_seen(1), kindness="friendly")
    html = body(reader)
    assert '<a href="https://plan.example/" rel="nofollow noopener ugc">the plan</a>' in html
    assert '<a href="https://mastodon.example/@fan1/1" rel="nofollow noopener ugc">' in html
    assert '<a href="https://educamp.example/" rel="nofollow noopener ugc">EduCamp Hamburg 2013</a>' in html


def test_page_shows_each_answer_and_the_clock(
    membership: Membership, campaign: Campaign, reader: Client
) -> None:
    actor = actor_of(membership)
    with organization_scope(campaign.organization_id):
        for minutes, kind, promised in ((58, "promised", date(2013, 4, 23)), (180, "fulfilled", None)):
            record(
                campaign=campaign,
                kind=kind,
                said_at=NOW + timedelta(minutes=minutes),
                text=f"An answer: {kind}.",
                evidence_url="https://mastodon.example/@telekomhilft/1",
                promised_for=promised,
                actor=actor,
                now=NOW + timedelta(hours=4),
            )
    text = text_of(body(reader))
    assert (
        "An answer: promised. Telekom hilft answered after 58 minutes. It is promised for 23 April 2013."
        in text
    )
    assert "An answer: fulfilled. Telekom hilft answered after 3 hours." in text
    assert "Telekom, in April 2013 1 hour Promised 58 minutes Fulfilled 3 hours" in text


def asked(queries: CaptureQueriesContext) -> list[str]:
    """The queries, without what begins and ends the transaction and its scope."""
    texts = [query["sql"][:120] for query in queries]
    return [
        text for text in texts if text not in ("BEGIN", "COMMIT") and not text.startswith("WITH before AS")
    ]


@pytest.mark.django_db(transaction=True)
def test_page_costs_the_same_queries_with_one_post_and_with_thirty(
    campaign: Campaign, reader: Client
) -> None:
    hear(campaign, post_seen(1), kindness="friendly")
    with CaptureQueriesContext(connection) as one:
        body(reader)
    hear(campaign, *(post_seen(number) for number in range(2, 31)), kindness="friendly")
    kept.changed("educamp", "internet")
    with CaptureQueriesContext(connection) as thirty:
        html = body(reader)
    assert html.count('<article class="post"') == 6
    assert len(asked(one)) == len(asked(thirty)) == 7, asked(one)
