"""The simulator over its real protocols, asked by the connectors through the HTTP door."""

import time
from typing import Any

import msgspec
import pytest

from campaigns.networks.bluesky import Bluesky
from campaigns.networks.contract import AccountTopic, HashtagTopic, PostSeen
from campaigns.networks.errors import Rejected
from campaigns.networks.mastodon import Mastodon
from campaigns.networks.simulator import Simulator, Start
from campaigns.networks.telling import Interest
from tests.campaigns.networks.simulator.asking import BOTH_TAGS, door_of, get, hear


def _counted(simulator: Simulator, network: str) -> set[str]:
    posts: Any = simulator.truth()["posts"]
    return {
        post["uri"]
        for post in posts
        if post["network"] == network and post["counts"] and not post["deleted_at"]
    }


def _read_all(connector: Mastodon, simulator: Simulator) -> dict[str, tuple[str, PostSeen]]:
    """Every post of both hashtags on both instances, by uri, with the host that showed it last."""
    seen: dict[str, tuple[str, PostSeen]] = {}
    for host in simulator.instances:
        for tag in ("telekomhilf", "ECHH13"):
            cursor, more = "min:0", True
            while more:
                page = connector.fetch(
                    host=host, topic=HashtagTopic(tag), cursor=cursor, door=door_of(simulator)
                )
                cursor, more = page.cursor, page.more
                seen |= {post.uri: (host, post) for post in page.posts}
    return seen


def test_mastodon_posts_equal_the_truth(over: Simulator) -> None:
    seen = _read_all(Mastodon(), over)
    supporters = {uri for uri, (_, post) in seen.items() if not post.author.is_bot}
    assert supporters == _counted(over, "mastodon")


def test_a_post_seen_through_two_instances_has_one_identity(over: Simulator) -> None:
    first, second = (
        {
            post.uri: post
            for post in Mastodon()
            .fetch(host=host, topic=HashtagTopic("echh13"), cursor="min:0", door=door_of(over))
            .posts
        }
        for host in over.instances
    )
    both = first.keys() & second.keys()
    assert both
    for uri in both:
        assert first[uri].native_id != second[uri].native_id
        assert (first[uri].author, first[uri].text) == (second[uri].author, second[uri].text)


def test_bluesky_posts_and_deletions_equal_the_truth(over: Simulator) -> None:
    posts, gone, _ = hear(over, "1", BOTH_TAGS)
    assert {post.uri for post in posts} - set(gone) == _counted(over, "bluesky")
    assert any(post.edited_at for post in posts)


