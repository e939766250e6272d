"""What Jetstream and the public API send, as far as we read it.

Sources: https://github.com/bluesky-social/jetstream, lexicons `app.bsky.feed.post`, `app.bsky.feed.getPosts`,
`app.bsky.actor.defs`. Everything optional: records are written by strangers' programs.
"""

from typing import Generic, TypeVar

import msgspec

POST = "app.bsky.feed.post"
LIKE = "app.bsky.feed.like"
REPOST = "app.bsky.feed.repost"


class Feature(msgspec.Struct, gc=False):
    """Of a facet: a hashtag or a link; which one is told by the field that is there. Mentions have neither."""

    tag: str | None = None
    uri: str | None = None


class Facet(msgspec.Struct, gc=False):
    features: list[Feature] = []


class Ref(msgspec.Struct, gc=False):
    uri: str = ""


class Reply(msgspec.Struct, gc=False):
    parent: Ref | None = None
    root: Ref | None = None


class Embed(msgspec.Struct, gc=False):
    external: Ref | None = None


class LabelValue(msgspec.Struct, gc=False):
    val: str = ""


class Labels(msgspec.Struct, gc=False):
    values: list[LabelValue] = []


class Record(msgspec.Struct, gc=False, rename="camel"):
    """A post's, or a like's or repost's, which have a `subject`."""

    text: str = ""
    created_at: str = ""
    langs: list[str] | None = None
    tags: list[str] | None = None
    facets: list[Facet] | None = None
    reply: Reply | None = None
    embed: Embed | None = None
    labels: Labels | None = None
    subject: Ref | None = None


class Commit(msgspec.Struct, gc=False):
    operation: str = ""
    collection: str = ""
    rkey: str = ""
    record: Record | None = None


class Event(msgspec.Struct, gc=False):
    did: str
    time_us: int
    kind: str = ""
    commit: Commit | None = None


class GlanceRecord(msgspec.Struct, gc=False):
    """Of a post, where it may say that somebody wants it."""

    embed: Embed | None = None
    facets: list[Facet] | None = None
    tags: list[str] | None = None


class ReactionRecord(GlanceRecord, gc=False):
    """Of a like, a repost or a post, also what it is about; `reply` as it came: few of them are ours."""

    subject: Ref | None = None
    reply: msgspec.Raw = msgspec.Raw(b"null")


RecordT = TypeVar("RecordT", bound=GlanceRecord)


class GlanceCommit(msgspec.Struct, Generic[RecordT], gc=False):
    record: RecordT | None = None


class Glance(msgspec.Struct, Generic[RecordT], gc=False):
    """Of an event, what tells whether it may be of interest. Most are not, and then the rest need not be read."""

    did: str
    commit: GlanceCommit[RecordT] | None = None


class EventTime(msgspec.Struct, gc=False):
    """What every event has, readable or not."""

    time_us: int


class Profile(msgspec.Struct, gc=False, rename="camel"):
    did: str
    handle: str = ""
    followers_count: int | None = None
    labels: list[LabelValue] | None = None


class PostView(msgspec.Struct, gc=False, rename="camel"):
    uri: str
    author: Profile
    record: Record
    indexed_at: str = ""
    like_count: int | None = None
    repost_count: int | None = None
    reply_count: int | None = None
    labels: list[LabelValue] | None = None


class Posts(msgspec.Struct, gc=False):
    posts: list[msgspec.Raw]


class SearchAnswer(msgspec.Struct, gc=False):
    posts: list[msgspec.Raw]
    cursor: str = ""


class Session(msgspec.Struct, gc=False, rename="camel"):
    access_jwt: str


class FeedItem(msgspec.Struct, gc=False):
    """`reason` is there when the post was passed on or pinned, not written just then."""

    post: msgspec.Raw
    reason: Ref | None = None


class AuthorFeed(msgspec.Struct, gc=False):
    feed: list[FeedItem]


class Thread(msgspec.Struct, gc=False):
    """A post and what answers it; `post` is missing where a post is hidden or deleted."""

    post: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    replies: list["Thread"] | None = None


class ThreadAnswer(msgspec.Struct, gc=False):
    thread: Thread
