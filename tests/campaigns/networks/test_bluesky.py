"""The Bluesky connector's questions to the public API."""

from datetime import UTC, datetime

import pytest

from campaigns.networks.bluesky import Bluesky
from campaigns.networks.composing import ShareText
from campaigns.networks.contract import AccountTopic, HashtagTopic
from campaigns.networks.errors import NotMeasured
from tests.campaigns.networks.recorded_door import RecordedDoor, said
from tests.campaigns.networks.shapes import DID, bluesky_record, bluesky_uri, bluesky_view

API = "https://api.example/xrpc"
CONNECTOR = Bluesky(hosts=["jet.example"], api="https://api.example/")


def test_fetch_says_that_hashtags_come_by_stream() -> None:
    with pytest.raises(NotMeasured):
        CONNECTOR.fetch(host="", topic=HashtagTopic("a"), cursor="", door=RecordedDoor())


def test_fetch_of_an_account_keeps_its_own_new_posts_only() -> None:
    items = [
        {"post": bluesky_view(3, author={"did": "did:plc:other", "handle": "o.example"})},
        {"post": bluesky_view(2), "reason": {"$type": "app.bsky.feed.defs#reasonRepost"}},
        {"post": bluesky_view(1)},
        {"post": bluesky_view(4, record=bluesky_record(createdAt="2025-12-31T00:00:00Z"))},
    ]
    door = RecordedDoor(replies={f"{API}/app.bsky.feed.getAuthorFeed": said({"feed": items})})
    since = datetime(2026, 1, 1, tzinfo=UTC)
    page = CONNECTOR.fetch(host="", topic=AccountTopic(DID, "ada.example"), cursor="", door=door, since=since)
    assert [post.uri for post in page.posts] == [bluesky_uri(1)]


def test_refresh_asks_for_all_at_once() -> None:
    door = RecordedDoor(
        replies={f"{API}/app.bsky.feed.getPosts": said({"posts": [bluesky_view(1), bluesky_view(2)]})}
    )
    CONNECTOR.refresh(host="", ids=[bluesky_uri(1), bluesky_uri(2)], door=door)
    first, second = (bluesky_uri(number).replace(":", "%3A").replace("/", "%2F") for number in (1, 2))
    assert door.asked == [f"{API}/app.bsky.feed.getPosts?uris={first}&uris={second}"]


def test_lookup_account_knows_a_bot_by_its_label() -> None:
    profile = {
        "did": DID,
        "handle": "bot.example",
        "followersCount": 5,
        "labels": [{"val": "bot", "src": DID}],
    }
    door = RecordedDoor(replies={f"{API}/app.bsky.actor.getProfile": said(profile)})
    author = CONNECTOR.lookup_account(host="", handle="bot.example", door=door)
    assert (author.is_bot, author.followers, author.url) == (True, 5, "https://bsky.app/profile/bot.example")


def test_replies_come_from_all_levels_without_what_is_hidden() -> None:
    deep = {"post": bluesky_view(3), "replies": []}
    thread = {
        "post": bluesky_view(1),
        "replies": [
            {"post": bluesky_view(2), "replies": [deep]},
            {"$type": "app.bsky.feed.defs#blockedPost", "uri": "x"},
        ],
    }
    door = RecordedDoor(replies={f"{API}/app.bsky.feed.getPostThread": said({"thread": thread})})
    replies = CONNECTOR.replies(host="", native_id=bluesky_uri(1), door=door)
    assert {reply.uri for reply in replies} == {bluesky_uri(2), bluesky_uri(3)}


def test_intent_url_is_text_only() -> None:
    share = ShareText(opening="Hi there", url="https://c.example/")
    assert (
        CONNECTOR.intent_url(share)
        == "https://bsky.app/intent/compose?text=Hi%20there%20https%3A%2F%2Fc.example%2F"
    )
