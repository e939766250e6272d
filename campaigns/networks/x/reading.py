"""From what X sends to the contract's values."""

from collections.abc import Iterable
from datetime import UTC

import msgspec

from campaigns.enums import Network
from campaigns.networks.contract import AuthorSeen, PostSeen, Said, fold_hashtag, storable
from campaigns.networks.x.shapes import Entities, Metrics, Tweet, User

SITE = "https://x.com"
_TWEET = msgspec.json.Decoder(Tweet)
_UNKNOWN_LANGUAGE = "und"


def posts_in(raws: Iterable[msgspec.Raw]) -> list[PostSeen]:
    """Those that can be read, oldest first."""
    posts = []
    for raw in raws:
        try:
            posts.append(post_seen(_TWEET.decode(raw)))
        except (msgspec.ValidationError, OverflowError):
            continue
    return sorted(posts, key=lambda post: post.posted_at)


def post_uri(native_id: str) -> str:
    return f"{SITE}/i/status/{native_id}"


def post_seen(tweet: Tweet) -> PostSeen:
    """Authors come as numbers: their names are resources of their own, each with its price."""
    entities = tweet.entities or Entities()
    metrics = tweet.public_metrics or Metrics()
    answered = [one.id for one in tweet.referenced_tweets or () if one.type == "replied_to"]
    return PostSeen(
        network=Network.X,
        uri=post_uri(tweet.id),
        native_id=tweet.id,
        url=post_uri(tweet.id),
        author=AuthorSeen(id=tweet.author_id, handle="", url=f"{SITE}/i/user/{tweet.author_id}"),
        said=_said(tweet.text, entities),
        posted_at=tweet.created_at.astimezone(UTC),
        language="" if tweet.lang == _UNKNOWN_LANGUAGE else storable(tweet.lang),
        in_reply_to=post_uri(answered[0]) if answered else None,
        favorites=metrics.like_count,
        reposts=metrics.retweet_count,
        replies=metrics.reply_count,
        is_sensitive=tweet.possibly_sensitive,
    )


def _said(text: str, entities: Entities) -> Said:
    return Said(
        text=storable(text),
        links=tuple(storable(link.expanded_url) for link in entities.urls if link.expanded_url),
        hashtags=frozenset(fold_hashtag(hashtag.tag) for hashtag in entities.hashtags),
    )


def author_seen(user: User) -> AuthorSeen:
    followers = user.public_metrics.followers_count if user.public_metrics else None
    handle = storable(user.username)
    return AuthorSeen(id=user.id, handle=handle, url=f"{SITE}/{handle}", followers=followers)
