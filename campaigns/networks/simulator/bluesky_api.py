"""Bluesky, simulated: records, Jetstream events, and the few XRPC answers that the platform asks for."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from campaigns.networks.simulator.scenario import BLUESKY, DOMAINS, Kind, Person, Post, record_key
from campaigns.networks.simulator.world import World

Json = dict[str, object]

POST = "app.bsky.feed.post"
LIKE = "app.bsky.feed.like"
REPOST = "app.bsky.feed.repost"
MAX_URIS = 25
# The stream tells some of a post's likes and reposts, its last ones included: a popular post has hundreds.
_MOST_REACTIONS = 5
MAX_FEED = 100
_MENTION = "@telekom-hilft-demo.storm.localhost"
# Every so many posts the network sends something that nobody asked for: other kinds, other collections, odd shapes.
_ODD_EVERY = 15


@dataclass(frozen=True, slots=True)
class Moment:
    """One event of the stream: `time_us` is unique and rising; `operation` is create, update, delete, like, repost, odd."""

    time_us: int
    operation: str
    post: Post

    @property
    def collection(self) -> str:
        """What kind of record it is about; "" for what comes whatever is asked for."""
        return {"like": LIKE, "repost": REPOST, "odd": ""}.get(self.operation, POST)


class BlueskyApi:
    def __init__(self, world: World) -> None:
        self.world = world
        self.moments = _moments(world)
        self._times = [moment.time_us for moment in self.moments]

    def position(self, time_us: int) -> int:
        """The index of the first event at or after that time."""
        return bisect_left(self._times, time_us)

    def event(self, moment: Moment) -> bytes:
        post = moment.post
        head: Json = {"did": post.author.id, "time_us": moment.time_us}
        if moment.operation == "odd":
            return msgspec.json.encode({**head, **_odd(post)})
        if moment.collection != POST:
            return msgspec.json.encode({**head, **self._reaction(moment)})
        commit: Json = {
            "rev": record_key(post),
            "operation": moment.operation,
            "collection": POST,
            "rkey": record_key(post),
        }
        if moment.operation != "delete":
            text = post.edited_text if moment.operation == "update" else post.text
            commit |= {"record": self.record(post, text), "cid": f"bafyreidemo{record_key(post)}"}
        return msgspec.json.encode({**head, "kind": "commit", "commit": commit})

    def _reaction(self, moment: Moment) -> Json:
        """Somebody likes or reposts a post. Who it is makes no difference, so it is its author."""
        subject = {"uri": self.world.uri(moment.post), "cid": f"bafyreidemo{record_key(moment.post)}"}
        created = _iso(moment.time_us / 1_000_000)
        commit = {
            "rev": "demo",
            "operation": "create",
            "collection": moment.collection,
            "rkey": f"{moment.time_us:x}",
            "record": {"$type": moment.collection, "createdAt": created, "subject": subject},
        }
        return {"kind": "commit", "commit": commit}

    def search(self, query: Mapping[str, str]) -> Json:
        """A hashtag's posts, newest first; the cursor is how many were told already."""
        limit, start = min(int(query.get("limit", "25")), MAX_FEED), int(query.get("cursor", "0"))
        since, until = query.get("since", ""), query.get("until", "9")
        tag = query.get("tag", "").casefold()
        found = [
            post
            for post in self.world.of_network(BLUESKY)
            if tag in post.hashtags
            and self.world.is_there(post)
            and since <= _iso(self.world.created(post)) < until
        ][::-1]
        posts = [self._view(post) for post in found[start : start + limit]]
        more = {"cursor": str(start + limit)} if start + limit < len(found) else {}
        return {"posts": posts, "hitsTotal": len(found), **more}

    def record(self, post: Post, text: str) -> Json:
        whole, facets = _with_facets(post, text)
        record: Json = {
            "$type": POST,
            "createdAt": _iso(self.world.created(post)),
            "text": whole,
            "langs": [post.language],
        }
        if facets:
            record["facets"] = facets
        if post.number % 10 == 0:
            record["tags"] = list(post.hashtags)
        if post.reply_to:
            ref = {"uri": self.world.uri(post.reply_to), "cid": f"bafyreidemo{record_key(post.reply_to)}"}
            record["reply"] = {"root": ref, "parent": ref}
        return record

    def get_posts(self, uris: Sequence[str]) -> Json:
        posts = (self._find(uri) for uri in uris[:MAX_URIS])
        return {"posts": [self._view(post) for post in posts if post]}

    def get_profile(self, actor: str) -> Json | None:
        person = self.world.people.get(actor.lower())
        if person is None or person.network != BLUESKY:
            return None
        return {
            **_basic(person),
            "followersCount": person.followers,
            "postsCount": len(self.world.by_author[person.id]),
        }

    def get_author_feed(self, actor: str, limit: int) -> Json | None:
        person = self.world.people.get(actor.lower())
        if person is None or person.network != BLUESKY:
            return None
        there = [post for post in self.world.by_author[person.id] if self.world.is_there(post)]
        return {"feed": [{"post": self._view(post)} for post in there[::-1][: min(limit, MAX_FEED)]]}

    def get_thread(self, uri: str) -> Json | None:
        post = self._find(uri)
        return {"thread": self._thread(post)} if post else None

    def _thread(self, post: Post) -> Json:
        replies = [self._thread(reply) for reply in post.replies if self.world.is_there(reply)]
        return {"$type": "app.bsky.feed.defs#threadViewPost", "post": self._view(post), "replies": replies}

    def _find(self, uri: str) -> Post | None:
        post = self.world.by_uri.get(uri)
        return post if post and post.network == BLUESKY and self.world.is_there(post) else None

    def _view(self, post: Post) -> Json:
        likes, reposts, replies = self.world.engagement(post)
        return {
            "uri": self.world.uri(post),
            "cid": f"bafyreidemo{record_key(post)}",
            "author": _basic(post.author),
            "record": self.record(post, self.world.text(post)),
            "replyCount": replies,
            "repostCount": reposts,
            "likeCount": likes,
            "indexedAt": _iso(self.world.created(post)),
        }


