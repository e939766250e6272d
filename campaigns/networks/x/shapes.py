"""What X's API v2 sends, as far as we read it. Source: https://docs.x.com/x-api/fundamentals/data-dictionary"""

from datetime import datetime
from typing import Annotated

import msgspec

Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class Hashtag(msgspec.Struct, gc=False):
    tag: str


class Link(msgspec.Struct, gc=False):
    expanded_url: str = ""


class Entities(msgspec.Struct, gc=False):
    hashtags: list[Hashtag] = []
    urls: list[Link] = []


class Metrics(msgspec.Struct, gc=False):
    like_count: int | None = None
    retweet_count: int | None = None
    reply_count: int | None = None


class Reference(msgspec.Struct, gc=False):
    type: str
    id: str


class Tweet(msgspec.Struct, gc=False):
    id: str
    text: str
    author_id: str
    created_at: Moment
    lang: str = ""
    entities: Entities | None = None
    public_metrics: Metrics | None = None
    referenced_tweets: list[Reference] | None = None
    possibly_sensitive: bool = False


class Meta(msgspec.Struct, gc=False):
    newest_id: str = ""
    next_token: str = ""


class Tweets(msgspec.Struct, gc=False):
    """Posts, newest first, and what is said of those that are not there: X answers 200 for both."""

    data: list[msgspec.Raw] = []
    errors: list[msgspec.Raw] = []
    meta: Meta | None = None


class HourBucket(msgspec.Struct, gc=False):
    start: Moment
    tweet_count: int


class Counts(msgspec.Struct, gc=False):
    data: list[HourBucket]


class UserMetrics(msgspec.Struct, gc=False):
    followers_count: int | None = None


class User(msgspec.Struct, gc=False):
    id: str
    username: str
    public_metrics: UserMetrics | None = None


class Users(msgspec.Struct, gc=False):
    data: list[User] = []
