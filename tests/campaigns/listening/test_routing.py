"""Which campaign wants which post."""

from datetime import timedelta
from typing import NoReturn, cast

import pytest
from msgspec import structs

from accounts.scope import organization_scope
from campaigns.listening.routing import Routes, page_of, routes_of
from campaigns.models import Campaign, Feed
from campaigns.networks.contract import AuthorSeen, PostSeen, Wording, fold_hashtag
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


class Unread:
    """Words that nobody may read."""

    def __getattr__(self, name: str) -> NoReturn:
        raise AssertionError(f"somebody read the {name}")


def test_words_of_what_is_too_old_for_everybody_are_not_read(campaign: Campaign) -> None:
    unread = cast("Wording", Unread())
    old = structs.replace(post_seen(1, posted_at=NOW - timedelta(days=3)), said=unread)
    assert matched(old) == []
    with pytest.raises(AssertionError, match="read the hashtags"):
        matched(structs.replace(post_seen(1), said=unread))


def test_routes_of_one_feed_lead_to_every_campaign_that_listens(campaign: Campaign) -> None:
    other = make_campaign(make_organization(slug="other"), state="live")
    make_campaign(make_organization(slug="third"), state="closed")
    assert {listener.campaign_id for listener in routes().match([post_seen(1)])} == {campaign.id, other.id}


def test_routes_know_who_closed_lately_when_asked_to(campaign: Campaign) -> None:
    closed = make_campaign(make_organization(slug="third"), state="closed")
    feed = Feed.objects.get(topic="hashtag:telekomhilf")
    lately = routes_of(feed, closed_since=NOW - timedelta(days=3))
    assert {listener.campaign_id for listener in lately.listeners} == {campaign.id, closed.id}


def test_route_takes_what_supporters_wrote_before_the_campaign_was_live(campaign: Campaign) -> None:
    """They may begin as soon as it is written; what the company said before is no answer."""
    with organization_scope(campaign.organization_id):
        Campaign.objects.filter(pk=campaign.pk).update(created_at=NOW - timedelta(hours=3))
    company = AuthorSeen(id="company", handle="", url="")
    early = post_seen(1, uri="early", posted_at=NOW - timedelta(hours=2))
    too_early = post_seen(2, uri="too early", posted_at=NOW - timedelta(hours=4))
    said = post_seen(3, uri="said", author=company, posted_at=NOW - timedelta(hours=2))
    assert matched(early, too_early, said) == ["early"]
    assert (routes().since, routes().live_since) == (NOW - timedelta(hours=3), NOW)


def test_route_looks_back_a_day_at_most(campaign: Campaign) -> None:
    with organization_scope(campaign.organization_id):
        Campaign.objects.filter(pk=campaign.pk).update(created_at=NOW - timedelta(days=30))
    assert routes().since == NOW - timedelta(days=1)
