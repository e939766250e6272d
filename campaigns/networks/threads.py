"""The Threads connector: hashtags by keyword search, and its composer.

Sources: https://developers.facebook.com/docs/threads/keyword-search (2,200 queries in 24 hours, by user; own posts only
until the app is approved for `threads_keyword_search`), https://developers.facebook.com/docs/threads/threads-web-intents,
https://developers.facebook.com/docs/graph-api/overview/rate-limiting (`X-App-Usage`: percentages).
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from urllib.parse import quote

import msgspec

from campaigns.enums import Network
from campaigns.networks import asking
from campaigns.networks.composing import ShareText, TextRules, Unit, compose
from campaigns.networks.contract import (
    AuthorSeen,
    Budget,
    Delivery,
    HashtagTopic,
    Page,
    PostLink,
    PostSeen,
    Refreshed,
    Said,
    Topic,
    Traits,
    fold_hashtag,
    storable,
)
from campaigns.networks.errors import REASONS, NotMeasured, Why
from campaigns.networks.sharing import with_query
from candyplatform.base.http import Door, Params, Response

API = "https://graph.threads.net"
SITE = "https://www.threads.com"
TEXT_RULES = TextRules(limit=500, unit=Unit.EMOJI_BYTES)
COMPOSER = f"{SITE}/intent/post"
PAGE_SIZE = 100
# 2,200 queries a day for all feeds together: each asks every five minutes at most.
REST = 300.0
LIMITS = "Only posts with the hashtag are told here: no likes, and not what the company answers."
_FIELDS = "id,permalink,username,text,timestamp,is_reply,link_attachment_url,topic_tag"
_HASHTAG = re.compile(r"(?<![\w/#&])#(\w+)")
_POST_PATH = re.compile(r"/@([\w.]{1,60})/post/([\w-]{3,40})/?")
_PERCENT = 100


class _Post(msgspec.Struct, gc=False):
    id: str
    permalink: str
    username: str
    timestamp: str
    text: str = ""
    topic_tag: str | None = None
    link_attachment_url: str | None = None


class _Cursors(msgspec.Struct, gc=False):
    after: str = ""


class _Paging(msgspec.Struct, gc=False):
    cursors: _Cursors | None = None
    next: str = ""


class _Found(msgspec.Struct, gc=False):
    data: list[msgspec.Raw]
    paging: _Paging | None = None


class _Usage(msgspec.Struct, gc=False):
    call_count: float = 0.0
    total_time: float = 0.0
    total_cputime: float = 0.0


_POST = msgspec.json.Decoder(_Post)
_FOUND = msgspec.json.Decoder(_Found)
_USAGE = msgspec.json.Decoder(_Usage)


class Threads:
    """Off without a `token` (a user's, with `threads_keyword_search`) and until the app is `reviewed`."""

    network = Network.THREADS
    delivery = Delivery.POLL
    text_rules = TEXT_RULES
    refresh_batch_size = 1
    web_hosts = frozenset({"www.threads.com", "threads.com", "www.threads.net", "threads.net"})
    traits = Traits(hears_accounts=False, rest=REST, limits=LIMITS, needs_consent=True)

    def __init__(
        self,
        *,
        hosts: Sequence[str] = (API,),
        not_measured: str = "",
        token: str = "",
        reviewed: bool = False,
    ) -> None:
        self.hosts = tuple(hosts)
        self._token = token
        self._missing: Why | None = None if token and reviewed else "not_reviewed" if token else "no_token"
        self.not_measured = REASONS[self._missing] if self._missing else not_measured

    def fetch(
        self, *, host: str, topic: Topic, cursor: str, door: Door, since: datetime | None = None
    ) -> Page:
        """See the contract. The cursor is the newest post's second (`since:…`), before it a page token (`page:…`)."""
        if not isinstance(topic, HashtagTopic):
            raise NotMeasured("refused", "Threads tells the posts of its own account only.")
        here = _Position.read(cursor, since)
        params = {"q": topic.tag, "search_mode": "TAG", "search_type": "RECENT", "fields": _FIELDS}
        response = self._ask(
            host, "/v1.0/keyword_search", {**params, "limit": PAGE_SIZE, **here.params}, door
        )
        found = asking.decoded(response, _FOUND)
        posts = _posts_in(found.data, topic)
        there = here.moved(posts, found.paging)
        return Page(posts=posts, cursor=str(there), more=bool(there.token), budget=_budget(response))

    def refresh(self, *, host: str, ids: Sequence[str], door: Door) -> Refreshed:
        """Threads tells of a stranger's post neither its counts nor whether it is still there."""
        self._raise_when_missing()
        raise NotMeasured("refused", "Threads tells the counts of its own account's posts only.")

    def lookup_account(self, *, host: str, handle: str, door: Door) -> AuthorSeen:
        """A name is all that Threads tells of an author, and is their identity here; nothing is asked."""
        self._raise_when_missing()
        return _author(handle.strip().lstrip("@"))

    def replies(self, *, host: str, native_id: str, door: Door) -> tuple[PostSeen, ...]:
        self._raise_when_missing()
        raise NotMeasured("refused", "Threads tells the answers to its own account's posts only.")

    def post_link(self, url: str) -> PostLink | None:
        found = _POST_PATH.fullmatch(asking.path_on(url, self.web_hosts))
        if not found:
            return None
        name, code = found[1].lower(), found[2]
        return PostLink(
            link=f"{SITE}/@{quote(name)}/post/{code}", host=self.hosts[0], native_id=code, author=name
        )

    def find_post(self, link: PostLink, *, door: Door) -> PostSeen | None:
        self._raise_when_missing()
        raise NotMeasured("refused", "Threads tells a single post to its own author only.")

    def measure_text(self, *, host: str, door: Door) -> TextRules:
        return TEXT_RULES

    def intent_url(self, share: ShareText, *, host: str = "", rules: TextRules | None = None) -> str:
        """A post on Threads has one topic (`tag`): the first hashtag that the body lacks; the others stay in the text."""
        composed = compose(share, rules or TEXT_RULES)
        first, *others = composed.hashtags or ("",)
        text = " ".join((composed.body, *(f"#{tag}" for tag in others))).strip()
        return with_query(COMPOSER, text=text, url=composed.url, tag=first)

    def _ask(self, host: str, path: str, params: Params, door: Door) -> Response:
        self._raise_when_missing()
        return asking.get(door, f"{asking.origin(host)}{path}", params=params, token=self._token)

    def _raise_when_missing(self) -> None:
        if self._missing:
            raise NotMeasured(self._missing)


class _Position(msgspec.Struct, frozen=True, kw_only=True):
    """`since` and `newest` in seconds since 1970; `token` leads to the next older page of what came after `since`."""

    since: int
    newest: int = 0
    token: str = ""

    @classmethod
    def read(cls, cursor: str, since: datetime | None) -> "_Position":
        kind, *parts = cursor.split(":", 3)
        begins = int(since.timestamp()) if since else 0
        if kind == "since" and len(parts) == 1 and parts[0].isdecimal():
            return cls(since=max(int(parts[0]), begins))
        if kind == "page" and len(parts) == 3 and parts[0].isdecimal() and parts[1].isdecimal():  # noqa: PLR2004
            return cls(since=max(int(parts[0]), begins), newest=int(parts[1]), token=parts[2])
        return cls(since=begins)

    def __str__(self) -> str:
        return f"page:{self.since}:{self.newest}:{self.token}" if self.token else f"since:{self.since}"

    @property
    def params(self) -> dict[str, str | int]:
        begins: dict[str, str | int] = {"since": self.since} if self.since else {}
        return {**begins, "after": self.token} if self.token else begins

    def moved(self, posts: Sequence[PostSeen], paging: _Paging | None) -> "_Position":
        newest = max([self.newest, self.since, *(int(post.posted_at.timestamp()) for post in posts)])
        token = paging.cursors.after if paging and paging.cursors and paging.next else ""
        if token and posts:
            return _Position(since=self.since, newest=newest, token=token)
        return _Position(since=newest)


def _posts_in(raws: Iterable[msgspec.Raw], topic: HashtagTopic) -> tuple[PostSeen, ...]:
    posts = []
    for raw in raws:
        try:
            posts.append(_post_seen(_POST.decode(raw), topic))
        except (msgspec.ValidationError, ValueError, OverflowError):
            continue
    return tuple(sorted(posts, key=lambda post: post.posted_at))


def _post_seen(post: _Post, topic: HashtagTopic) -> PostSeen:
    text = storable(post.text)
    tags = (topic.tag, post.topic_tag or "", *_HASHTAG.findall(text))
    return PostSeen(
        network=Network.THREADS,
        uri=post.permalink,
        native_id=post.id,
        url=post.permalink,
        author=_author(post.username),
        said=Said(
            text=text,
            links=(storable(post.link_attachment_url),) if post.link_attachment_url else (),
            hashtags=frozenset(fold_hashtag(tag) for tag in tags if tag),
        ),
        posted_at=datetime.fromisoformat(post.timestamp).astimezone(UTC),
    )


def _author(name: str) -> AuthorSeen:
    handle = storable(name).lower()
    url = f"{SITE}/@{quote(handle)}"
    return AuthorSeen(id=url, handle=handle, url=url)


def _budget(response: Response) -> Budget | None:
    """`X-App-Usage` tells percentages of what the app may ask for."""
    try:
        usage = _USAGE.decode(response.headers.get("x-app-usage", ""))
    except asking.UNREADABLE:
        return None
    used = max(usage.call_count, usage.total_time, usage.total_cputime)
    return Budget(limit=_PERCENT, remaining=max(0, _PERCENT - round(used)))
