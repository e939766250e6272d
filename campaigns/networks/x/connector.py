"""The X connector: counts or posts by recent search, and its composer.

Sources: https://docs.x.com/x-api/posts/search/introduction (7 days, 10 to 100 a page, 450 questions in 15 minutes),
https://docs.x.com/x-api/posts/counts/introduction, https://docs.x.com/x-api/getting-started/pricing (a post read
$0.005, a user $0.010, billed as they are returned), https://docs.x.com/x-for-websites/tweet-button/guides/web-intent,
https://developer.x.com/en/developer-terms/policy (redistribution: ids only; deletions within 24 hours).
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal

import msgspec

from campaigns.enums import Network
from campaigns.networks import asking
from campaigns.networks.composing import ShareText, TextRules, Unit, compose
from campaigns.networks.contract import (
    AccountTopic,
    AuthorSeen,
    Delivery,
    HashtagTopic,
    HourCount,
    Page,
    PostLink,
    PostSeen,
    Prices,
    Refreshed,
    Topic,
    Traits,
)
from campaigns.networks.errors import REASONS, NotMeasured, Rejected, Why
from campaigns.networks.sharing import with_query
from campaigns.networks.x.paging import Position, counted_from, counted_to, written
from campaigns.networks.x.reading import author_seen, posts_in
from campaigns.networks.x.shapes import Counts, Meta, Tweets, Users
from candyplatform.base.http import Door, Params, Response

API = "https://api.x.com"
# Source: twitter-text configuration v3.
TEXT_RULES = TextRules(limit=280, unit=Unit.WEIGHTED, url_length=23, bare_urls=True)
COMPOSER = "https://x.com/intent/tweet"
# Of 10 to 100: what one question may cost must fit into what is left of a day's budget.
PAGE_SIZE = 20
REFRESH_BATCH = 100
# Millionths of a US dollar.
POST_PRICE = 5_000
USER_PRICE = 10_000
COUNTS_PRICE = 5_000
# A query of recent search is at most this long.
MAX_QUERY = 512
COUNTS_LIMITS = "Posts are counted here, not read: who wrote them and what the company answers is not told."
_FIELDS = "author_id,created_at,entities,lang,possibly_sensitive,public_metrics,referenced_tweets"
_HOUR = timedelta(hours=1)
_STATUS_PATH = re.compile(r"/(?:\w+|i/web)/status/(\d{1,20})(?:/.*)?")

_TWEETS = msgspec.json.Decoder(Tweets)
_COUNTS = msgspec.json.Decoder(Counts)
_USERS = msgspec.json.Decoder(Users)

Mode = Literal["counts", "posts"]


class X:
    """Off without a `token` (an app's bearer token) and a `daily_budget` (millionths of a US dollar an organization).

    `mode` "counts" brings numbers without posts, for one price a question; "posts" reads every post, for one price each.
    """

    network = Network.X
    delivery = Delivery.POLL
    text_rules = TEXT_RULES
    refresh_batch_size = REFRESH_BATCH
    web_hosts = frozenset({"x.com", "twitter.com", "mobile.x.com", "mobile.twitter.com"})

    def __init__(
        self,
        *,
        hosts: Sequence[str] = (API,),
        not_measured: str = "",
        token: str = "",
        mode: Mode = "counts",
        daily_budget: int = 0,
    ) -> None:
        self.hosts = tuple(hosts)
        self._token, self._counts = token, mode == "counts"
        self._missing: Why | None = None if token and daily_budget else "no_budget" if token else "no_token"
        self.not_measured = REASONS[self._missing] if self._missing else not_measured
        self.traits = Traits(
            joins_hashtags=True,
            hears_accounts=not self._counts,
            rest=60.0,
            limits=COUNTS_LIMITS if self._counts else "",
            ids_only=True,
            prices=Prices(
                fetch=COUNTS_PRICE if self._counts else PAGE_SIZE * POST_PRICE,
                refresh=POST_PRICE,
                lookup=USER_PRICE,
                daily_budget=daily_budget,
            ),
        )

    def fetch(
        self, *, host: str, topic: Topic, cursor: str, door: Door, since: datetime | None = None
    ) -> Page:
        """See the contract. Without `since` it begins an hour ago; never more than seven days back."""
        if not self._counts:
            return self._read(host, topic, cursor, door, since)
        if isinstance(topic, AccountTopic):
            raise NotMeasured("refused", COUNTS_LIMITS)
        return self._count(host, topic, cursor, door, since)

    def refresh(self, *, host: str, ids: Sequence[str], door: Door) -> Refreshed:
        """See the contract. What is left out is asked for by itself, which costs nothing when it is no more."""
        answer, response = self._tweets(host, ids, door)
        posts = {post.native_id: post for post in posts_in(answer.data) if post.native_id in ids}
        gone = []
        cost = len(answer.data)
        for native_id in (missing for missing in ids if missing not in posts):
            alone, _ = self._tweets(host, [native_id], door)
            posts |= {post.native_id: post for post in posts_in(alone.data)}
            gone += [native_id] if alone.errors and not alone.data else []
            cost += len(alone.data)
        return Refreshed(
            posts=tuple(posts.values()),
            gone=tuple(gone),
            budget=asking.budget(response.headers),
            cost=cost * POST_PRICE,
        )

    def lookup_account(self, *, host: str, handle: str, door: Door) -> AuthorSeen:
        params = {"user.fields": "public_metrics", "usernames": handle.strip().lstrip("@")}
        users = asking.decoded(self._ask(host, "/2/users/by", params, door), _USERS).data
        if not users:
            raise Rejected(f"X knows nobody by the name of {handle}.")
        return author_seen(users[0])

    def replies(self, *, host: str, native_id: str, door: Door) -> tuple[PostSeen, ...]:
        """See the contract. Of the last seven days, and at most one page."""
        answer, _ = self._search(host, f"conversation_id:{native_id}", {}, door)
        return tuple(posts_in(answer.data))

    def post_link(self, url: str) -> PostLink | None:
        found = _STATUS_PATH.fullmatch(asking.path_on(url, self.web_hosts))
        if not found:
            return None
        return PostLink(link=f"https://x.com/i/status/{found[1]}", host=self.hosts[0], native_id=found[1])

    def find_post(self, link: PostLink, *, door: Door) -> PostSeen | None:
        """See the contract. Costs what a post costs."""
        return next(iter(self.refresh(host=link.host, ids=[link.native_id], door=door).posts), None)

    def measure_text(self, *, host: str, door: Door) -> TextRules:
        return TEXT_RULES

    def intent_url(self, share: ShareText, *, host: str = "", rules: TextRules | None = None) -> str:
        """URL and hashtags go in fields of their own; the composer puts them behind the text."""
        composed = compose(share, rules or TEXT_RULES)
        return with_query(
            COMPOSER, text=composed.body, url=composed.url, hashtags=",".join(composed.hashtags)
        )

    def _count(self, host: str, topic: HashtagTopic, cursor: str, door: Door, since: datetime | None) -> Page:
        begins = counted_from(cursor, since, datetime.now(UTC))
        params = {"query": query_of(topic), "granularity": "hour", "start_time": written(begins)}
        response = self._ask(host, "/2/tweets/counts/recent", params, door)
        hours = asking.decoded(response, _COUNTS).data
        counts = tuple(
            HourCount(hour=_hour(bucket.start), posts=max(0, bucket.tweet_count)) for bucket in hours
        )
        newest = max((count.hour for count in counts), default=_hour(begins))
        return Page(
            posts=(),
            cursor=counted_to(newest),
            counts=counts,
            budget=asking.budget(response.headers),
            cost=COUNTS_PRICE,
        )

    def _read(self, host: str, topic: Topic, cursor: str, door: Door, since: datetime | None) -> Page:
        here = Position.read(cursor)
        params = here.params(since, datetime.now(UTC))
        answer, response = self._search(host, query_of(topic), params, door)
        meta = answer.meta or Meta()
        return Page(
            posts=tuple(posts_in(answer.data)),
            cursor=str(here.moved(meta.newest_id, meta.next_token)),
            more=bool(meta.next_token),
            budget=asking.budget(response.headers),
            cost=len(answer.data) * POST_PRICE,
        )

    def _search(self, host: str, query: str, params: dict[str, str], door: Door) -> tuple[Tweets, Response]:
        asked: dict[str, str | int] = {
            "query": query,
            "max_results": PAGE_SIZE,
            "tweet.fields": _FIELDS,
            **params,
        }
        response = self._ask(host, "/2/tweets/search/recent", asked, door)
        return asking.decoded(response, _TWEETS), response

    def _tweets(self, host: str, ids: Sequence[str], door: Door) -> tuple[Tweets, Response]:
        response = self._ask(host, "/2/tweets", {"tweet.fields": _FIELDS, "ids": ",".join(ids)}, door)
        return asking.decoded(response, _TWEETS), response

    def _ask(self, host: str, path: str, params: Params, door: Door) -> Response:
        if self._missing:
            raise NotMeasured(self._missing)
        return asking.get(door, f"{asking.origin(host)}{path}", params=params, token=self._token)


def query_of(topic: Topic) -> str:
    """The topic in X's query language, without reposts. Raises `Rejected` when it is longer than X takes."""
    if isinstance(topic, AccountTopic):
        return f"from:{topic.handle} -is:retweet"
    query = f"({' OR '.join(f'#{tag}' for tag in (topic.tag, *topic.others))}) -is:retweet"
    if len(query) > MAX_QUERY:
        raise Rejected(f"X takes queries of {MAX_QUERY} letters; this one has {len(query)}.")
    return query


def _hour(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
