"""The short addresses of a campaign, `/s/{code}`: its own code, then by which way the link traveled and from which sentence.

What they lead to is the campaign that has the code, never an address that somebody hands in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from campaigns.enums import Channel, Visitors

LETTERS: Mapping[str, str] = {
    Channel.MASTODON: "m",
    Channel.BLUESKY: "b",
    Channel.X: "x",
    Channel.THREADS: "t",
    Channel.COPY: "c",
    Channel.SHARE: "s",
    Channel.MAIL: "e",
    Channel.EMBED: "w",
    Channel.QR: "q",
    Channel.POSTER: "p",
    Channel.SLIDE: "l",
}
_CHANNELS = {letter: channel for channel, letter in LETTERS.items()}
_CODE = re.compile(r"([0-9a-f]{10})(?:-([a-z])([0-9a-z]{1,13})?)?")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_BIGGEST = 2**63 - 1
# How the programs name themselves that look at links before anybody does, or in nobody's name.
_PROGRAM = re.compile(
    r"bot|crawl|spider|slurp|preview|headless|lighthouse|facebookexternalhit|embed|fetch|scan|monitor|archive|\+https?://",
    re.IGNORECASE,
)
_BROWSER = re.compile(r"(?:Mozilla|Opera)/\d")


@dataclass(frozen=True)
class Code:
    """What a short address says; `sample` is 0 and `channel` "" where it says nothing of them."""

    campaign: str
    channel: str = ""
    sample: int = 0


def short_link(short_url: str, channel: str, sample: int = 0) -> str:
    """A campaign's short address (`Campaign.short_url`) for one way, and one sample post by its id."""
    return f"{short_url}-{LETTERS[channel]}{base36(sample) if sample else ''}"


def read_code(code: str) -> Code | None:
    """What the code says; None when it is none of ours."""
    found = _CODE.fullmatch(code.lower())
    if not found:
        return None
    sample = int(found[3], 36) if found[3] else 0
    return Code(found[1], _CHANNELS.get(found[2] or "", ""), sample if sample <= _BIGGEST else 0)


def base36(number: int) -> str:
    """A number as few characters of an address as there can be."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"


def visitors_of(request: HttpRequest) -> Visitors:
    """Who asks, as far as the request tells by itself. Nothing of it is kept."""
    purpose = f"{request.headers.get('Sec-Purpose', '')} {request.headers.get('Purpose', '')} {request.headers.get('X-Moz', '')}"
    if "prefetch" in purpose.lower() or "preview" in purpose.lower():
        return Visitors.PREFETCH
    agent = request.headers.get("User-Agent", "")
    if request.method == "HEAD" or not _BROWSER.match(agent) or _PROGRAM.search(agent):
        return Visitors.BOTS
    return Visitors.PEOPLE
