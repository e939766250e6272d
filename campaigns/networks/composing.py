"""Texts that fit: counting as each network counts, and shortening what may be shortened."""

from enum import StrEnum

import msgspec


class Unit(StrEnum):
    """What a network counts."""

    GRAPHEMES = "graphemes"
    WEIGHTED = "weighted"
    EMOJI_BYTES = "emoji_bytes"


class TextRules(msgspec.Struct, frozen=True, kw_only=True):
    """How long a post may be: `limit` in `unit`s.

    `url_length`: what any URL counts, None when in full. `max_bytes`: a second limit in UTF-8 bytes.
    `short_mentions`: `@user@domain` counts as `@user`.
    """

    limit: int
    unit: Unit
    url_length: int | None = None
    max_bytes: int | None = None
    short_mentions: bool = False


class ShareText(msgspec.Struct, frozen=True, kw_only=True):
    """What a supporter starts from: their sentence, who is asked, under which hashtags, where to read more.

    `mention` with its `@` ("" when the company is not on that network); `hashtags` without `#`, most important first.
    """

    opening: str
    mention: str = ""
    hashtags: tuple[str, ...] = ()
    url: str = ""
