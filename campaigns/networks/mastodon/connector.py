"""The Mastodon connector: hashtag and account timelines by polling, hashtags also followed where there is a token.

Source: https://docs.joinmastodon.org/methods/
"""

import re
from collections.abc import Generator, Mapping, Sequence
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

import msgspec

from campaigns.enums import Network
from campaigns.networks import asking
from campaigns.networks.composing import ShareText, TextRules, Unit, compose
from campaigns.networks.contract import (
    AccountTopic,
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
from campaigns.networks.mastodon import following
from campaigns.networks.mastodon.paging import Position, is_full, moved
from campaigns.networks.mastodon.reading import (
    Statuses,
    author_seen,
    is_countable,
    one_by_one,
    post_seen,
)
from campaigns.networks.mastodon.shapes import Account, Context, Instance, Status, TagHistory
from campaigns.networks.telling import Told
from candyplatform.base.addresses import BadAddress, parse_host, parse_target
from candyplatform.base.http import Door, Params, Response

# Defaults of a fresh server; each tells its own in /api/v2/instance.
TEXT_RULES = TextRules(limit=500, unit=Unit.GRAPHEMES, url_length=23, short_mentions=True)
# Source: app/controllers/api/v1/statuses_controller.rb (4.3+): 20 ids a request.
REFRESH_BATCH = 20
SHARE_GATEWAY = "https://share.joinmastodon.org/"

_NOT_FOUND = frozenset({404, 410})
_STATUS_PATH = re.compile(
    r"(?:/web|/deck)?/@(\w[\w.-]*(?:@[\w.:-]+)?)/(\d{1,25})(?:/embed)?/?|/users/(\w[\w.-]*)/statuses/(\d{1,25})/?"
)
# How servers without the batch call answer it.
_NO_BATCH = frozenset({400, 404, 405, 410, 422})

_RAW = msgspec.json.Decoder(msgspec.Raw)
_ACCOUNT = msgspec.json.Decoder(Account)
_CONTEXT = msgspec.json.Decoder(Context)
_INSTANCE = msgspec.json.Decoder(Instance)
_HISTORY = msgspec.json.Decoder(TagHistory)


class Mastodon:
    """`hosts` are the instances that the platform reads, as domains or origins.

    `tokens`, by host, are a user's access tokens with the scope `read:statuses`: with one, an instance tells hashtags by
    itself, and shows timelines that it hides from strangers.
    """

    network = Network.MASTODON
    delivery = Delivery.POLL
    text_rules = TEXT_RULES
    refresh_batch_size = REFRESH_BATCH
    web_hosts: frozenset[str] = frozenset()
    traits = Traits(arrives_late=True)

    def __init__(
        self, *, hosts: Sequence[str] = (), not_measured: str = "", tokens: Mapping[str, str] | None = None
    ) -> None:
        self.hosts = tuple(hosts)
        self.not_measured = not_measured
        self._tokens = {asking.origin(host): token for host, token in (tokens or {}).items()}

    def fetch(
        self, *, host: str, topic: Topic, cursor: str, door: Door, since: datetime | None = None
    ) -> Page:
        """See the contract. An account's first page costs one more request, and so does an empty first page."""
        here = Position.read(cursor)
        if isinstance(topic, AccountTopic) and not here.account:
            here = Position(account=self._local_id(host, topic, door))
        response = self._get(host, self._timeline_path(topic, here), door, params=here.params)
        statuses = asking.decoded(response, Statuses)
        if not statuses.ids and not cursor and isinstance(topic, HashtagTopic):
            self._raise_when_hidden(host, door)
        tag = topic.tag if isinstance(topic, HashtagTopic) else ""
        posts = [post_seen(status, tag) for status in reversed(statuses.readable) if is_countable(status)]
        return _page(response, statuses, posts, here, since)

    def follows(self, host: str) -> bool:
        return asking.origin(host) in self._tokens

    def follow(self, *, host: str, topic: HashtagTopic, door: Door) -> Generator[Told, None, None]:
        """See `telling.Follow`. One more request first: an instance may stream from another address."""
        urls = self._instance(host, door).configuration
        streaming = urls.urls.streaming if urls and urls.urls else ""
        url = following.address(asking.origin(host), streaming or "", topic.tag)
        return following.follow(url, self._token(host), topic.tag, door)

    def weekly_uses(self, *, host: str, tag: str, door: Door) -> int:
        """See `contract.Weigh`. Source: https://docs.joinmastodon.org/methods/tags/#get"""
        response = self._get(host, f"v1/tags/{quote(tag, safe='')}", door, expect=_NOT_FOUND)
        if response.status in _NOT_FOUND:
            return 0  # a hashtag that nobody there has used is not there
        days = asking.decoded(response, _HISTORY).history
        return sum(int(day.uses) for day in days if day.uses.isdecimal())

    def refresh(self, *, host: str, ids: Sequence[str], door: Door) -> Refreshed:
        """See the contract. What a batch leaves out is asked for once more by itself before it is called gone."""
        response = self._get(host, "v1/statuses", door, params={"id[]": list(ids)}, expect=_NO_BATCH)
        found = [] if response.status in _NO_BATCH else asking.decoded(response, Statuses).readable
        seen = {status.id: status for status in found if status.id in ids and is_countable(status)}
        gone = []
        for native_id in ids:
            if native_id not in seen:
                alone = self._single(host, native_id, door)
                seen |= {status.id: status for status in alone or () if is_countable(status)}
                gone += [native_id] if alone is None else []
        posts = tuple(post_seen(status) for status in seen.values())
        return Refreshed(posts=posts, gone=tuple(gone), budget=asking.budget(response.headers))

    def lookup_account(self, *, host: str, handle: str, door: Door) -> AuthorSeen:
        return author_seen(self._look_up(host, handle, door))

    def replies(self, *, host: str, native_id: str, door: Door) -> tuple[PostSeen, ...]:
        """See the contract. Without a login a server shows up to 60."""
        response = self._get(host, f"v1/statuses/{quote(native_id, safe='')}/context", door)
        context = asking.decoded(response, _CONTEXT)
        statuses = one_by_one(context.descendants).readable
        posts = (post_seen(status) for status in statuses if is_countable(status))
        return tuple(sorted(posts, key=lambda post: post.posted_at))

    def post_link(self, url: str) -> PostLink | None:
        """A status as any server shows it, its own people's or a stranger's: that server is asked for it."""
        try:
            target = parse_target(url)
        except BadAddress:
            return None
        found = _STATUS_PATH.fullmatch(target.path.partition("?")[0])
        if not found:
            return None
        acct, native_id = found[1] or found[3], found[2] or found[4]
        host = f"{target.scheme}://{target.netloc}"
        return PostLink(link=f"{host}/@{acct}/{native_id}", host=host, native_id=native_id, author=acct)

    def find_post(self, link: PostLink, *, door: Door) -> PostSeen | None:
        """See the contract. A server that nobody chose is believed about its own people only: it could make up others' posts."""
        alone = self._single(link.host, link.native_id, door)
        posts = (post_seen(status) for status in alone or () if is_countable(status))
        return next((post for post in posts if self._is_chosen(link.host) or _is_of(link.host, post)), None)

    def _is_chosen(self, host: str) -> bool:
        return asking.origin(host) in {asking.origin(known) for known in self.hosts}

    def measure_text(self, *, host: str, door: Door) -> TextRules:
        instance = self._instance(host, door)
        limits = instance.configuration.statuses if instance.configuration else None
        limit = (limits and limits.max_characters) or instance.max_toot_chars or TEXT_RULES.limit
        url_length = (limits and limits.characters_reserved_per_url) or TEXT_RULES.url_length
        return msgspec.structs.replace(TEXT_RULES, limit=limit, url_length=url_length)

    def intent_url(self, share: ShareText, *, host: str = "", rules: TextRules | None = None) -> str:
        """The share page of the person's own instance (`host`), or the gateway that asks which one that is.

        `host` may be what a person typed: `mastodon.social`, `https://mastodon.social/`, `@me@mastodon.social`.
        """
        text = quote(compose(share, rules or TEXT_RULES).text, safe="")
        return f"{_instance_origin(host)}/share?text={text}" if host else f"{SHARE_GATEWAY}?text={text}"

    def _token(self, host: str) -> str:
        return self._tokens.get(asking.origin(host), "")

    def _get(
        self,
        host: str,
        path: str,
        door: Door,
        *,
        params: Params | None = None,
        expect: frozenset[int] = frozenset(),
    ) -> Response:
        url = f"{asking.origin(host)}/api/{path}"
        return asking.get(door, url, params=params, token=self._token(host), expect=expect)

    def _timeline_path(self, topic: Topic, here: Position) -> str:
        if isinstance(topic, HashtagTopic):
            return f"v1/timelines/tag/{quote(topic.tag, safe='')}"
        return f"v1/accounts/{quote(here.account, safe='')}/statuses?exclude_reblogs=true"

    def _local_id(self, host: str, topic: AccountTopic, door: Door) -> str:
        """An account's number on this server. Numbers of two servers have nothing to do with each other."""
        try:
            return self._look_up(host, topic.handle, door).id
        except Rejected as error:
            raise NotMeasured("account_missing", str(error)) from error

    def _look_up(self, host: str, handle: str, door: Door) -> Account:
        params = {"acct": handle.strip().lstrip("@")}
        return asking.decoded(self._get(host, "v1/accounts/lookup", door, params=params), _ACCOUNT)

    def _single(self, host: str, native_id: str, door: Door) -> list[Status] | None:
        """The post as a list of one; empty when it cannot be read; None when the server has it no more."""
        response = self._get(host, f"v1/statuses/{quote(native_id, safe='')}", door, expect=_NOT_FOUND)
        if response.status in _NOT_FOUND:
            return None
        return one_by_one([asking.decoded(response, _RAW)]).readable

    def _raise_when_hidden(self, host: str, door: Door) -> None:
        """Since 4.5 a server may hide hashtags from strangers by an empty list; its instance entity tells."""
        configuration = self._instance(host, door).configuration
        access = configuration.timelines_access if configuration else None
        feeds = access.hashtag_feeds if access else None
        if feeds and not self._token(host) and feeds.local != "public" and feeds.remote != "public":
            raise NotMeasured("login_required", f"{host}: {feeds.local}.")

    def _instance(self, host: str, door: Door) -> Instance:
        response = self._get(host, "v2/instance", door, expect=_NOT_FOUND)
        if response.status in _NOT_FOUND:
            response = self._get(host, "v1/instance", door)
        return asking.decoded(response, _INSTANCE)


def _page(
    response: Response, statuses: Statuses, posts: Sequence[PostSeen], here: Position, since: datetime | None
) -> Page:
    times = [status.created_at for status in statuses.readable]
    full = is_full(len(statuses.ids))
    span = (min(times), max(times)) if times else None
    there = moved(here, statuses.ids, span, full=full, now=datetime.now(UTC), since=since)
    return Page(
        posts=tuple(posts),
        cursor=str(there),
        more=bool(there.before) or (full and bool(here.after) and there.after != here.after),
        budget=asking.budget(response.headers),
    )


def _is_of(host: str, post: PostSeen) -> bool:
    """Whether post and author are at home on the server."""
    return all(urlsplit(name).netloc == urlsplit(host).netloc for name in (post.uri, post.author.id))


def _instance_origin(typed: str) -> str:
    """The origin of an instance as people write it. Raises `Rejected` when it cannot be one."""
    name = typed.strip()
    try:
        if "://" in name:
            target = parse_target(name)
            return f"{target.scheme}://{target.netloc}"
        return f"https://{parse_host(name.rpartition('@')[2].rstrip('/'))}"
    except BadAddress as error:
        raise Rejected(f"{typed} is not the name of an instance.") from error
