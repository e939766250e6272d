"""What templates need to show states and kind words: docs/look.md lists the parts they belong to."""

import re

from django import template
from django.forms import BoundField, CheckboxInput
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

# state -> (tone, icon). States are told apart by icon and word; the tone only supports them.
_SIGNS: dict[str, tuple[str, str]] = {
    # a campaign
    "draft": ("plum", "pen"),
    "in_review": ("lemon", "eye"),
    "scheduled": ("lemon", "calendar"),
    "live": ("berry", "megaphone"),
    "answered": ("mint", "bubble"),
    "closed": ("plum", "flag"),
    "suspended": ("plum", "pause"),
    # an outcome, an answer
    "acknowledged": ("mint", "bubble"),
    "promised": ("mint", "calendar"),
    "fulfilled": ("mint", "heart"),
    "partly": ("mint", "check"),
    "declined": ("plum", "off"),
    "unanswered": ("plum", "clock"),
    "candidate": ("lemon", "eye"),
    "confirmed": ("mint", "check"),
    "dismissed": ("plum", "off"),
    # a feed
    "waiting": ("lemon", "clock"),
    "measured": ("mint", "check"),
    "interrupted": ("lemon", "alert"),
    "not_measured": ("plum", "off"),
    # a webhook's message
    "delivered": ("mint", "check"),
    "given_up": ("plum", "off"),
    # a post
    "unchecked": ("lemon", "clock"),
    "friendly": ("mint", "heart"),
    "flagged": ("lemon", "eye"),
    "hidden": ("plum", "off"),
    # a message
    "success": ("mint", "check"),
    "info": ("plum", "info"),
    "warning": ("lemon", "alert"),
    "error": ("berry", "alert"),
}
_UNKNOWN = ("plum", "info")
STATES = tuple(_SIGNS)

_KIND_WORD = re.compile(r"\b(?:please|thank you|thanks|bitte|danke(?:schön)?)\b", re.IGNORECASE)


@register.filter
def tone(state: object) -> str:
    """The tone of a state, an outcome, a status or a message level: berry, mint, lemon or plum."""
    return _SIGNS.get(str(state), _UNKNOWN)[0]


@register.filter
def glyph(state: object) -> str:
    """The icon of a state, an outcome, a status or a message level, for `components/icon.html`."""
    return _SIGNS.get(str(state), _UNKNOWN)[1]


def first_kind_word(text: str) -> re.Match[str] | None:
    """Where the text says please or thank you for the first time."""
    return _KIND_WORD.search(text)


@register.filter
def kind_words(text: object) -> SafeString:
    """The text, escaped, with its first please or thank you set off: the word a candystorm turns on."""
    words = str(text)
    found = first_kind_word(words)
    if found is None:
        return format_html("{}", words)
    before, after = words[: found.start()], words[found.end() :]
    return format_html('{}<em class="kind-word">{}</em>{}', before, found.group(), after)


@register.filter
def web_address(address: str) -> str:
    """The address when it is one of the web, else "": what others wrote never becomes a link that runs code."""
    return address if address.lower().startswith(("https://", "http://")) else ""


@register.filter
def is_switch(field: BoundField) -> bool:
    """Whether a field is one checkbox, whose label belongs behind it."""
    return isinstance(field.field.widget, CheckboxInput)
