"""Texts that fit: counting as each network counts, and shortening what may be shortened.

Sources of the counts: Mastodon `app/validators/status_length_validator.rb` (graphemes, URLs as 23, `@user@domain` as
`@user`); Bluesky lexicon `app.bsky.feed.post` (300 graphemes, 3000 bytes); X `twitter-text` configuration v3 (weights
below); Threads API documentation (500 characters, emoji as UTF-8 bytes).
"""

import unicodedata
from collections.abc import Iterator, Sequence
from enum import StrEnum

import msgspec
import regex


class Unit(StrEnum):
    """What a network counts."""

    GRAPHEMES = "graphemes"
    WEIGHTED = "weighted"
    EMOJI_BYTES = "emoji_bytes"


class TextRules(msgspec.Struct, frozen=True, kw_only=True):
    """How long a post may be: `limit` in `unit`s.

    `url_length`: what any URL counts, None when in full; `bare_urls`: `example.org/tea` is one too. `max_bytes`: a second limit
    in UTF-8 bytes. `short_mentions`: `@user@domain` counts as `@user`.
    """

    limit: int
    unit: Unit
    url_length: int | None = None
    max_bytes: int | None = None
    short_mentions: bool = False
    bare_urls: bool = False


class ShareText(msgspec.Struct, frozen=True, kw_only=True):
    """What a supporter starts from: their sentence, who is asked, under which hashtags, where to read more.

    `mention` with its `@` ("" when the company is not on that network); `hashtags` without `#`, most important first.
    """

    opening: str
    mention: str = ""
    hashtags: tuple[str, ...] = ()
    url: str = ""


class Composed(msgspec.Struct, frozen=True, kw_only=True):
    """A text that fits: `body` with the mention, the hashtags that the body lacks, the URL unless the body has it."""

    body: str
    hashtags: tuple[str, ...] = ()
    url: str = ""

    @property
    def text(self) -> str:
        return " ".join(part for part in (self.body, *(f"#{tag}" for tag in self.hashtags), self.url) if part)


ELLIPSIS = "…"
_URL = regex.compile(r"(?i)(?<![\w@/])https?://[^\s<>\"]*[^\s<>\".,;:!?'»”“)\]}…]")
# What twitter-text takes for the end of a domain, as far as people write such domains without https://. The page's script has
# the same list.
DOMAIN_ENDINGS = (
    "ac ad ae af ag ai al am ao ar as at au az ba bb bd be bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf cg ch ci cl cm cn "
    "co cr cu cv cx cy cz de dj dk dm do dz ec ee eg es et eu fi fj fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gt gu gy hk "
    "hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc "
    "md me mg mk ml mm mn mo mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr "
    "ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr st su sv sy sz tc td tf tg th tj tk tl tm tn to tr "
    "tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw academy app art bar berlin biz blog cafe camp city "
    "click cloud club com community company dev digital edu email events foundation games gmbh gov hamburg help host info int jobs "
    "koeln land life live market media mobi museum name net network news one online org page party photos press pro productions "
    "rocks school shop show site social software space store studio support systems tech tickets tips today tools top tours town "
    "training university video vip vote watch website wien wiki work works world wtf xyz zone"
)
_BARE_URL = regex.compile(
    rf"(?i)(?<![\p{{L}}\p{{N}}_@$#./-])(?:[a-z0-9-]+\.)+(?:{'|'.join(DOMAIN_ENDINGS.split())})(?![\p{{L}}\p{{N}}@-])"
    r"(?:/(?:[^\s<>\"]*[^\s<>\".,;:!?'»”“)\]}…])?)?"
)
_MENTION = regex.compile(r"(?i)(?<![/\w])@([a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)@[a-z0-9.-]+[a-z0-9]")
_GRAPHEME = regex.compile(r"\X")
_EMOJI = regex.compile(
    r"\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|[#*0-9]\uFE0F?\u20E3|\p{Regional_Indicator}{2}"
    r"|(?![©®™♟])\p{Extended_Pictographic}(?!\uFE0E)"
)
# twitter-text v3: code points in these ranges weigh 1, all others 2, an emoji sequence 2 as a whole.
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))


