"""Ingest on a real database: what is so, counted once, whatever the order it is heard in."""

import dataclasses
from collections.abc import Sequence
from datetime import timedelta
from random import Random
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from msgspec import structs

from accounts.models import JournalEntry
from accounts.scope import organization_scope
from campaigns.enums import Kindness, Network, PostRole
from campaigns.listening import queries
from campaigns.listening.ingest import Ingested, ingest
from campaigns.listening.routing import Listener
from campaigns.models import Author, Campaign, HourlyMetric, Post
from campaigns.networks.contract import AuthorSeen, PostSeen
from candyplatform.base.models import DueWork
from tests.factories import NOW, judge, make_campaign, make_organization, post_seen

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
COMPANY = AuthorSeen(
    id="https://mastodon.example/users/telekomhilft", handle="telekomhilft@mastodon.example", url=""
)


@pytest.fixture
def campaign() -> Campaign:
    return make_campaign(make_organization(), state="live")


def listener(campaign: Campaign) -> Listener:
    return Listener(
        campaign.id,
        campaign.organization_id,
        NOW,
        frozenset({COMPANY.id}),
        frozenset({"telekomhilf", "echh13"}),
    )


def hear(campaign: Campaign, posts: Sequence[PostSeen] = (), gone: Sequence[str] = ()) -> Ingested:
    return ingest(
        listener=listener(campaign), network=Network.MASTODON, feed_id=None, posts=posts, gone=gone, now=LATER
    )


def totals(campaign: Campaign) -> queries.Totals:
    """What was counted; `test_verifying` looks at what is estimated and judged."""
    with organization_scope(campaign.organization_id):
        return queries.Totals(**queries.totals(campaign.id).as_dict())


def recounted(campaign: Campaign) -> queries.Totals:
    """The totals, counted from the rows by an independent way."""
    with organization_scope(campaign.organization_id):
        posts = list(Post.objects.filter(campaign=campaign, role=PostRole.SUPPORTER, deleted_at=None))
    return queries.Totals(
        posts=len(posts),
        people=len({(post.network, post.author_id) for post in posts}),
        favorites=sum(post.favorites or 0 for post in posts),
        reposts=sum(post.reposts or 0 for post in posts),
        replies=sum(post.replies or 0 for post in posts),
    )


def test_ingest_counts_a_post_once_however_often_it_is_heard(campaign: Campaign) -> None:
    assert hear(campaign, [post_seen(1), post_seen(2)]) == Ingested(new=2)
    assert hear(campaign, [post_seen(2), post_seen(1), post_seen(2)]) == Ingested()
    assert totals(campaign) == queries.Totals(posts=2, people=2, favorites=3)


def test_ingest_counts_an_author_once(campaign: Campaign) -> None:
    author = post_seen(1).author
    hear(
        campaign, [post_seen(1), post_seen(90, author=author, uri="two", posted_at=NOW + timedelta(hours=2))]
    )
    assert totals(campaign).people == 1
    with organization_scope(campaign.organization_id):
        hours = list(HourlyMetric.objects.values_list("hour", "posts", "new_authors"))
    assert hours == [(NOW, 1, 1), (NOW + timedelta(hours=2), 1, 0)]


def test_ingest_moves_an_author_to_the_hour_of_an_earlier_post(campaign: Campaign) -> None:
    author = post_seen(1).author
    hear(campaign, [post_seen(1, posted_at=NOW + timedelta(hours=3))])
    hear(campaign, [post_seen(2, author=author, uri="earlier", posted_at=NOW + timedelta(hours=1))])
    with organization_scope(campaign.organization_id):
        hours = dict(HourlyMetric.objects.values_list("hour", "new_authors"))
    assert hours == {NOW + timedelta(hours=1): 1, NOW + timedelta(hours=3): 0}


def test_ingest_takes_over_growing_engagement_and_forgets_none_of_it(campaign: Campaign) -> None:
    hear(campaign, [post_seen(1, favorites=2, reposts=1, replies=0)])
    hear(campaign, [post_seen(1, favorites=9, reposts=4, replies=2)])
    hear(campaign, [post_seen(1, favorites=None, reposts=None, replies=None)])
    assert totals(campaign) == queries.Totals(posts=1, people=1, favorites=9, reposts=4, replies=2)


def test_ingest_follows_an_edit_and_has_it_checked_again(campaign: Campaign) -> None:
    hear(campaign, [post_seen(1)])
    judge(campaign, [post_seen(1).uri], Kindness.FRIENDLY)
    edited = post_seen(1, text="Other words. #telekomhilf", edited_at=NOW + timedelta(minutes=5))
    assert hear(campaign, [edited]) == Ingested(changed=1)
    assert hear(campaign, [post_seen(1)]) == Ingested()
    with organization_scope(campaign.organization_id):
        post = Post.objects.get()
    assert (post.text, post.kindness) == ("Other words. #telekomhilf", Kindness.UNCHECKED)


def test_ingest_honors_a_deletion_and_keeps_it(campaign: Campaign) -> None:
    hear(campaign, [post_seen(1), post_seen(2)])
    assert hear(campaign, gone=[post_seen(1).uri, "never heard of"]) == Ingested(deleted=1)
    assert hear(campaign, [post_seen(1)], gone=[post_seen(1).uri]) == Ingested()
    assert totals(campaign) == queries.Totals(posts=1, people=1, favorites=2)
    with organization_scope(campaign.organization_id):
        gone = Post.objects.get(uri=post_seen(1).uri)
    assert (gone.text, gone.deleted_at, gone.refresh_due_at) == ("", LATER, None)


