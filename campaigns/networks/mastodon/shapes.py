"""What a Mastodon server sends, as far as we read it. Source: https://docs.joinmastodon.org/entities/"""

from datetime import datetime
from typing import Annotated

import msgspec

Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class Account(msgspec.Struct, gc=False, kw_only=True):
    id: str
    acct: str
    bot: bool | None = None
    url: str | None = None
    uri: str | None = None
    followers_count: int | None = None


class Tag(msgspec.Struct, gc=False):
    name: str


class Boosted(msgspec.Struct, gc=False):
    id: str = ""


class Status(msgspec.Struct, gc=False, kw_only=True):
    """In the order in which servers tell it: so it is read the fastest."""

    id: str
    created_at: Moment
    in_reply_to_id: str | None = None
    sensitive: bool | None = None
    spoiler_text: str | None = None
    visibility: str = "public"
    language: str | None = None
    uri: str
    url: str | None = None
    replies_count: int | None = None
    reblogs_count: int | None = None
    favourites_count: int | None = None
    edited_at: Moment | None = None
    content: str | None = None
    reblog: Boosted | None = None
    account: Account
    tags: list[Tag] | None = None


class OnlyId(msgspec.Struct, gc=False):
    id: str


class Context(msgspec.Struct, gc=False):
    descendants: list[msgspec.Raw]


class StatusLimits(msgspec.Struct, gc=False):
    max_characters: int | None = None
    characters_reserved_per_url: int | None = None


class FeedAccess(msgspec.Struct, gc=False):
    local: str = "public"
    remote: str = "public"


class TimelinesAccess(msgspec.Struct, gc=False):
    hashtag_feeds: FeedAccess | None = None


class Urls(msgspec.Struct, gc=False):
    streaming: str | None = None


class Configuration(msgspec.Struct, gc=False):
    urls: Urls | None = None
    statuses: StatusLimits | None = None
    timelines_access: TimelinesAccess | None = None


class Instance(msgspec.Struct, gc=False):
    """Version 2 and version 1 alike; `max_toot_chars` is Pleroma's."""

    configuration: Configuration | None = None
    max_toot_chars: int | None = None


class DayOfTag(msgspec.Struct, gc=False):
    uses: str


class TagHistory(msgspec.Struct, gc=False):
    """A hashtag with its last seven days; the numbers come as text."""

    history: list[DayOfTag] = []
