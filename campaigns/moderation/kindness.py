"""The kindness check: reviewable rules over the words in `lexicon`. They flag for a person and never delete anything."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from campaigns.moderation import lexicon
from campaigns.moderation.flags import Assessment, Flag, FlagKind

__all__ = ["Assessment", "Flag", "FlagKind", "assess"]

# A letter of an entry, and how people write it.
_SPELLINGS = {
    "ä": "(?:ä|ae)",
    "ö": "(?:ö|oe)",
    "ü": "(?:ü|ue)",
    "ß": "(?:ß|ss)",
    "*": r"\w*",
    " ": r"[\s,;:]+",
}
_LEET = str.maketrans("013457$@!", "oieastsai")
_UMLAUTS = "äöüÄÖÜ"

_ELSEWHERE = re.compile(r"https?://\S+|www\.\S+|(?<!\w)@[\w.-]+(?:@[\w.-]+)?")
_MIXED = re.compile(r"(?<![\w$@!])(?=[\w$@!]*[^\W\d_])[\w$@!]*[\d$@!][\w$@!]*\w\b")
_STARRED = re.compile(r"\b[^\W\d_]+\*+[^\W\d_]*(?!\w)")
_APOSTROPHES = re.compile(r"['\u2019`\u00b4]")
_SHOUT = re.compile(r"[!?]{5,}|(?:\?!|!\?){2,}")
_WORD = re.compile(r"(?<![#\w])[^\W\d_]{3,}(?!\w)")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w")
_PHONE = re.compile(r"(?<![\w/.-])(?!\d{1,2}[/-]\d{1,2}[/-]\d{2})(?:\+|0)\d[\d ()/-]{6,}\d(?![\w-])")
_NAME = re.compile(
    rf"\b(?:{'|'.join(lexicon.HONORIFICS)})\.?[ \t]+(?:(?:Dr|Prof)\.?[ \t]+)*(?P<name>[A-ZÄÖÜ][\w-]+)"
)


def assess(text: str, language: str = "") -> Assessment:
    """What a person should look at in a text, in the order of the kinds and then of the text.

    `language` is the text's (`de`, `en-GB`), when it is known; it only helps to leave false friends alone. Links and
    mentions are passed over: they are not the author's words.
    """
    said = _plain(text)
    flags = [*_listed(said, language[:2].lower()), *_starred(said), *_shouting(said), *_exposing(said)]
    order = list(FlagKind)
    return Assessment(tuple(dict.fromkeys(sorted(flags, key=lambda flag: order.index(flag.kind)))))


def _plain(text: str) -> str:
    """The text with composed letters, without links, mentions and the accents that are no umlauts."""
    composed = _APOSTROPHES.sub("'", unicodedata.normalize("NFKC", text))
    composed = _ELSEWHERE.sub(" ", composed)
    return composed if composed.isascii() else "".join(map(_unaccented, composed))


@cache
def _unaccented(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    return base if letter not in _UMLAUTS and base.isascii() else letter


def _listed(text: str, language: str) -> Iterator[Flag]:
    """What the lexicon lists, in the text as it is and as it reads with digits for letters."""
    readings = {_lowered(text), _lowered(_MIXED.sub(lambda found: found.group().translate(_LEET), text))}
    for kind, pattern in (*_patterns("").items(), *_patterns(language).items()):
        for reading in sorted(readings):
            for found in pattern.finditer(reading):
                yield Flag(kind, text[found.start() : found.end()].strip())


def _lowered(text: str) -> str:
    """In lower case and of the same length, so that a place in one is the same place in the other."""
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text).replace(
        "'", " "
    )


@cache
def _patterns(language: str) -> Mapping[FlagKind, re.Pattern[str]]:
    listed = lexicon.WITHIN.get(language, {}) if language else lexicon.EVERYWHERE
    return {kind: _compiled(entries) for kind, entries in listed.items()}


def _compiled(entries: Iterable[str]) -> re.Pattern[str]:
    spelled = ("".join(_SPELLINGS.get(letter, letter) for letter in entry) for entry in entries)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled)})(?!\w)")


def _starred(text: str) -> Iterator[Flag]:
    """Words half hidden behind stars. The star in `Besucher*innen` hides nothing: it matches no listed word."""
    for found in _STARRED.finditer(text):
        hidden = re.compile("".join(r"\w" if letter == "*" else letter for letter in found.group().lower()))
        if any(hidden.fullmatch(word) for word in _starred_words()):
            yield Flag(FlagKind.INSULT, found.group())


@cache
def _starred_words() -> frozenset[str]:
    return frozenset(word.replace("ß", "ss") for word in lexicon.STARRED) | frozenset(lexicon.STARRED)


def _shouting(text: str) -> Iterator[Flag]:
    """A row of exclamation marks, or mostly capitals. A loud please or thank you is not shouting, nor is an acronym."""
    yield from (Flag(FlagKind.SHOUTING, found.group()) for found in _SHOUT.finditer(text))
    words = [word for word in _WORD.findall(text) if word not in lexicon.KIND_CRIES]
    loud = [word for word in words if word.isupper()]
    letters = sum(map(len, loud))
    if len(loud) > 2 and letters > 12 and letters * 2 > sum(map(len, words)):  # noqa: PLR2004 - so loud is shouting
        yield Flag(FlagKind.SHOUTING, " ".join(loud[:5]))


def _exposing(text: str) -> Iterator[Flag]:
    """People named with a title, and ways to reach somebody at home."""
    for found in _NAME.finditer(text):
        if found["name"] not in lexicon.NO_NAMES:
            yield Flag(FlagKind.PERSON, found.group())
    for pattern in (_MAIL, _PHONE):
        yield from (Flag(FlagKind.PERSON, found.group().strip()) for found in pattern.finditer(text))