def test_a_reconnect_with_the_cursor_repeats_only_the_overlap(over: Simulator) -> None:
    posts, _, cursor = hear(over, "1", BOTH_TAGS)
    middle = posts[len(posts) // 2]
    after = str(int(middle.posted_at.timestamp() * 1_000_000))
    again, _, same = hear(over, after, BOTH_TAGS)
    assert 0 < len(again) < len(posts)
    assert same == cursor
    assert posts[-1] in again


def test_refresh_equals_the_truth(over: Simulator) -> None:
    truth: Any = over.truth()
    finals = {post["uri"]: (post["favorites"], post["reposts"], post["replies"]) for post in truth["posts"]}
    seen = [post for host, post in _read_all(Mastodon(), over).values() if host == over.instances[0]][:20]
    mastodon = Mastodon().refresh(
        host=over.instances[0], ids=[post.native_id for post in seen], door=door_of(over)
    )
    uris = sorted(_counted(over, "bluesky"))[:25]
    bluesky = Bluesky(api=over.bluesky_api).refresh(host="", ids=uris, door=door_of(over))
    assert len(mastodon.posts) == len(seen) > 0
    assert {post.uri for post in bluesky.posts} == set(uris)
    for post in (*mastodon.posts, *bluesky.posts):
        assert (post.favorites, post.reposts, post.replies) == finals[post.uri]


def test_refresh_honors_deletions(over: Simulator) -> None:
    truth: Any = over.truth()
    world = over.world
    deleted = [post for post in truth["posts"] if post["deleted_at"]]
    on_bluesky = [post["uri"] for post in deleted if post["network"] == "bluesky"][:25]
    assert Bluesky(api=over.bluesky_api).refresh(host="", ids=on_bluesky, door=door_of(over)).gone == tuple(
        on_bluesky
    )
    numbers = [
        str(world.native_id(post, 0))
        for post in world.posts
        if post.deleted_at and post.network == "mastodon"
    ][:20]
    assert Mastodon().refresh(host=over.instances[0], ids=numbers, door=door_of(over)).gone == tuple(numbers)


def test_the_company_answers_where_both_connectors_see_it(over: Simulator) -> None:
    truth: Any = over.truth()
    company = truth["company"]
    by_network = {answer["network"]: answer for answer in truth["answers"]}
    handle = company["mastodon"]["handle"]
    account = Mastodon().lookup_account(host=over.instances[1], handle=f"@{handle}", door=door_of(over))
    assert account.id == company["mastodon"]["id"]
    topic = AccountTopic(account.id, account.handle)
    page = Mastodon().fetch(host=over.instances[0], topic=topic, cursor="", door=door_of(over))
    assert [post.uri for post in page.posts][1:] == [by_network["mastodon"]["uri"]]
    assert page.posts[1].text.endswith("Wir sind dran. Details bis morgen - Deal?")
    posts, _, _ = hear(over, "1", Interest(authors=frozenset({company["bluesky"]["id"]})))
    assert [post.uri for post in posts][1:] == [by_network["bluesky"]["uri"]]
    assert posts[1].text == "We are on it. Details by tomorrow - deal?"
    assert posts[1].in_reply_to == by_network["bluesky"]["in_reply_to"]
    connector = Bluesky(api=over.bluesky_api)
    profile = connector.lookup_account(host="", handle=company["bluesky"]["handle"], door=door_of(over))
    assert profile.id == company["bluesky"]["id"]
    feed = connector.fetch(
        host="", topic=AccountTopic(profile.id, profile.handle), cursor="", door=door_of(over)
    )
    assert [post.uri for post in feed.posts] == [post.uri for post in posts]


def test_replies_of_a_post_are_found(over: Simulator) -> None:
    answer = next(post for post in over.world.posts if post.reply_to and post.network == "mastodon")
    assert answer.reply_to is not None
    asked = str(over.world.native_id(answer.reply_to, 0))
    replies = Mastodon().replies(host=over.instances[0], native_id=asked, door=door_of(over))
    assert [reply.uri for reply in replies] == [over.world.uri(answer)]
    bluesky: Any = next(one for one in over.truth()["answers"] if one["network"] == "bluesky")  # type: ignore[attr-defined]
    connector = Bluesky(api=over.bluesky_api)
    found = connector.replies(host="", native_id=bluesky["in_reply_to"], door=door_of(over))
    assert [reply.uri for reply in found] == [bluesky["uri"]]
    with pytest.raises(Rejected):
        connector.replies(host="", native_id="at://did:plc:x/app.bsky.feed.post/none", door=door_of(over))


def test_timelines_page_as_mastodon_does(over: Simulator) -> None:
    newest = get(over, "/api/v1/timelines/tag/telekomhilf?limit=5")
    ids = [int(status["id"]) for status in msgspec.json.decode(newest.body)]
    assert ids == sorted(ids, reverse=True)
    assert f'max_id={ids[-1]}>; rel="next"' in newest.headers["link"]
    assert f'min_id={ids[0]}>; rel="prev"' in newest.headers["link"]
    older = msgspec.json.decode(get(over, f"/api/v1/timelines/tag/telekomhilf?limit=5&max_id={ids[-1]}").body)
    assert len(older) == 5
    assert int(older[0]["id"]) < ids[-1]
    back = msgspec.json.decode(
        get(over, f"/api/v1/timelines/tag/telekomhilf?limit=5&min_id={older[0]['id']}").body
    )
    assert [int(status["id"]) for status in back] == ids
    since = msgspec.json.decode(get(over, f"/api/v1/timelines/tag/telekomhilf?since_id={ids[2]}").body)
    assert [int(status["id"]) for status in since] == ids[:2]


def test_a_person_sees_a_page_and_both_instance_entities(over: Simulator) -> None:
    assert b"Invented posts" in get(over, "/").body
    assert Mastodon().measure_text(host=over.instances[0], door=door_of(over)).limit == 500
    assert msgspec.json.decode(get(over, "/api/v1/instance").body)["uri"] == "storm.localhost"


def test_truth_so_far_grows_to_the_whole() -> None:
    with Simulator(Start(posts=50, speed=4000, started_at=time.time() + 0.2)) as simulator:
        before: Any = simulator.truth(so_far=True, with_posts=False)
        assert before["networks"]["mastodon"]["posts"] == 0
        time.sleep(max(0.0, simulator.world.ends_at - time.time()))
        after: Any = simulator.truth(so_far=True)
        assert after["networks"] == dict(simulator.truth())["networks"]
