"""The numbers equal a recount, whatever happens in whatever order; and where they do not, an operator is told."""

from collections.abc import Sequence
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from accounts.scope import organization_scope
from campaigns.enums import Network
from campaigns.listening.ingest import ingest, ingest_counts
from campaigns.listening.queries import hourly_series, totals
from campaigns.listening.routing import Listener
from campaigns.listening.verifying import Difference, differences, recountable_campaigns
from campaigns.models import Author, Campaign, HourlyMetric, Post
from campaigns.networks.contract import AuthorSeen, PostSeen, Said
from tests.factories import NOW, hear, judge, make_campaign, make_organization, post_seen

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
PEOPLE = [f"https://mastodon.example/users/p{number}" for number in range(4)]

people = st.builds(
    AuthorSeen,
    id=st.sampled_from(PEOPLE),
    handle=st.sampled_from(["", "p@mastodon.example"]),
    url=st.just("https://mastodon.example/@p"),
    followers=st.one_of(st.none(), st.integers(0, 2**40)),
    is_bot=st.sampled_from([False, False, False, True]),
)
counts = st.one_of(st.none(), st.integers(-3, 2**33))
posts = st.builds(
    PostSeen,
    network=st.just(Network.MASTODON),
    uri=st.integers(0, 9).map("https://mastodon.example/{}".format),
    native_id=st.just("1"),
    url=st.just(""),
    author=people,
    said=st.builds(Said, text=st.sampled_from(["Bitte.", "Please.", "\x00"])),
    posted_at=st.integers(0, 300).map(lambda minutes: NOW + timedelta(minutes=minutes)),
    edited_at=st.one_of(st.none(), st.integers(0, 600).map(lambda minutes: NOW + timedelta(minutes=minutes))),
    favorites=counts,
    reposts=counts,
    replies=counts,
    is_sensitive=st.booleans(),
)
uris = st.lists(st.integers(0, 9).map("https://mastodon.example/{}".format), max_size=3)
events = st.one_of(
    st.tuples(
        st.just("heard"), st.lists(posts, max_size=8), uris, st.sets(st.sampled_from(PEOPLE), max_size=1)
    ),
    st.tuples(st.just("judged"), uris, st.sampled_from(["friendly", "flagged", "hidden", "unchecked"])),
)


def recount(campaign: Campaign) -> dict[Any, dict[str, int]]:
    """The numbers by network and hour, counted from the rows in plain Python."""
    with organization_scope(campaign.organization_id):
        living = list(
            Post.objects.filter(campaign=campaign, role="supporter", deleted_at=None).order_by("posted_at")
        )
        followers = dict(Author.objects.values_list("id", "followers"))
    counted: dict[Any, dict[str, int]] = {}
    seen: set[int] = set()
    for post in living:
        hour = counted.setdefault((post.network, post.posted_at.replace(minute=0)), {})
        is_first = post.author_id not in seen
        seen.add(post.author_id)
        told = {
            "posts": 1, "favorites": post.favorites or 0, "reposts": post.reposts or 0, "replies": post.replies or 0,
            "checked": int(post.kindness != "unchecked"), "friendly": int(post.kindness == "friendly"),
            "new_authors": int(is_first), "reach": (followers[post.author_id] or 0) * is_first,
        }  # fmt: skip
        for name, number in told.items():
            hour[name] = hour.get(name, 0) + number
    return counted


def stored(campaign: Campaign) -> dict[Any, dict[str, int]]:
    with organization_scope(campaign.organization_id):
        rows = list(HourlyMetric.objects.filter(campaign=campaign))
    names = ("posts", "favorites", "reposts", "replies", "checked", "friendly", "new_authors", "reach")
    numbers = {(row.network, row.hour): {name: getattr(row, name) for name in names} for row in rows}
    return {hour: counted for hour, counted in numbers.items() if any(counted.values())}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(events, max_size=12))
