"""The connectors over what real servers sent."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from campaigns.networks.bluesky.stream import _Reader
from campaigns.networks.contract import AccountTopic, HashtagTopic
from campaigns.networks.mastodon import Mastodon
from campaigns.networks.mastodon.reading import is_countable, one_by_one, post_seen
from campaigns.networks.telling import Interest
from candyplatform.base.http import Response
from tests.campaigns.networks.recorded_door import RecordedDoor, said

HOST = "http://localhost:3000"


def _exchanges(recorded: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((recorded / "mastodon" / f"{name}.json").read_text())
    return found


def _response(exchange: dict[str, Any]) -> Response:
    told = exchange["response"]
    return Response(
        told["status"], told["headers"], json.dumps(told["body"]).encode(), exchange["request"]["uri"]
    )


def _door(recorded: Path, name: str) -> RecordedDoor:
    """The recorded answers to GET requests, by path."""
    exchanges = [one for one in _exchanges(recorded, name) if one["request"]["method"] == "GET"]
    return RecordedDoor(
        replies={one["request"]["uri"].partition("?")[0].rstrip("/"): _response(one) for one in exchanges}
    )


def test_a_real_hashtag_timeline(recorded: Path) -> None:
    door = _door(recorded, "hashtag_tl")
    page = Mastodon().fetch(host=HOST, topic=HashtagTopic("hoot"), cursor="", door=door)
    (post,) = page.posts
    assert post.uri == f"{HOST}/ap/users/117020566092212359/statuses/117020593741189701"
    assert post.url == f"{HOST}/@mastodonpy_test_2/117020593741189701"
    assert (post.text, post.hashtags, post.language) == ("#hoot (hashtag toot)", frozenset({"hoot"}), "ja")
    assert post.author.id == f"{HOST}/ap/users/117020566092212359"
    assert post.author.handle == "mastodonpy_test_2@localhost"
    assert post.posted_at == datetime(2026, 8, 1, 13, 55, 55, 867000, tzinfo=UTC)
    assert (post.favorites, post.reposts, post.replies) == (0, 0, 0)
    assert (page.more, page.cursor) == (False, "min:0")
    assert page.budget is not None
    assert page.budget.limit == 300


def test_real_statuses_of_an_account(recorded: Path) -> None:
    exchanges = _exchanges(recorded, "get_pagination_info")
    statuses = next(one for one in exchanges if "/statuses?limit=5" in one["request"]["uri"])
    door = RecordedDoor(
        replies=lambda url: said({"id": "1", "acct": "a"}) if "lookup" in url else _response(statuses)
    )
    page = Mastodon().fetch(host=HOST, topic=AccountTopic("x", "mastodonpy_test"), cursor="", door=door)
    assert len(page.posts) == 5
    assert [post.posted_at for post in page.posts] == sorted(post.posted_at for post in page.posts)
    assert {post.author.handle for post in page.posts} == {"mastodonpy_test@localhost"}


def test_a_real_context_has_no_replies(recorded: Path) -> None:
    door = _door(recorded, "status_context")
    assert Mastodon().replies(host=HOST, native_id="117020585487094447", door=door) == ()


@pytest.mark.parametrize("name", ["instance", "instance_v1"])
def test_a_real_instance_tells_its_limits(recorded: Path, name: str) -> None:
    rules = Mastodon().measure_text(host=HOST, door=_door(recorded, name))
    assert (rules.limit, rules.url_length) == (500, 23)


def test_a_real_server_without_posts_is_measured(recorded: Path) -> None:
    instance = _response(_exchanges(recorded, "instance")[0])
    door = RecordedDoor(replies=lambda url: instance if url == f"{HOST}/api/v2/instance" else said([]))
    assert Mastodon().fetch(host=HOST, topic=HashtagTopic("none"), cursor="", door=door).posts == ()


def test_every_recorded_status_can_be_read(recorded: Path) -> None:
    raws = [msgspec.Raw(msgspec.json.encode(status)) for status in _statuses(recorded)]
    found = one_by_one(raws)
    ids, statuses = found.ids, found.readable
    assert len(ids) == len(statuses) == len(raws) > 20
    posts = [post_seen(status) for status in statuses if is_countable(status)]
    assert all("<" not in post.text for post in posts)


def _statuses(recorded: Path) -> list[dict[str, Any]]:
    """All statuses, wherever they stand in a recorded body; those that a deletion returned have no HTML."""
    found = []
    for path in sorted((recorded / "mastodon").glob("*.json")):
        for exchange in json.loads(path.read_text()):
            waiting = [exchange["response"]["body"]]
            while waiting:
                value = waiting.pop()
                if isinstance(value, dict):
                    found += [value] if "visibility" in value and "uri" in value else []
                    waiting += value.values()
                elif isinstance(value, list):
                    waiting += value
    return found


def test_real_jetstream_events(recorded: Path) -> None:
    lines = (recorded / "jetstream" / "golden_v1.jsonl").read_bytes().splitlines()
    lines.sort(key=lambda line: json.loads(line)["time_us"])  # as a stream tells them
    events = [json.loads(line) for line in lines]
    post = next(
        event for event in events if event.get("commit", {}).get("collection") == "app.bsky.feed.post"
    )
    reader, interest = _Reader(0), Interest(authors=frozenset({post["did"]}))
    for line in lines:
        reader.take([line], interest)
    batch = reader.batch(interest)
    (seen,) = batch.posts
    record = post["commit"]["record"]
    assert seen.uri == f"at://{post['did']}/app.bsky.feed.post/{post['commit']['rkey']}"
    assert (seen.text, seen.language) == (record["text"], record["langs"][0])
    assert seen.in_reply_to == record["reply"]["parent"]["uri"]
    assert (seen.favorites, seen.reposts, seen.replies) == (None, None, None)
    assert (batch.seen_events, batch.gone) == (10, ())
    assert batch.cursor == str(max(event["time_us"] for event in events))