def _moments(world: World) -> list[Moment]:
    found = sorted(_unsorted_moments(world), key=lambda entry: entry[0])
    moments: list[Moment] = []
    previous = 0
    for seconds, operation, post in found:
        previous = max(previous + 1, int(seconds * 1_000_000))
        moments.append(Moment(previous, operation, post))
    return moments


def _unsorted_moments(world: World) -> Iterator[tuple[float, str, Post]]:
    for post in world.of_network(BLUESKY):
        yield world.created(post), "create", post
        if post.edited_at is not None:
            yield world.wall(post.edited_at), "update", post
        if post.deleted_at is not None:
            yield world.wall(post.deleted_at), "delete", post
        for kind, count in (("like", post.favorites), ("repost", post.reposts)):
            for after in world.growth_of(count, _MOST_REACTIONS):
                yield world.created(post) + after / world.speed, kind, post
        if post.number % _ODD_EVERY == 0:
            yield world.created(post), "odd", post


def _odd(post: Post) -> Json:
    """In turn: a like, an identity, an account, a kind that does not exist, a post with features from the future."""
    facets = [
        {
            "index": {"byteStart": 0, "byteEnd": 1},
            "features": [{"$type": "org.example.facet#new", "tag": {"x": 1}}],
        }
    ]
    odd_record = {
        "$type": POST,
        "text": "?",
        "createdAt": "not a time",
        "facets": facets,
        "embed": {"$type": "org.example"},
    }
    like = {
        "$type": LIKE,
        "createdAt": "2026-01-01T00:00:00Z",
        "subject": {"uri": "at://x/y/z", "cid": "bafy"},
    }
    oddities: tuple[Json, ...] = (
        {
            "kind": "commit",
            "commit": {"operation": "create", "collection": LIKE, "rkey": "demolike", "record": like},
        },
        {"kind": "identity", "identity": {"did": post.author.id, "handle": post.author.handle, "seq": 1}},
        {"kind": "account", "account": {"did": post.author.id, "active": True, "seq": 2}},
        {"kind": "weather", "weather": {"sky": "candy floss"}},
        {
            "kind": "commit",
            "commit": {"operation": "create", "collection": POST, "rkey": "demoodd", "record": odd_record},
        },
    )
    return oddities[post.number // _ODD_EVERY % 5]


def _with_facets(post: Post, text: str) -> tuple[str, list[Json]]:
    """The text with the company's name before it and hashtags behind, and where each stands in UTF-8."""
    pieces: list[tuple[str, Json | None]] = []
    if post.kind not in (Kind.NOISE, Kind.COMPANY, Kind.BOT):
        company = Person(0, BLUESKY, "telekom_hilft_demo")
        pieces.append((_MENTION, {"$type": "app.bsky.richtext.facet#mention", "did": company.id}))
    pieces.append((text, None))
    pieces += [(f"#{tag}", {"$type": "app.bsky.richtext.facet#tag", "tag": tag}) for tag in post.hashtags]
    facets: list[Json] = []
    whole = ""
    for piece, feature in pieces:
        whole += " " if whole else ""
        start = len(whole.encode())
        whole += piece
        if feature:
            index = {"byteStart": start, "byteEnd": start + len(piece.encode())}
            facets.append({"index": index, "features": [feature]})
    return whole, facets


def _basic(person: Person) -> Json:
    name = "Telekom hilft (demo)" if person.number == 0 else person.name.replace("_", " ").title()
    return {"did": person.id, "handle": person.handle, "displayName": name, "labels": []}


def _iso(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


assert _MENTION.endswith(DOMAINS[0])  # noqa: S101 - one name in two places
