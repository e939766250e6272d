"""Handles of a company's accounts: what one looks like on each network, and what to say when it does not."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from campaigns.enums import Network
from candyplatform.base.errors import Invalid, Text


class Shape(NamedTuple):
    """What a handle on one network looks like: a pattern, an example, and the sentence for what does not fit.

    `profile` reads the handle from the address of a profile page, which is what people copy.
    """

    pattern: re.Pattern[str]
    profile: re.Pattern[str]
    example: str
    help: Text


_DOMAIN = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])"
_HOST = rf"(?:{_DOMAIN}|localhost|127\.0\.0\.1)(?::\d{{1,5}})?"

# Servers that only a development machine has: the simulator's.
_THIS_MACHINE = re.compile(r"[@.]localhost(?::\d+)?\Z|@127\.0\.0\.1(?::\d+)?\Z", re.IGNORECASE)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.ASCII)


SHAPES: Mapping[str, Shape] = {
    Network.MASTODON: Shape(
        _pattern(rf"[a-z0-9_]+(?:[a-z0-9_.-]*[a-z0-9_]+)?@{_HOST}"),
        _pattern(rf"https?://(?P<host>{_HOST})/@(?P<name>[a-z0-9_.-]+)/?"),
        "telekomhilft@mastodon.social",
        _("Give name and server, like name@mastodon.social."),
    ),
    Network.BLUESKY: Shape(
        _pattern(_DOMAIN),
        _pattern(r"https?://bsky\.app/profile/(?P<name>[a-z0-9.-]+)/?"),
        "telekomhilft.bsky.social",
        _("Give the whole handle, like name.bsky.social."),
    ),
    Network.X: Shape(
        _pattern(r"[a-z0-9_]{1,15}"),
        _pattern(r"https?://(?:www\.|mobile\.)?(?:x|twitter)\.com/(?P<name>[a-z0-9_]+)/?"),
        "Telekom_hilft",
        _("A handle on X has at most 15 letters, digits and _."),
    ),
    Network.THREADS: Shape(
        _pattern(r"(?!.*\.\.)(?!\.)[a-z0-9_.]{1,30}(?<!\.)"),
        _pattern(r"https?://(?:www\.)?threads\.(?:com|net)/@(?P<name>[a-z0-9_.]+)/?"),
        "telekom_hilft",
        _("A handle on Threads has at most 30 letters, digits, dots and _."),
    ),
}


def clean_handle(network: str, text: str) -> str:
    """The handle without a leading @, read from a profile's address too; "" for "". Raises `Invalid` on `handle_<network>`."""
    shape = SHAPES[network]
    given = text.strip()
    found = shape.profile.fullmatch(given)
    if found:
        parts = found.groupdict()
        given = f"{parts['name']}@{parts['host']}" if "host" in parts else parts["name"]
    handle = given.lstrip("@").strip()
    is_good = shape.pattern.fullmatch(handle) and (settings.DEBUG or not _THIS_MACHINE.search(handle))
    if handle and not is_good:
        raise Invalid(fields={f"handle_{network}": [shape.help]})
    return handle


def clean_handles(handles: Mapping[str, str]) -> dict[str, str]:
    """Every handle that was given, cleaned, by network. Raises `Invalid` with all that do not fit."""
    cleaned: dict[str, str] = {}
    wrong: dict[str, list[Text]] = {}
    for network, text in handles.items():
        try:
            cleaned[network] = clean_handle(network, text)
        except Invalid as error:
            wrong |= error.fields
    if wrong:
        raise Invalid(fields=wrong)
    return {network: handle for network, handle in cleaned.items() if handle}
