"""The simulator over its real protocols, asked by the connectors through the HTTP door."""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest

from campaigns.networks.bluesky import Bluesky
from campaigns.networks.contract import AccountTopic, HashtagTopic, Interest, PostSeen
from campaigns.networks.errors import Rejected, Throttled, Unavailable
from campaigns.networks.mastodon import Mastodon
from campaigns.networks.simulator import Simulator, Start
from campaigns.networks.simulator.simulator import remembered
from candyplatform.base.http import Door

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="module")
def over() -> Iterator[Simulator]:
    """A storm that ended long ago: everything is there at once."""
    with Simulator(Start(posts=200, started_at=time.time() - 10_000), rate_limit=10_000) as simulator:
        yield simulator


def _door(simulator: Simulator) -> Door:
    return Door(simulator.loopback)


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
                    host=host, topic=HashtagTopic(tag), cursor=cursor, door=_door(simulator)
                )
                cursor, more = page.cursor, page.more
                seen |= {post.uri: (host, post) for post in page.posts}
    return seen


def _listen(simulator: Simulator, cursor: str, interest: Interest) -> tuple[list[PostSeen], list[str], str]:
    """What one look at the stream brings, until it is quiet."""
    connector = Bluesky(api=simulator.bluesky_api)
    stream = connector.listen(
        host=simulator.jetstream, cursor=cursor, door=_door(simulator), interest=lambda: interest
    )
    posts: list[PostSeen] = []
    gone: list[str] = []
    with contextlib.closing(stream):
        for batch in stream:
            posts += batch.posts
            gone += batch.gone
            if not batch.seen_events:
                return posts, gone, batch.cursor
    raise AssertionError("the stream ended")


BOTH_TAGS = Interest(hashtags=frozenset({"telekomhilf", "echh13"}))


def test_mastodon_posts_equal_the_truth(over: Simulator) -> None:
    seen = _read_all(Mastodon(), over)
    supporters = {uri for uri, (_, post) in seen.items() if not post.author.is_bot}
    assert supporters == _counted(over, "mastodon")