def count(text: str, rules: TextRules) -> int:
    """How long the network says the text is, in its own unit."""
    length = 0
    if rules.url_length is not None:
        text, urls = _URL.subn(" ", text)
        if rules.bare_urls:
            text, bare = _BARE_URL.subn(" ", text)
            urls += bare
        length = urls * (rules.url_length - 1)  # each left a blank behind, which counts one
    if rules.short_mentions:
        text = _MENTION.sub(r"@\1", text)
    return length + _COUNTERS[rules.unit](text)


def fits(text: str, rules: TextRules) -> bool:
    """Whether the network takes the text as it is."""
    if rules.max_bytes is not None and len(text.encode()) > rules.max_bytes:
        return False
    return count(text, rules) <= rules.limit


def compose(share: ShareText, rules: TextRules) -> Composed:
    """The longest text that fits: hashtags go first (from the last), then words of the opening, from the end.

    Mention, URL and first hashtag are never cut; when even they alone are too long, they are returned all the same.
    What the opening already says is not said again.
    """
    opening = " ".join(share.opening.split(" ")).strip()
    for kept in range(len(share.hashtags), 0, -1):
        composed = _assemble(share, opening, share.hashtags[:kept])
        if fits(composed.text, rules):
            return composed
    first = share.hashtags[:1]
    for shorter in _shorter(opening):
        composed = _assemble(share, shorter, first)
        if fits(composed.text, rules):
            return composed
    return _assemble(share, "", first)


def speak_to(opening: str, mention: str, others: Sequence[str], name: str) -> str:
    """The opening with one mention of those it is for. `others`: their mentions elsewhere, which lead nowhere here.

    The first of those becomes `mention`, or `name` where there is no mention; the rest are left out.
    """
    is_said = bool(mention) and _says(opening.casefold(), mention)
    strange = [regex.escape(other.casefold()) for other in others if other.casefold() != mention.casefold()]
    if not strange:
        return opening
    kept = iter(() if is_said else (mention or name,))

    def here(found: regex.Match[str]) -> str:
        instead = next(kept, "")
        return f"{found[1]}{instead}" if instead else ""

    anywhere = _token(f"(?:{'|'.join(strange)})", before=r"(\s*)")
    spoken: str = regex.sub(anywhere, here, opening, flags=regex.IGNORECASE)
    return spoken


def _token(pattern: str, *, before: str = "") -> str:
    """The pattern where it is a word of its own: `#echh` is not said by `#echh13`."""
    return rf"{before}(?<![\w@#/]){pattern}(?![\w@]|[./-]\w)"


def _assemble(share: ShareText, opening: str, hashtags: tuple[str, ...]) -> Composed:
    said = opening.casefold()
    body = opening
    if share.mention and not _says(said, share.mention):
        body = f"{opening} {share.mention}".strip()
    missing = tuple(tag for tag in hashtags if not _says(said, f"#{tag}"))
    return Composed(body=body, hashtags=missing, url="" if _says(said, share.url) else share.url)


def _says(folded_text: str, token: str) -> bool:
    return regex.search(_token(regex.escape(token.casefold())), folded_text) is not None


def _shorter(opening: str) -> Iterator[str]:
    """The opening, then ever fewer of its words, then ever fewer letters of the first one; with an ellipsis."""
    yield opening
    ends = [match.end() for match in regex.finditer(r"\S+", opening)]
    for end in reversed(ends[:-1]):
        yield opening[:end].rstrip(",;:\u2013- ") + ELLIPSIS
    letters = _GRAPHEME.findall(opening[: ends[0]] if ends else "")
    if not letters or letters[0] in "@#" or _URL.match(opening):
        return
    for length in range(len(letters) - 1, 0, -1):
        yield "".join(letters[:length]) + ELLIPSIS


def _graphemes(text: str) -> int:
    return len(text) if text.isascii() and "\r\n" not in text else len(_GRAPHEME.findall(text))


def _weighted(text: str) -> int:
    text = unicodedata.normalize("NFC", text)
    return sum(2 if _EMOJI.search(letter) else _weight(letter) for letter in _GRAPHEME.findall(text))


def _weight(letter: str) -> int:
    return sum(1 if any(low <= ord(char) <= high for low, high in _LIGHT) else 2 for char in letter)


def _emoji_bytes(text: str) -> int:
    return sum(
        len(letter.encode()) if _EMOJI.search(letter) else len(letter) for letter in _GRAPHEME.findall(text)
    )


_COUNTERS = {Unit.GRAPHEMES: _graphemes, Unit.WEIGHTED: _weighted, Unit.EMOJI_BYTES: _emoji_bytes}
