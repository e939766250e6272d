"""From what a Mastodon server sends to the contract's values."""

import re
from collections.abc import Iterable
from datetime import UTC
from html.parser import HTMLParser
from urllib.parse import urlsplit

import msgspec

from campaigns.enums import Network
from campaigns.networks.contract import AuthorSeen, PostSeen, fold_hashtag, storable
from campaigns.networks.mastodon.shapes import Account, OnlyId, Status

PUBLIC = frozenset({"public", "unlisted"})
_STATUS = msgspec.json.Decoder(Status)
_ONLY_ID = msgspec.json.Decoder(OnlyId)

# A hashtag in plain text: not within a word or an address.
_HASHTAG = re.compile(r"(?<![\w/#&])#(\w+)")


def statuses_in(raws: Iterable[msgspec.Raw]) -> tuple[list[str], list[Status]]:
    """The ids of all, and those statuses that can be read: an odd one among them does not spoil a page."""
    ids: list[str] = []
    statuses: list[Status] = []
    for raw in raws:
        try:
            status = _STATUS.decode(raw)
            status.created_at = status.created_at.astimezone(UTC)
            status.edited_at = status.edited_at and status.edited_at.astimezone(UTC)
        except (msgspec.ValidationError, OverflowError):
            ids += _id_of(raw)
        else:
            ids.append(status.id)
            statuses.append(status)
    return ids, statuses


def statuses_of(data: bytes) -> list[Status]:
    """The one status that the bytes hold, as a list of one; empty when it cannot be read."""
    try:
        return statuses_in([msgspec.Raw(data)])[1]
    except (msgspec.DecodeError, UnicodeDecodeError):
        return []


def _id_of(raw: msgspec.Raw) -> list[str]:
    try:
        return [_ONLY_ID.decode(raw).id]
    except msgspec.ValidationError:
        return []


def is_countable(status: Status) -> bool:
    """Public or unlisted, and not somebody else's post passed on."""
    return status.reblog is None and status.visibility in PUBLIC


def post_seen(status: Status) -> PostSeen:
    text, links = plain_text(status.content or "")
    if status.spoiler_text:
        text = f"{status.spoiler_text}\n\n{text}".strip()
    return PostSeen(
        network=Network.MASTODON,
        uri=status.uri,
        native_id=status.id,
        url=status.url or status.uri,
        author=author_seen(status.account),
        text=storable(text),
        posted_at=status.created_at,
        language=storable(status.language or ""),
        edited_at=status.edited_at,
        hashtags=hashtags_of(status, text),
        mentions=tuple(full_handle(mention.acct, mention.url) for mention in status.mentions or ()),
        links=links,
        in_reply_to=status.in_reply_to_id,
        favorites=status.favourites_count,
        reposts=status.reblogs_count,
        replies=status.replies_count,
        is_sensitive=bool(status.sensitive),
    )


def with_tag(posts: Iterable[PostSeen], tag: str) -> tuple[PostSeen, ...]:
    """What a hashtag's timeline or stream brings carries that hashtag, in whatever spelling the server tells it."""
    folded = fold_hashtag(tag)
    return tuple(msgspec.structs.replace(post, hashtags=post.hashtags | {folded}) for post in posts)


def hashtags_of(status: Status, text: str) -> frozenset[str]:
    """The post's hashtags, folded. Servers tell their names in ASCII (`schone`); the text has them as people wrote them."""
    names = [tag.name for tag in status.tags or ()]
    return frozenset(map(fold_hashtag, [*names, *_HASHTAG.findall(text)])) if names else frozenset()


def author_seen(account: Account) -> AuthorSeen:
    """`uri` is the actor's own identity; servers before 4.2 tell the profile's address only."""
    handle = full_handle(account.acct, account.url)
    return AuthorSeen(
        id=account.uri or account.url or handle,
        handle=handle,
        url=account.url or account.uri or "",
        followers=account.followers_count,
        is_bot=bool(account.bot),
    )


def full_handle(acct: str, url: str | None) -> str:
    """`user@domain`, in lower case; a server leaves the domain away for its own people."""
    if "@" not in acct and url:
        acct = f"{acct}@{urlsplit(url).hostname or ''}"
    return storable(acct).lower()


class _PlainText(HTMLParser):
    """The text of a post's HTML: paragraphs and line breaks as such, links other than hashtags and mentions aside."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.links: dict[str, None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"p", "blockquote", "pre", "ul", "ol"} and self.pieces:
            self.pieces.append("\n\n")
        elif tag in {"br", "li"}:
            self.pieces.append("\n")
        elif tag == "a":
            told = dict(attrs)
            classes = (told.get("class") or "").split()
            href = told.get("href") or ""
            if href.startswith(("http://", "https://")) and not {"mention", "hashtag"} & set(classes):
                self.links[href] = None

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def plain_text(html: str) -> tuple[str, tuple[str, ...]]:
    """The text that a reader sees, and where its links lead."""
    parser = _PlainText()
    parser.feed(html)
    parser.close()
    return "".join(parser.pieces).strip(), tuple(parser.links)
