"""Searching for a hashtag's posts of the past, with an account of the operator's.

Sources: lexicons `app.bsky.feed.searchPosts` (100 a page, an opaque cursor; refused to strangers), and
`com.atproto.server.createSession` (30 in 5 minutes and 300 a day for an account; its token serves about two hours). The
network's makers ask not to collect by search, so it fills gaps: what the stream tells is never searched for.
"""

import threading
import time
from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

from campaigns.networks import asking
from campaigns.networks.bluesky.reading import parsed_time, posts_in
from campaigns.networks.bluesky.shapes import SearchAnswer, Session
from campaigns.networks.contract import Page, PostSeen, fold_hashtag
from campaigns.networks.errors import NotMeasured
from candyplatform.base.http import Door, Response

PAGE_SIZE = 100
SESSION_SECONDS = 3600.0
_EXPIRED = frozenset({400, 401})
_SESSION = msgspec.json.Decoder(Session)
_ANSWER = msgspec.json.Decoder(SearchAnswer)


class Searcher:
    """One account's search. Its session lives in memory only, and is begun anew when it is old or no longer good."""

    def __init__(self, pds: str, handle: str, app_password: str) -> None:
        self._pds, self._handle, self._password = pds, handle, app_password
        self._lock = threading.Lock()
        self._token, self._good_until = "", 0.0

    def fetch(self, tag: str, cursor: str, since: datetime | None, door: Door) -> Page:
        """One page, newest first, from now back to the cursor's moment or `since`.

        The cursor is `from MOMENT`, up to which all was searched, or, under way, `back SINCE MOMENT PAGE`.
        """
        here = _Position.read(cursor, since)
        params: dict[str, str | int] = {
            "q": f"#{tag}",
            "tag": tag,
            "sort": "latest",
            "limit": PAGE_SIZE,
            **here.params,
        }
        response = self._ask(params, door)
        answer = asking.decoded(response, _ANSWER)
        posts = _with_tag(posts_in(answer.posts), tag)
        there = here.moved(answer.cursor if answer.posts else "")
        return Page(
            posts=tuple(sorted(posts, key=lambda post: post.posted_at)),
            cursor=str(there),
            more=bool(there.page),
            budget=asking.budget(response.headers),
        )

    def _ask(self, params: dict[str, str | int], door: Door) -> Response:
        """With the session that there is; when it is refused, once more with a new one."""
        url = f"{self._pds}/xrpc/app.bsky.feed.searchPosts"
        token = self._session(door)
        response = asking.get(door, url, params=params, token=token, expect=_EXPIRED)
        if response.status in _EXPIRED:
            token = self._session(door, instead_of=token)
            response = asking.get(door, url, params=params, token=token)
        return response

    def _session(self, door: Door, *, instead_of: str = "") -> str:
        with self._lock:
            if self._token == instead_of or time.monotonic() > self._good_until:
                url = f"{self._pds}/xrpc/com.atproto.server.createSession"
                body = {"identifier": self._handle, "password": self._password}
                try:
                    response = asking.post(door, url, body)
                except NotMeasured as error:
                    raise NotMeasured("no_login", f"{self._pds} does not let {self._handle} in.") from error
                self._token = asking.decoded(response, _SESSION).access_jwt
                self._good_until = time.monotonic() + SESSION_SECONDS
            return self._token


class _Position(msgspec.Struct, frozen=True, kw_only=True):
    since: str
    until: str
    page: str = ""

    @classmethod
    def read(cls, cursor: str, since: datetime | None) -> "_Position":
        """From a stored cursor; an unreadable one starts anew."""
        now = _written(datetime.now(UTC))
        begins = _written(since) if since else ""
        kind, _, rest = cursor.partition(" ")
        parts = rest.split(" ")
        if kind == "from" and len(parts) == 1 and parsed_time(parts[0]):
            return cls(since=max(begins, parts[0]), until=now)
        if kind == "back" and len(parts) == 3 and parsed_time(parts[1]):  # noqa: PLR2004
            return cls(since=parts[0], until=parts[1], page=parts[2])
        return cls(since=begins, until=now)

    def __str__(self) -> str:
        return f"back {self.since} {self.until} {self.page}" if self.page else f"from {self.until}"

    @property
    def params(self) -> dict[str, str]:
        asked = {"since": self.since, "until": self.until, "cursor": self.page}
        return {name: value for name, value in asked.items() if value}

    def moved(self, page: str) -> "_Position":
        return msgspec.structs.replace(self, page=page)


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _with_tag(posts: Iterable[PostSeen], tag: str) -> list[PostSeen]:
    """Search is generous; what it finds must carry the hashtag."""
    folded = fold_hashtag(tag)
    return [post for post in posts if folded in post.hashtags]
