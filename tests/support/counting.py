"""How long a text is on a network, counted in another way than ours: word by word, with another reading of Unicode's tables."""

import string
import unicodedata
from collections.abc import Callable

from uniseg.graphemecluster import grapheme_clusters

LINK = 23
_OPENING, _CLOSING = "(", ".,;:!?)"
_JOINING = "\ufe0f\u20e3\u200d"
_TEXT_SIGNS = "©®™♟"
# X: what is light, by the first and last character.
_LIGHT = [("\u0000", "\u10ff"), ("\u2000", "\u200d"), ("\u2010", "\u201f"), ("\u2032", "\u2037")]
_DOMAINS = ("de", "org", "com", "hamburg", "at", "ch", "net", "example.org")


def on_x(text: str) -> int:
    """Light characters 1, others and symbols 2, a link 23, with or without https://."""
    return _by_words(unicodedata.normalize("NFC", text), _x_cluster, link=LINK, takes_bare_links=True)


def on_mastodon(text: str) -> int:
    """Graphemes; a link is 23 of them, and of a mention its user's name counts."""
    return _by_words(text, lambda _cluster: 1, link=LINK, shortens_mentions=True)


def on_bluesky(text: str) -> int:
    """Graphemes."""
    return _by_words(text, lambda _cluster: 1)


def on_threads(text: str) -> int:
    """Characters; of a symbol the bytes."""
    return _by_words(text, lambda cluster: len(cluster.encode()) if _is_symbol(cluster) else len(cluster))


def _by_words(
    text: str,
    length: Callable[[str], int],
    *,
    link: int = 0,
    takes_bare_links: bool = False,
    shortens_mentions: bool = False,
) -> int:
    total = 0
    for position, word in enumerate(text.split(" ")):
        bare = word.lstrip(_OPENING).rstrip(_CLOSING)
        around = len(word) - len(bare)
        is_link = bare.startswith(("http://", "https://")) or (takes_bare_links and _is_bare_link(bare))
        if link and is_link:
            total += link + around
        elif shortens_mentions and bare.startswith("@") and "@" in bare[1:]:
            total += bare.rindex("@") + around
        else:
            total += sum(length(cluster) for cluster in grapheme_clusters(word))
        total += position > 0
    return total


def _is_bare_link(word: str) -> bool:
    domain, _, _path = word.partition("/")
    labels = domain.split(".")
    allowed = set(string.ascii_letters + string.digits + "-")
    return (
        "@" not in word
        and len(labels) > 1
        and labels[-1] in _DOMAINS
        and all(set(part) <= allowed for part in labels)
    )


def _x_cluster(cluster: str) -> int:
    if _is_symbol(cluster):
        return 2
    return sum(1 if any(low <= char <= high for low, high in _LIGHT) else 2 for char in cluster)


def _is_symbol(cluster: str) -> bool:
    if cluster[0] in _TEXT_SIGNS and "\ufe0f" not in cluster:
        return False
    return unicodedata.category(cluster[0]) == "So" or any(char in _JOINING for char in cluster[1:])
