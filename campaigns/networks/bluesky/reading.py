"""From what Bluesky sends to the contract's values."""

from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

from campaigns.enums import Network
from campaigns.networks.bluesky.shapes import (
    Commit,
    Event,
    PostView,
    Profile,
    Record,
    Reply,
)
from campaigns.networks.contract import AuthorSeen, PostSeen, Said, fold_hashtag, storable
from campaigns.networks.telling import Interest

_POST_VIEW = msgspec.json.Decoder(PostView)
# Labels by which an account or a post calls itself automatic, or sensitive.
_BOT = "bot"
_SENSITIVE = frozenset({"porn", "sexual", "nudity", "graphic-media", "!warn", "!hide"})


def post_uri(did: str, commit: Commit) -> str:
    return f"at://{did}/{commit.collection}/{commit.rkey}"


def wanted_post(event: Event, commit: Commit, record: Record, interest: Interest) -> PostSeen | None:
    """The event's post when somebody is interested in it."""
    said = said_in(record)
    if not interest.wants(author=event.did, said=said):
        return None
    seen_at = moment_of(event.time_us)
    return _post_seen(
        uri=post_uri(event.did, commit),
        author=AuthorSeen(id=event.did, handle="", url=profile_url(event.did)),
        record=record,
        said=said,
        seen_at=seen_at,
        edited_at=seen_at if commit.operation == "update" else None,
    )


def posts_in(raws: Iterable[msgspec.Raw]) -> list[PostSeen]:
    """Those of the API's posts that can be read."""
    posts = []
    for raw in raws:
        try:
            posts.append(viewed_post(_POST_VIEW.decode(raw)))
        except msgspec.ValidationError:
            continue
    return posts


def viewed_post(view: PostView) -> PostSeen:
    post = _post_seen(
        uri=view.uri,
        author=author_seen(view.author),
        record=view.record,
        said=said_in(view.record),
        seen_at=parsed_time(view.indexed_at) or datetime.now(UTC),
        edited_at=None,
    )
    counted = {"favorites": view.like_count, "reposts": view.repost_count, "replies": view.reply_count}
    labels = {label.val for label in view.labels or ()}
    is_sensitive = post.is_sensitive or not labels.isdisjoint(_SENSITIVE)
    return msgspec.structs.replace(post, is_sensitive=is_sensitive, **counted)


def author_seen(profile: Profile) -> AuthorSeen:
    is_bot = any(label.val == _BOT for label in profile.labels or ())
    return AuthorSeen(
        id=profile.did,
        handle=storable(profile.handle),
        url=profile_url(profile.handle or profile.did),
        followers=profile.followers_count,
        is_bot=is_bot,
    )


def profile_url(actor: str) -> str:
    return f"https://bsky.app/profile/{actor}"


def said_in(record: Record) -> Said:
    """Hashtags and links stand in the text's facets; both may stand beside the text too, unseen and as a card."""
    tags, links = [], []
    for facet in record.facets or ():
        for feature in facet.features:
            if feature.tag:
                tags.append(feature.tag)
            elif feature.uri:
                links.append(storable(feature.uri))
    if record.tags:
        tags += record.tags
    if record.embed and record.embed.external:
        links.append(storable(record.embed.external.uri))
    return Said(
        text=storable(record.text),
        links=tuple(dict.fromkeys(links)),
        hashtags=frozenset(map(fold_hashtag, tags)),
    )


def answered(reply: Reply) -> frozenset[str]:
    """The uris of the post that is answered and of the one that began the thread."""
    return frozenset(ref.uri for ref in (reply.parent, reply.root) if ref)


def parsed_time(text: str) -> datetime | None:
    """The moment in UTC; None when the text tells none."""
    try:
        moment = msgspec.convert(text, datetime)
        return moment if moment.tzinfo is UTC else moment.astimezone(UTC) if moment.tzinfo else None
    except (msgspec.ValidationError, OverflowError):
        return None


def moment_of(time_us: int) -> datetime:
    return datetime.fromtimestamp(time_us / 1_000_000, UTC)


def _post_seen(
    *,
    uri: str,
    author: AuthorSeen,
    record: Record,
    said: Said,
    seen_at: datetime,
    edited_at: datetime | None,
) -> PostSeen:
    """`createdAt` is the author's program's claim: a time to come, or none, gives way to when the network saw it."""
    claimed = parsed_time(record.created_at)
    labels = {label.val for label in record.labels.values} if record.labels else set()
    return PostSeen(
        network=Network.BLUESKY,
        uri=uri,
        native_id=uri,
        url=f"{profile_url(author.id)}/post/{uri.rpartition('/')[2]}",
        author=author,
        said=said,
        posted_at=min(claimed, seen_at) if claimed else seen_at,
        language=storable(record.langs[0]) if record.langs else "",
        edited_at=edited_at,
        in_reply_to=(record.reply.parent.uri or None) if record.reply and record.reply.parent else None,
        is_sensitive=not labels.isdisjoint(_SENSITIVE),
    )
