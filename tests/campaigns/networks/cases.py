"""What each connector brings to the contract suite: its recorded answers, and what must come of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from campaigns.enums import Network
from campaigns.networks.bluesky import Bluesky
from campaigns.networks.contract import (
    AccountTopic,
    AuthorSeen,
    Connector,
    HashtagTopic,
    PostSeen,
    Said,
    Topic,
)
from campaigns.networks.mastodon import Mastodon
from campaigns.networks.threads import Threads
from campaigns.networks.x import X
from candyplatform.base.http import Response
from tests.campaigns.networks import shapes
from tests.campaigns.networks.recorded_door import said

WAYS = ("fetch", "refresh", "lookup_account", "replies")


@dataclass(frozen=True)
class Case:
    """What one connector brings: how to ask, what its network would say, and what must come of it.

    `ways` are the questions that its network answers.
    """

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
    ways: tuple[str, ...] = WAYS


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
    said=Said(text="Bitte! #TelekomHilf", hashtags=frozenset({"telekomhilf"})),
    posted_at=datetime(2026, 1, 1, 0, 0, 1, tzinfo=UTC),
    language="de",
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
    said=Said(text="Bitte! #TelekomHilf", hashtags=frozenset({"telekomhilf"})),
    posted_at=datetime(2026, 1, 1, 0, 0, 1, tzinfo=UTC),
    language="de",
    favorites=3,
    reposts=2,
    replies=1,
)

X_POST = PostSeen(
    network=Network.X,
    uri="https://x.com/i/status/1",
    native_id="1",
    url="https://x.com/i/status/1",
    author=AuthorSeen(id="7", handle="", url="https://x.com/i/user/7"),
    said=Said(text="Bitte! #TelekomHilf", hashtags=frozenset({"telekomhilf"})),
    posted_at=datetime(2026, 1, 1, 0, 0, 1, tzinfo=UTC),
    language="de",
    favorites=3,
    reposts=2,
    replies=1,
)
THREADS_AUTHOR = AuthorSeen(
    id="https://www.threads.com/@ada", handle="ada", url="https://www.threads.com/@ada"
)
THREADS_POST = PostSeen(
    network=Network.THREADS,
    uri="https://www.threads.com/@ada/post/D1",
    native_id="1",
    url="https://www.threads.com/@ada/post/D1",
    author=THREADS_AUTHOR,
    said=Said(text="Bitte! #TelekomHilf", hashtags=frozenset({"telekomhilf"})),
    posted_at=datetime(2026, 1, 1, 0, 0, 1, tzinfo=UTC),
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
    "bluesky search": Case(
        connector=Bluesky(
            api="https://api.example", pds="https://pds.example", handle="op.example", app_password="s3cret"
        ),
        host="https://pds.example",
        topic=HashtagTopic("TelekomHilf"),
        ids=(shapes.bluesky_uri(1), shapes.bluesky_uri(2)),
        page=lambda items: {"posts": items, "accessJwt": "session"},
        item=shapes.bluesky_view,
        single_url=lambda uri: "",
        missing=said({"posts": []}),
        found=lambda item: {"posts": [item]},
        profile={},
        thread=lambda items: {},
        expected=BLUESKY_POST,
        author=BLUESKY_POST.author,
        ways=("fetch",),
    ),
    "x": Case(
        connector=X(hosts=["https://api.x.example"], token="t0ken", mode="posts", daily_budget=1),
        host="https://api.x.example",
        topic=HashtagTopic("TelekomHilf", ("echh13",)),
        ids=("1", "2"),
        page=lambda items: {"data": items, "meta": {"newest_id": "1"}},
        item=shapes.x_post,
        single_url=lambda native_id: f"https://api.x.example/2/tweets?{shapes.X_FIELDS}&ids={native_id}",
        missing=said({"errors": [{"resource_id": "2", "title": "Not Found Error"}]}),
        found=lambda item: {"data": [item]},
        profile={"data": [{"id": "7", "username": "ada", "public_metrics": {"followers_count": 12}}]},
        thread=lambda items: {"data": items},
        expected=X_POST,
        author=AuthorSeen(id="7", handle="ada", url="https://x.com/ada", followers=12),
    ),
    "threads": Case(
        connector=Threads(hosts=["https://threads.example"], token="t0ken", reviewed=True),
        host="https://threads.example",
        topic=HashtagTopic("TelekomHilf"),
        ids=("1", "2"),
        page=lambda items: {"data": items},
        item=shapes.threads_post,
        single_url=lambda native_id: "",
        missing=said({}, 404),
        found=lambda item: item,
        profile={},
        thread=lambda items: {},
        expected=THREADS_POST,
        author=THREADS_AUTHOR,
        ways=("fetch",),
    ),
}