def test_a_post_seen_through_two_instances_has_one_identity(over: Simulator) -> None:
    first, second = (
        {
            post.uri: post
            for post in Mastodon()
            .fetch(host=host, topic=HashtagTopic("echh13"), cursor="min:0", door=_door(over))
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
    posts, gone, _ = _listen(over, "1", BOTH_TAGS)
    assert {post.uri for post in posts} - set(gone) == _counted(over, "bluesky")
    assert any(post.edited_at for post in posts)


def test_a_reconnect_with_the_cursor_repeats_only_the_overlap(over: Simulator) -> None:
    posts, _, cursor = _listen(over, "1", BOTH_TAGS)
    middle = posts[len(posts) // 2]
    after = str(int(middle.posted_at.timestamp() * 1_000_000))
    again, _, same = _listen(over, after, BOTH_TAGS)
    assert 0 < len(again) < len(posts)
    assert same == cursor
    assert posts[-1] in again


def test_refresh_equals_the_truth(over: Simulator) -> None:
    truth: Any = over.truth()
    finals = {post["uri"]: (post["favorites"], post["reposts"], post["replies"]) for post in truth["posts"]}
    seen = [post for host, post in _read_all(Mastodon(), over).values() if host == over.instances[0]][:20]
    mastodon = Mastodon().refresh(
        host=over.instances[0], ids=[post.native_id for post in seen], door=_door(over)
    )
    uris = sorted(_counted(over, "bluesky"))[:25]
    bluesky = Bluesky(api=over.bluesky_api).refresh(host="", ids=uris, door=_door(over))
    assert len(mastodon.posts) == len(seen) > 0
    assert {post.uri for post in bluesky.posts} == set(uris)
    for post in (*mastodon.posts, *bluesky.posts):
        assert (post.favorites, post.reposts, post.replies) == finals[post.uri]


def test_refresh_honors_deletions(over: Simulator) -> None:
    truth: Any = over.truth()
    world = over.world
    deleted = [post for post in truth["posts"] if post["deleted_at"]]
    on_bluesky = [post["uri"] for post in deleted if post["network"] == "bluesky"][:25]
    assert Bluesky(api=over.bluesky_api).refresh(host="", ids=on_bluesky, door=_door(over)).gone == tuple(
        on_bluesky
    )
    numbers = [
        str(world.native_id(post, 0))
        for post in world.posts
        if post.deleted_at and post.network == "mastodon"
    ][:20]
    assert Mastodon().refresh(host=over.instances[0], ids=numbers, door=_door(over)).gone == tuple(numbers)


def test_the_company_answers_where_both_connectors_see_it(over: Simulator) -> None:
    truth: Any = over.truth()
    company = truth["company"]
    by_network = {answer["network"]: answer for answer in truth["answers"]}
    handle = company["mastodon"]["handle"]
    account = Mastodon().lookup_account(host=over.instances[1], handle=f"@{handle}", door=_door(over))
    assert account.id == company["mastodon"]["id"]
    topic = AccountTopic(account.id, account.handle)
    page = Mastodon().fetch(host=over.instances[0], topic=topic, cursor="", door=_door(over))
    assert [post.uri for post in page.posts][1:] == [by_network["mastodon"]["uri"]]
    assert page.posts[1].text.endswith("Wir sind dran. Details bis morgen - Deal?")
    posts, _, _ = _listen(over, "1", Interest(authors=frozenset({company["bluesky"]["id"]})))
    assert [post.uri for post in posts][1:] == [by_network["bluesky"]["uri"]]
    assert posts[1].text == "We are on it. Details by tomorrow - deal?"
    assert posts[1].in_reply_to == by_network["bluesky"]["in_reply_to"]
    connector = Bluesky(api=over.bluesky_api)
    profile = connector.lookup_account(host="", handle=company["bluesky"]["handle"], door=_door(over))
    assert profile.id == company["bluesky"]["id"]
    feed = connector.fetch(
        host="", topic=AccountTopic(profile.id, profile.handle), cursor="", door=_door(over)
    )
    assert [post.uri for post in feed.posts] == [post.uri for post in posts]


def test_replies_of_a_post_are_found(over: Simulator) -> None:
    answer = next(post for post in over.world.posts if post.reply_to and post.network == "mastodon")
    assert answer.reply_to is not None
    asked = str(over.world.native_id(answer.reply_to, 0))
    replies = Mastodon().replies(host=over.instances[0], native_id=asked, door=_door(over))
    assert [reply.uri for reply in replies] == [over.world.uri(answer)]
    bluesky: Any = next(one for one in over.truth()["answers"] if one["network"] == "bluesky")  # type: ignore[attr-defined]
    connector = Bluesky(api=over.bluesky_api)
    found = connector.replies(host="", native_id=bluesky["in_reply_to"], door=_door(over))
    assert [reply.uri for reply in found] == [bluesky["uri"]]
    with pytest.raises(Rejected):
        connector.replies(host="", native_id="at://did:plc:x/app.bsky.feed.post/none", door=_door(over))


def _get(simulator: Simulator, path: str) -> Any:
    response = _door(simulator).request("GET", f"{simulator.instances[0]}{path}")
    assert response.status == 200
    return response


def test_timelines_page_as_mastodon_does(over: Simulator) -> None:
    newest = _get(over, "/api/v1/timelines/tag/telekomhilf?limit=5")
    ids = [int(status["id"]) for status in msgspec.json.decode(newest.body)]
    assert ids == sorted(ids, reverse=True)
    assert f'max_id={ids[-1]}>; rel="next"' in newest.headers["link"]
    assert f'min_id={ids[0]}>; rel="prev"' in newest.headers["link"]
    older = msgspec.json.decode(
        _get(over, f"/api/v1/timelines/tag/telekomhilf?limit=5&max_id={ids[-1]}").body
    )
    assert len(older) == 5
    assert int(older[0]["id"]) < ids[-1]
    back = msgspec.json.decode(
        _get(over, f"/api/v1/timelines/tag/telekomhilf?limit=5&min_id={older[0]['id']}").body
    )
    assert [int(status["id"]) for status in back] == ids
    since = msgspec.json.decode(_get(over, f"/api/v1/timelines/tag/telekomhilf?since_id={ids[2]}").body)
    assert [int(status["id"]) for status in since] == ids[:2]


def test_a_person_sees_a_page_and_both_instance_entities(over: Simulator) -> None:
    assert b"Invented posts" in _get(over, "/").body
    assert Mastodon().measure_text(host=over.instances[0], door=_door(over)).limit == 500
    assert msgspec.json.decode(_get(over, "/api/v1/instance").body)["uri"] == "storm.localhost"


def _control(simulator: Simulator, **fault: object) -> int:
    url = f"{simulator.instances[0]}/control"
    return _door(simulator).request("POST", url, body=msgspec.json.encode(fault)).status


def _ask(simulator: Simulator) -> object:
    return Mastodon().fetch(
        host=simulator.instances[0], topic=HashtagTopic("echh13"), cursor="", door=_door(simulator)
    )


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"fail": 503}, Unavailable),
        ({"throttle": True}, Throttled),
        ({"truncate": True}, Unavailable),
        ({"drop": True}, Unavailable),
    ],
)
def test_control_makes_trouble_and_ends_it(
    over: Simulator, fault: dict[str, object], error: type[Exception]
) -> None:
    assert _control(over, service="mastodon", **fault) == 200
    with pytest.raises(error):
        _ask(over)
    assert _control(over) == 200
    _ask(over)