def test_numbers_equal_a_recount_after_whatever_happens(happening: Sequence[Any]) -> None:
    with transaction.atomic():
        campaign = make_campaign(make_organization(), state="live")
        for kind, *what in happening:
            if kind == "judged":
                judge(campaign, *what)
            else:
                heard, gone, company = what
                listener = Listener(campaign.id, campaign.organization_id, NOW, frozenset(company))
                ingest(listener=listener, network="mastodon", feed_id=None, posts=heard, gone=gone, now=LATER)
        assert stored(campaign) == recount(campaign)
        (told,) = [found for found in recountable_campaigns() if found.id == campaign.id]
        assert differences(told) == []
        transaction.set_rollback(True)


def test_author_with_another_id_on_an_old_server_is_not_stored_for_a_post_that_is_known() -> None:
    """Servers before 4.2 tell an author's address in place of their identity."""
    campaign = make_campaign(make_organization(), state="live")
    post = post_seen(1)
    hear(campaign, post)
    hear(campaign, structs.replace(post, author=structs.replace(post.author, id=post.author.url)))
    with organization_scope(campaign.organization_id):
        assert Author.objects.values_list("native_id", flat=True).get() == post.author.id


def verify(*options: str) -> str:
    out = StringIO()
    call_command("verify_metrics", *options, stdout=out)
    return out.getvalue()


def test_verify_metrics_finds_nothing_to_say() -> None:
    hear(make_campaign(make_organization(), state="live"), post_seen(1), post_seen(2))
    assert verify() == "1 campaigns counted, 0 differences.\n"


def test_verify_metrics_tells_what_differs_and_mends_it() -> None:
    membership = make_organization(slug="camp")
    campaign = make_campaign(membership, state="live", slug="net")
    hear(campaign, post_seen(1), post_seen(70), kindness="friendly")
    with organization_scope(campaign.organization_id):
        HourlyMetric.objects.filter(hour=NOW).update(posts=7, reach=0)
        Author.objects.update(first_posted_at=None)
    (told,) = recountable_campaigns()
    assert differences(told) == [
        Difference("mastodon", NOW, "posts", 7, 1),
        Difference("mastodon", NOW, "reach", 0, 10),
    ]
    with pytest.raises(CommandError, match="--mend"):
        verify()
    assert "camp/net mastodon 2013-04-22T10:00Z posts: stored 7, counted 1" in verify("--mend")
    assert differences(told) == []
    assert stored(campaign) == recount(campaign)
    with organization_scope(campaign.organization_id):
        assert not Author.objects.filter(first_posted_at=None).exists()


def test_numbers_of_which_the_posts_are_gone_are_not_recounted() -> None:
    """Else a recount would find nothing, and mend what is final into zeros."""
    campaign = make_campaign(make_organization(), state="live")
    hear(campaign, post_seen(1))
    with organization_scope(campaign.organization_id):
        Campaign.objects.update(posts_erased_at=LATER)
        Post.objects.all().delete()
    assert recountable_campaigns() == []
    assert verify("--mend") == "0 campaigns counted, 0 differences.\n"
    with organization_scope(campaign.organization_id):
        assert totals(campaign.id).posts == 1


def test_what_a_network_counted_stands_beside_what_we_have() -> None:
    """The larger number is told, hour by hour; a recount of the posts knows only ours."""
    campaign = make_campaign(make_organization(), state="live")
    listener = Listener(campaign.id, campaign.organization_id, NOW)
    hear(campaign, post_seen(1), post_seen(2), post_seen(70))
    for counts in ({NOW: 5, NOW + timedelta(hours=1): 0, NOW + timedelta(hours=2): 3}, {NOW: 4}, {}):
        ingest_counts(listener=listener, network="mastodon", counts=counts)
    with organization_scope(campaign.organization_id):
        told = [(point.hour - NOW, point.posts) for point in hourly_series(campaign.id)]
        assert told == [(timedelta(hours=0), 4), (timedelta(hours=1), 1), (timedelta(hours=2), 3)]
        assert (totals(campaign.id).posts, totals(campaign.id).people) == (8, 3)
    assert verify() == "1 campaigns counted, 0 differences.\n"
    hear(campaign, *[post_seen(number) for number in range(3, 6)])
    with organization_scope(campaign.organization_id):
        assert hourly_series(campaign.id)[0].posts == 5
