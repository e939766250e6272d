"""The Bluesky connector: Jetstream for what is new, the public API for what has become of it, search for what was before.

Sources: https://docs.bsky.app/docs/api/, lexicon `app.bsky.feed.getPosts` (25 URIs), `app.bsky.feed.post` (300
graphemes, 3000 bytes).
"""

import re
from collections.abc import Callable, Generator, Iterator, Sequence
from datetime import datetime
from urllib.parse import quote

import msgspec

from campaigns.enums import Network
from campaigns.networks import asking
from campaigns.networks.bluesky import stream
from campaigns.networks.bluesky.reading import author_seen, posts_in
from campaigns.networks.bluesky.searching import Searcher
from campaigns.networks.bluesky.shapes import AuthorFeed, Posts, Profile, Thread, ThreadAnswer
from campaigns.networks.composing import ShareText, TextRules, Unit, compose
from campaigns.networks.contract import (
    AuthorSeen,
    Delivery,
    HashtagTopic,
    Page,
    PostLink,
    PostSeen,
    Refreshed,
    Topic,
    Traits,
)
from campaigns.networks.errors import NotMeasured, Rejected
from campaigns.networks.telling import Interest, StreamBatch
from candyplatform.base.http import Door, Params, Response

PDS = "https://bsky.social"
PUBLIC_API = "https://public.api.bsky.app"
TEXT_RULES = TextRules(limit=300, unit=Unit.GRAPHEMES, max_bytes=3000)
REFRESH_BATCH = 25
FEED_PAGE = 50
THREAD_DEPTH = 20
COMPOSER = "https://bsky.app/intent/compose"

_BAD_REQUEST = frozenset({400})
_POST_PATH = re.compile(r"/profile/([\w.:%-]{3,260})/post/(\w{3,40})/?")

_POSTS = msgspec.json.Decoder(Posts)
_PROFILE = msgspec.json.Decoder(Profile)
_FEED = msgspec.json.Decoder(AuthorFeed)
_THREAD = msgspec.json.Decoder(ThreadAnswer)


class Bluesky:
    """`hosts` are Jetstream servers (`wss://…`), `api` answers the questions; other methods' `host` is not used.

    With the `handle` and an `app_password` of an account at `pds`, hashtags of the past can be searched for there.
    """

    network = Network.BLUESKY
    delivery = Delivery.STREAM
    text_rules = TEXT_RULES
    refresh_batch_size = REFRESH_BATCH
    web_hosts = frozenset({"bsky.app", "main.bsky.dev"})
    traits = Traits()
    keeps = stream.KEPT

    def __init__(
        self,
        *,
        hosts: Sequence[str] = (),
        not_measured: str = "",
        api: str = PUBLIC_API,
        pds: str = PDS,
        handle: str = "",
        app_password: str = "",
    ) -> None:
        self.hosts = tuple(hosts)
        self.not_measured = not_measured
        self._api = asking.origin(api)
        self._searcher = Searcher(asking.origin(pds), handle, app_password) if app_password else None
        self.search_host = asking.origin(pds) if app_password else ""

    def listen(
        self,
        *,
        host: str,
        cursor: str,
        door: Door,
        interest: Callable[[], Interest],
        since: datetime | None = None,
    ) -> Generator[StreamBatch, None, None]:
        return stream.listen(host=host, cursor=cursor, door=door, interest=interest, since=since)

    def fetch(
        self, *, host: str, topic: Topic, cursor: str, door: Door, since: datetime | None = None
    ) -> Page:
        """An account's newest posts, or a hashtag's of the past: to fill gaps in the stream, not in its place."""
        if isinstance(topic, HashtagTopic):
            if self._searcher is None:
                raise NotMeasured("refused", "Hashtags on Bluesky are listened to, not asked for.")
            return self._searcher.fetch(topic.tag, cursor, since, door)
        params: dict[str, str | int] = {"actor": topic.id, "filter": "posts_with_replies", "limit": FEED_PAGE}
        response = self._ask(door, "app.bsky.feed.getAuthorFeed", params)
        items = asking.decoded(response, _FEED).feed
        posts = posts_in(item.post for item in items if item.reason is None)
        own = [
            post
            for post in posts
            if post.author.id == topic.id and (since is None or post.posted_at >= since)
        ]
        return Page(posts=tuple(sorted(own, key=_age)), cursor=cursor, budget=asking.budget(response.headers))

    def refresh(self, *, host: str, ids: Sequence[str], door: Door) -> Refreshed:
        """See the contract. What the batch leaves out is asked for once more by itself before it is called gone."""
        response = self._ask(door, "app.bsky.feed.getPosts", {"uris": list(ids)})
        posts = {
            post.uri: post for post in posts_in(asking.decoded(response, _POSTS).posts) if post.uri in ids
        }
        gone = []
        for uri in ids:
            if uri not in posts:
                raws = asking.decoded(
                    self._ask(door, "app.bsky.feed.getPosts", {"uris": [uri]}), _POSTS
                ).posts
                posts |= {post.uri: post for post in posts_in(raws)}
                gone += [] if raws else [uri]
        return Refreshed(
            posts=tuple(posts.values()), gone=tuple(gone), budget=asking.budget(response.headers)
        )

    def lookup_account(self, *, host: str, handle: str, door: Door) -> AuthorSeen:
        params = {"actor": handle.strip().lstrip("@")}
        return author_seen(asking.decoded(self._ask(door, "app.bsky.actor.getProfile", params), _PROFILE))

    def replies(self, *, host: str, native_id: str, door: Door) -> tuple[PostSeen, ...]:
        params: dict[str, str | int] = {"uri": native_id, "depth": THREAD_DEPTH, "parentHeight": 0}
        thread = asking.decoded(self._ask(door, "app.bsky.feed.getPostThread", params), _THREAD).thread
        return tuple(sorted(posts_in(_raw_replies(thread)), key=_age))

    def post_link(self, url: str) -> PostLink | None:
        found = _POST_PATH.fullmatch(asking.path_on(url, self.web_hosts))
        if not found:
            return None
        link = f"https://bsky.app/profile/{found[1].lower()}/post/{found[2]}"
        return PostLink(link=link, host=self._api, native_id=found[2], author=found[1].lower())

    def find_post(self, link: PostLink, *, door: Door) -> PostSeen | None:
        """See the contract. A handle is looked up first: posts are known by their author's DID."""
        is_did = link.author.startswith("did:")
        author = link.author if is_did else self.lookup_account(host="", handle=link.author, door=door).id
        uri = f"at://{author}/app.bsky.feed.post/{link.native_id}"
        return next(iter(self.refresh(host="", ids=[uri], door=door).posts), None)

    def measure_text(self, *, host: str, door: Door) -> TextRules:
        return TEXT_RULES

    def intent_url(self, share: ShareText, *, host: str = "", rules: TextRules | None = None) -> str:
        return f"{COMPOSER}?text={quote(compose(share, rules or TEXT_RULES).text, safe='')}"

    def _ask(self, door: Door, method: str, params: Params) -> Response:
        """A 400 is how XRPC says that there is no such thing."""
        response = asking.get(door, f"{self._api}/xrpc/{method}", params=params, expect=_BAD_REQUEST)
        if response.status in _BAD_REQUEST:
            raise Rejected(f"{method}: {response.body[:200].decode(errors='replace')}")
        return response


def _age(post: PostSeen) -> datetime:
    return post.posted_at


def _raw_replies(thread: Thread) -> Iterator[msgspec.Raw]:
    for reply in thread.replies or ():
        if isinstance(reply.post, msgspec.Raw):
            yield reply.post
        yield from _raw_replies(reply)
