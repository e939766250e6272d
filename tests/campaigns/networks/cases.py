"""What each connector brings to the contract suite: its recorded answers, and what must come of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from campaigns.enums import Network
from campaigns.networks.bluesky import Bluesky
from campaigns.networks.contract import AccountTopic, AuthorSeen, Connector, HashtagTopic, PostSeen, Topic
from campaigns.networks.mastodon import Mastodon
from candyplatform.base.http import Response
from tests.campaigns.networks import shapes
from tests.campaigns.networks.recorded_door import said


@dataclass(frozen=True)
class Case:
    """What one connector brings: how to ask, what its network would say, and what must come of it."""

    connector: Connector
    host: str
    topic: Topic
    ids: tuple[str, str]
    page: Callable[[Sequence[object]], object]
    item: Callable[[int], object]
    single_url: Callable[[str], str]
    missing: Response
    found: Callable[[object], object]
    profile: object
    thread: Callable[[Sequence[object]], object]
    expected: PostSeen
    author: AuthorSeen


MASTODON_POST = PostSeen(
    network=Network.MASTODON,
    uri="https://social.example/users/ada/statuses/1",
    native_id="1",
    url="https://social.example/@ada/1",
    author=AuthorSeen(
        id="https://social.example/users/ada",
        handle="ada@social.example",
        url="https://social.example/@ada",
        followers=12,
    ),
    text="Bitte! #TelekomHilf",
    posted_at=datetime(2026, 1, 1, 0, 0, 1, tzinfo=UTC),
    language="de",
    hashtags=frozenset({"telekomhilf"}),
    favorites=3,
    reposts=2,
    replies=1,
)
BLUESKY_POST = PostSeen(
    network=Network.BLUESKY,
    uri=shapes.bluesky_uri(1),
    native_id=shapes.bluesky_uri(1),
    url=f"https://bsky.app/profile/{shapes.DID}/post/3k1",
    author=AuthorSeen(id=shapes.DID, handle="ada.example", url="https://bsky.app/profile/ada.example"),
    text="Bitte! #TelekomHilf",
    posted_at=datetime(2026, 1, 1, 0, 0, 1, tzinfo=UTC),
    language="de",
    hashtags=frozenset({"telekomhilf"}),
    favorites=3,
    reposts=2,
    replies=1,
)

CASES = {
    "mastodon": Case(
        connector=Mastodon(hosts=["social.example"]),
        host="social.example",
        topic=HashtagTopic("TelekomHilf"),
        ids=("1", "2"),
        page=list,
        item=shapes.mastodon_status,
        single_url=lambda native_id: f"https://social.example/api/v1/statuses/{native_id}",
        missing=said({"error": "Record not found"}, 404),
        found=lambda item: item,
        profile=shapes.mastodon_account(),
        thread=lambda items: {"ancestors": [], "descendants": items},
        expected=MASTODON_POST,
        author=MASTODON_POST.author,
    ),
    "bluesky": Case(
        connector=Bluesky(hosts=["wss://jet.example"], api="https://api.example"),
        host="jet.example",
        topic=AccountTopic(shapes.DID, "ada.example"),
        ids=(shapes.bluesky_uri(1), shapes.bluesky_uri(2)),
        page=lambda items: {"feed": [{"post": item} for item in items], "posts": items},
        item=shapes.bluesky_view,
        single_url=lambda uri: (
            f"https://api.example/xrpc/app.bsky.feed.getPosts?uris={uri.replace(':', '%3A').replace('/', '%2F')}"
        ),
        missing=said({"posts": []}),
        found=lambda item: {"posts": [item]},
        profile={"did": shapes.DID, "handle": "ada.example"},
        thread=lambda items: {
            "thread": {"post": shapes.bluesky_view(9), "replies": [{"post": item} for item in items]}
        },
        expected=BLUESKY_POST,
        author=BLUESKY_POST.author,
    ),
}
