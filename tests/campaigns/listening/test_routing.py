"""Which campaign wants which post."""

from datetime import timedelta

import pytest

from campaigns.listening.routing import Routes, page_of, routes_of
from campaigns.models import Campaign, Feed
from campaigns.networks.contract import PostSeen, fold_hashtag
from tests.factories import NOW, make_campaign, make_company, make_organization, post_seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign() -> Campaign:
    company = make_company(native_ids={"mastodon": "company"})
    return make_campaign(make_organization(slug="camp"), state="live", slug="net", company=company)


def routes() -> Routes:
    return routes_of(Feed.objects.get(topic="hashtag:telekomhilf"))


def matched(*posts: PostSeen) -> list[str]:
    found = routes().match(posts)
    return [post.uri for posts_of in found.values() for post in posts_of]


def test_route_is_by_hashtag_whatever_its_case_and_width(campaign: Campaign) -> None:
    loud = post_seen(1, uri="loud", hashtags=frozenset({fold_hashtag("TelekomHILF")}))
    wide = post_seen(2, uri="wide", hashtags=frozenset({fold_hashtag("ｅｃｈｈ１３")}))  # noqa: RUF001 - wide on purpose
    other = post_seen(3, uri="other", hashtags=frozenset({"echh14"}))
    assert matched(loud, wide, other) == ["loud", "wide"]


def test_route_is_by_a_link_to_the_campaigns_page(campaign: Campaign) -> None:
    plain = frozenset[str]()
    links = ("http://localhost:8000/camp/net/?lang=de", "https://elsewhere.example/camp/net/")
    posts = [post_seen(n, uri=link, hashtags=plain, links=(link,)) for n, link in enumerate(links)]
    assert page_of(links[0]) == "camp/net"
    assert matched(*posts) == [links[0]]


def test_route_leaves_out_what_was_posted_before_the_campaign(campaign: Campaign) -> None:
    assert matched(post_seen(1, posted_at=NOW - timedelta(seconds=1))) == []


def test_routes_of_one_feed_lead_to_every_campaign_that_listens(campaign: Campaign) -> None:
    other = make_campaign(make_organization(slug="other"), state="live")
    make_campaign(make_organization(slug="third"), state="closed")
    assert {listener.campaign_id for listener in routes().match([post_seen(1)])} == {campaign.id, other.id}


def test_routes_know_who_closed_lately_when_asked_to(campaign: Campaign) -> None:
    closed = make_campaign(make_organization(slug="third"), state="closed")
    feed = Feed.objects.get(topic="hashtag:telekomhilf")
    lately = routes_of(feed, closed_since=NOW - timedelta(days=3))
    assert {listener.campaign_id for listener in lately.listeners} == {campaign.id, closed.id}