def test_control_makes_answers_empty_and_slow(over: Simulator) -> None:
    _control(over, service="mastodon", empty=True, slow=0.3)
    started = time.monotonic()
    assert _get(over, "/api/v1/timelines/tag/echh13").body == b"[]"
    assert time.monotonic() - started >= 0.3
    _control(over)


def test_control_refuses_what_it_does_not_know(over: Simulator) -> None:
    assert _control(over, nonsense=1) == 422
    assert _control(over, fail=200) == 422


def test_control_cuts_the_stream(over: Simulator) -> None:
    stream = Bluesky().listen(host=over.jetstream, cursor="", door=_door(over), interest=lambda: BOTH_TAGS)
    next(stream)
    _control(over, service="jetstream", drop=True)
    with pytest.raises(Unavailable):
        list(islice(stream, 10))
    with pytest.raises(Unavailable):
        next(Bluesky().listen(host=over.jetstream, cursor="", door=_door(over), interest=lambda: BOTH_TAGS))
    _control(over)
    _listen(over, "", BOTH_TAGS)


def test_too_many_requests_are_refused_until_the_window_ends() -> None:
    with Simulator(
        Start(posts=50, started_at=time.time() - 10_000), rate_limit=2, rate_window=3600
    ) as simulator:
        _ask(simulator)
        _ask(simulator)
        with pytest.raises(Throttled) as caught:
            _ask(simulator)
        left = 3600 - time.time() % 3600
        assert abs(caught.value.retry_after - left) < 5


def test_truth_so_far_grows_to_the_whole() -> None:
    with Simulator(Start(posts=50, speed=4000, started_at=time.time() + 0.2)) as simulator:
        before: Any = simulator.truth(so_far=True, with_posts=False)
        assert before["networks"]["mastodon"]["posts"] == 0
        time.sleep(max(0.0, simulator.world.ends_at - time.time()))
        after: Any = simulator.truth(so_far=True)
        assert after["networks"] == dict(simulator.truth())["networks"]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def _process(*words: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "campaigns.networks.simulator", *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_killed_simulator_goes_on_with_the_same_story(tmp_path: Path) -> None:
    ports = [_free_port() for _ in range(3)]
    words = [
        "--mastodon-port",
        str(ports[0]),
        "--second-mastodon-port",
        str(ports[1]),
        "--jetstream-port",
        str(ports[2]),
    ]
    words += [
        "--posts",
        "50",
        "--state",
        str(tmp_path / "state.json"),
        "--truth",
        str(tmp_path / "truth.json"),
    ]
    told = []
    for _ in range(2):
        with _process(*words) as process:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line.startswith("Storm simulator ready.")
            url = urlsplit(line.split()[-1])
            door = Door(frozenset({("127.0.0.1", ports[0])}))
            told.append(door.request("GET", url.geturl()).body)
    assert told[0] == told[1] == (tmp_path / "truth.json").read_bytes()


def test_remembered_starts_anew_for_another_storm(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "state.json"
    first = remembered(Start(posts=5), path)
    assert abs(first.started_at - time.time() - 2) < 1
    assert remembered(Start(posts=5), path) == first
    other = remembered(Start(posts=6), path)
    assert (other.posts, remembered(Start(posts=6), path)) == (6, other)
    path.write_text("half a fi")
    assert remembered(Start(posts=5), path).started_at >= first.started_at


def test_many_posts_are_no_slower_to_page() -> None:
    with Simulator(Start(posts=20_000, started_at=time.time() - 10_000)) as simulator:
        door, host = _door(simulator), simulator.instances[0]
        started = time.monotonic()
        for _ in range(20):
            page = Mastodon().fetch(host=host, topic=HashtagTopic("telekomhilf"), cursor="min:0", door=door)
            assert len(page.posts) > 30
        assert time.monotonic() - started < 2
