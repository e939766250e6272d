"""From what a Mastodon server sends to the contract's values."""

import re
from collections.abc import Iterable
from datetime import UTC
from html import unescape
from html.parser import HTMLParser

import msgspec
from msgspec.structs import replace

from campaigns.enums import Network
from campaigns.networks.asking import UNREADABLE
from campaigns.networks.contract import AuthorSeen, PostSeen, fold_hashtag, storable
from campaigns.networks.mastodon.shapes import Account, OnlyId, Status

PUBLIC = frozenset({"public", "unlisted"})
_STATUSES = msgspec.json.Decoder(list[Status])
_RAWS = msgspec.json.Decoder(list[msgspec.Raw])
_STATUS = msgspec.json.Decoder(Status)
_ONLY_ID = msgspec.json.Decoder(OnlyId)

# A hashtag in plain text: not within a word or an address.
_HASHTAG = re.compile(r"(?<![\w/#&])#(\w+)")


class Statuses(msgspec.Struct, frozen=True):
    """A list of statuses: the ids of all, and those that can be read. An odd one among them does not spoil the rest."""

    ids: list[str]
    readable: list[Status]

    @staticmethod
    def decode(body: bytes) -> "Statuses":
        """From the JSON of a list. Raises `msgspec.DecodeError` when it is none."""
        try:
            return statuses_in([_in_utc(status) for status in _STATUSES.decode(body)])
        except (msgspec.ValidationError, OverflowError):
            return one_by_one(_RAWS.decode(body))


def statuses_in(statuses: list[Status]) -> Statuses:
    return Statuses([status.id for status in statuses], statuses)


def one_by_one(raws: Iterable[msgspec.Raw]) -> Statuses:
    """The same from a list in which not everything can be read."""
    found = Statuses([], [])
    for raw in raws:
        try:
            status = _in_utc(_STATUS.decode(raw))
        except (msgspec.ValidationError, OverflowError):
            found.ids.extend(_id_of(raw))
        else:
            found.ids.append(status.id)
            found.readable.append(status)
    return found


def _in_utc(status: Status) -> Status:
    if status.created_at.tzinfo is not UTC:
        status.created_at = status.created_at.astimezone(UTC)
    if status.edited_at and status.edited_at.tzinfo is not UTC:
        status.edited_at = status.edited_at.astimezone(UTC)
    return status


def statuses_of(data: bytes) -> list[Status]:
    """The one status that the bytes hold, as a list of one; empty when it cannot be read."""
    try:
        return one_by_one([msgspec.Raw(data)]).readable
    except (*UNREADABLE, UnicodeDecodeError):
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
    return tuple(
        post if folded in post.hashtags else replace(post, hashtags=post.hashtags | {folded})
        for post in posts
    )


def hashtags_of(status: Status, text: str) -> frozenset[str]:
    """The post's hashtags, folded. Servers tell their names in ASCII (`schone`); the text has them as people wrote them."""
    if not status.tags:
        return frozenset()
    return frozenset(map(fold_hashtag, [*(tag.name for tag in status.tags), *_HASHTAG.findall(text)]))


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
        host = url.split("/", 3)[2].partition(":")[0] if url.count("/") > 1 else ""
        acct = f"{acct}@{host}"
    return storable(acct).lower()


_AS_TEXT = {"p": "\n\n", "br": "\n", "br/": "\n", "br /": "\n", "/p": "", "/a": "", "span": "", "/span": ""}
_HREF = re.compile(r' href="(https?://[^"]*)"')
# Hashtags and mentions: what they lead to is known by itself.
_OWN_LINK = re.compile(r' class="(?:[^"]* )?(?:mention|hashtag)[ "]')


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
    return _quickly(html) or _parsed(html)


def _quickly(html: str) -> tuple[str, tuple[str, ...]] | None:
    """For HTML as servers write it; None for what needs a parser, which takes ten times as long.

    A sign of either kind that is left over says that something was not as plain as it looked.
    """
    first, *pieces = html.split("<")
    text, links = [first], []
    for piece in pieces:
        tag, ends, data = piece.partition(">")
        if tag in _AS_TEXT:
            text.append(_AS_TEXT[tag])
        elif tag.startswith("a "):
            link = _HREF.search(tag)
            if link is None or "'" in tag:
                return None
            if not _OWN_LINK.search(tag):
                links.append(link[1])
        elif not tag.startswith("span "):
            return None
        if not ends:
            return None
        text.append(data)
    found = "".join(text)
    if ">" in found:
        return None
    if "&" in html:
        return unescape(found).strip(), tuple(dict.fromkeys(map(unescape, links)))
    return found.strip(), tuple(dict.fromkeys(links))


def _parsed(html: str) -> tuple[str, tuple[str, ...]]:
    parser = _PlainText()
    parser.feed(html)
    parser.close()
    return "".join(parser.pieces).strip(), tuple(parser.links)
