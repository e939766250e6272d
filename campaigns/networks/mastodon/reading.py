"""From what a Mastodon server sends to the contract's values."""

import re
from collections.abc import Iterable
from datetime import UTC
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser

import msgspec

from campaigns.enums import Network
from campaigns.networks.asking import UNREADABLE
from campaigns.networks.contract import AuthorSeen, PostSeen, Said, fold_hashtag, storable
from campaigns.networks.mastodon.shapes import Account, OnlyId, Status

PUBLIC = frozenset({"public", "unlisted"})
_STATUSES = msgspec.json.Decoder(list[Status])
_RAWS = msgspec.json.Decoder(list[msgspec.Raw])
_STATUS = msgspec.json.Decoder(Status)
_ONLY_ID = msgspec.json.Decoder(OnlyId)

# A hashtag in plain text: not within a word or an address. What is looked for begins with the sign, so it is found fast.
_HASHTAG = re.compile(r"#(?<![\w/#&]#)(\w+)")


class Statuses(msgspec.Struct, frozen=True):
    """A list of statuses: the ids of all, and those that can be read. An odd one among them does not spoil the rest."""

    ids: list[str]
    readable: list[Status]

    @staticmethod
    def decode(body: bytes) -> "Statuses":
        """From the JSON of a list. Raises `msgspec.DecodeError` when it is none."""
        try:
            return statuses_in(_STATUSES.decode(body))
        except (msgspec.ValidationError, OverflowError):
            return one_by_one(_RAWS.decode(body))


def statuses_in(statuses: list[Status]) -> Statuses:
    for status in statuses:
        _in_utc(status)
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


class _InHtml(msgspec.Struct, gc=False, eq=False):
    """What a status says. Its HTML is read when somebody asks: of what is too old for everybody, nobody does."""

    status: Status
    tag: str
    read: Said | None = None

    @property
    def text(self) -> str:
        return self._said().text

    @property
    def links(self) -> tuple[str, ...]:
        return self._said().links

    @property
    def hashtags(self) -> frozenset[str]:
        return self._said().hashtags

    def __eq__(self, other: object) -> bool:
        return self._said() == (other._said() if isinstance(other, _InHtml) else other)

    def __hash__(self) -> int:
        return hash(self._said())

    def _said(self) -> Said:
        if self.read is None:
            self.read = said_in(self.status, self.tag)
        return self.read


def said_in(status: Status, tag: str) -> Said:
    """What the status says, with its content warning before it."""
    text, links = plain_text(storable(status.content or ""))
    if status.spoiler_text:
        text = f"{storable(status.spoiler_text)}\n\n{text}".strip()
    return Said(text=text, links=links, hashtags=hashtags_of(status, text, tag))


def post_seen(status: Status, tag: str = "") -> PostSeen:
    """The status as a post. What the timeline or stream of a `tag` brings carries it, in whatever spelling is told."""
    return PostSeen(
        network=Network.MASTODON,
        uri=status.uri,
        native_id=status.id,
        url=status.url or status.uri,
        author=author_seen(status.account),
        said=_InHtml(status, tag),
        posted_at=status.created_at,
        language=storable(status.language or ""),
        edited_at=status.edited_at,
        in_reply_to=status.in_reply_to_id,
        favorites=status.favourites_count,
        reposts=status.reblogs_count,
        replies=status.replies_count,
        is_sensitive=bool(status.sensitive),
    )


def hashtags_of(status: Status, text: str, tag: str = "") -> frozenset[str]:
    """The post's hashtags, folded. Servers tell their names in ASCII (`schone`); the text has them as people wrote them."""
    names = [one.name for one in status.tags or ()]
    if names:
        names += _HASHTAG.findall(text)
    if tag:
        names.append(tag)
    return frozenset(map(fold_hashtag, names))


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
# Stands before what follows a tag, while HTML is taken apart; a text has none.
_ENDED = "\x00"
# Beyond this, tags are not worth remembering: a stranger may write long ones.
_USUAL_LENGTH = 8_000


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
    """For HTML without NUL as servers write it; None for what needs a parser, which takes twenty times as long.

    Cut at both signs, text and tags take turns. Where they do not, a piece stands where its kind does not belong.
    """
    pieces = html.replace(">", f"<{_ENDED}").split("<")
    tags = pieces[1::2]
    told = [*map(_text_of if len(html) < _USUAL_LENGTH else _text_of.__wrapped__, tags)]
    found = [_link_in(tag) for tag, text in zip(tags, told, strict=True) if text is None]
    links = [link for link in found if link is not None]
    pieces[1::2] = [text or "" for text in told]
    text = "".join(pieces)
    if len(links) < len(found) or text.count(_ENDED) != len(tags):
        return None
    return unescape(text.replace(_ENDED, "")).strip(), tuple(dict.fromkeys(links))


@lru_cache(maxsize=4096)
def _text_of(tag: str) -> str | None:
    """What a tag adds to the text; None when there is more to it. Most posts are written with the same few tags."""
    if tag.startswith("span ") or (tag.startswith("a ") and _OWN_LINK.search(tag) and _link_in(tag)):
        return ""
    return _AS_TEXT.get(tag)


def _link_in(tag: str) -> str | None:
    """Where a link leads; None for what is none, or not as plain as servers write it."""
    link = _HREF.search(tag) if tag.startswith("a ") and "'" not in tag else None
    return unescape(link[1]) if link else None


def _parsed(html: str) -> tuple[str, tuple[str, ...]]:
    parser = _PlainText()
    parser.feed(html)
    parser.close()
    return "".join(parser.pieces).strip(), tuple(parser.links)