def test_ingest_tells_bots_and_the_company_from_supporters(campaign: Campaign) -> None:
    bot = AuthorSeen(id="bot", handle="bot@mastodon.example", url="", is_bot=True)
    hear(campaign, [post_seen(1), post_seen(2, author=bot), post_seen(3, author=COMPANY)])
    with organization_scope(campaign.organization_id):
        roles = list(Post.objects.order_by("posted_at").values_list("role", flat=True))
    assert roles == [PostRole.SUPPORTER, PostRole.BOT, PostRole.COMPANY]
    assert totals(campaign) == queries.Totals(posts=1, people=1, favorites=1)


def test_ingest_leaves_out_what_the_company_answers_to_others(campaign: Campaign) -> None:
    hear(campaign, [post_seen(1)])
    plain: dict[str, Any] = {"author": COMPANY, "hashtags": frozenset()}
    hear(
        campaign,
        [
            post_seen(2, **plain, uri="to us", in_reply_to=post_seen(1).uri),
            post_seen(4, **plain, uri="to somebody else", in_reply_to="https://elsewhere.example/1"),
            post_seen(5, **plain, uri="to everybody"),
        ],
    )
    with organization_scope(campaign.organization_id):
        found = set(Post.objects.filter(role=PostRole.COMPANY).values_list("uri", flat=True))
    assert found == {"to us", "to everybody"}


def test_ingest_makes_the_rooms_that_follow_it_due_and_leaves_the_journal_alone(campaign: Campaign) -> None:
    hear(campaign, [post_seen(1)])
    with organization_scope(campaign.organization_id):
        assert not JournalEntry.objects.filter(verb="posts.heard").exists()
        due = set(DueWork.objects.filter(key=str(campaign.id)).values_list("kind", flat=True))
    # That the hours be told was asked for when the campaign went live.
    assert due - {"webhooks.hour"} == {
        "answers.notice",
        "moderation.assess",
        "milestone.notice",
        "page.renew",
    }


def test_ingest_counts_a_bot_no_more_once_it_is_known(campaign: Campaign) -> None:
    author = post_seen(1).author
    hear(campaign, [post_seen(1), post_seen(2)])
    bot = structs.replace(author, is_bot=True)
    hear(campaign, [post_seen(3, author=bot, uri="beep")])
    hear(campaign, [post_seen(4, author=author, uri="the stream does not tell")])
    assert totals(campaign) == queries.Totals(posts=1, people=1, favorites=2)


def test_ingest_finds_the_companys_post_once_its_account_is_known(campaign: Campaign) -> None:
    unknown = dataclasses.replace(listener(campaign), company_ids=frozenset())
    ingest(
        listener=unknown, network="mastodon", feed_id=None, posts=[post_seen(1, author=COMPANY)], now=LATER
    )
    assert totals(campaign).posts == 1
    hear(campaign, [post_seen(1, author=COMPANY)])
    assert totals(campaign).posts == 0


def test_ingest_takes_a_post_from_the_future_as_one_of_now(campaign: Campaign) -> None:
    hear(campaign, [post_seen(1, posted_at=NOW + timedelta(days=20_000))])
    with organization_scope(campaign.organization_id):
        assert Post.objects.get().posted_at == LATER


def test_ingest_follows_what_is_marked_sensitive(campaign: Campaign) -> None:
    hear(campaign, [post_seen(1)])
    hear(campaign, [post_seen(1, is_sensitive=True)])
    with organization_scope(campaign.organization_id):
        assert Post.objects.get().is_sensitive


def test_ingest_keeps_no_address_that_a_page_may_not_link_to(campaign: Campaign) -> None:
    hear(campaign, [post_seen(1, url="javascript:alert(1)")])
    with organization_scope(campaign.organization_id):
        assert Post.objects.get().url == ""


def test_ingest_in_any_order_equals_a_recount(campaign: Campaign) -> None:
    random = Random(13)
    authors = [post_seen(number).author for number in range(20)]
    seen = [
        post_seen(
            number,
            author=random.choice(authors),
            uri=f"post {number}",
            posted_at=NOW + timedelta(minutes=random.randrange(600)),
        )
        for number in range(150)
    ]
    for _ in range(40):
        hear(
            campaign,
            [
                post_seen(**{**_values(post), "favorites": random.randrange(50)})
                for post in random.sample(seen, random.randrange(1, 25))
            ],
            gone=[post.uri for post in random.sample(seen, random.randrange(3))],
        )
    assert totals(campaign) == recounted(campaign)
    with organization_scope(campaign.organization_id):
        by_hour = {hour: posts for hour, posts in HourlyMetric.objects.values_list("hour", "posts") if posts}
        counted: dict[Any, int] = {}
        for post in Post.objects.filter(deleted_at=None):
            hour = post.posted_at.replace(minute=0, second=0)
            counted[hour] = counted.get(hour, 0) + 1
    assert by_hour == counted


def _values(post: PostSeen) -> dict[str, Any]:
    return {name: getattr(post, name) for name in post.__struct_fields__ if name != "network"}


@pytest.mark.django_db(transaction=True)
def test_ingest_of_two_feeds_at_once_counts_every_post() -> None:
    campaign = make_campaign(make_organization(), state="live")

    def storm(first: int) -> None:
        for number in range(first, first + 20):
            hear(campaign, [post_seen(number, posted_at=NOW)])
        connection.close()

    threads = [Thread(target=storm, args=(first,)) for first in (1, 11, 21)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert totals(campaign).posts == totals(campaign).people == 40
    with organization_scope(campaign.organization_id):
        assert Author.objects.count() == Post.objects.count() == 40
