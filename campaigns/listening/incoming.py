"""A batch on its way in: its posts, copied into a temporary table of the transaction."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from campaigns.listening import refreshing
from campaigns.networks.contract import PostSeen, storable

# More than anybody ever got, and three of them together still fit their column's type.
_MOST = 500_000_000

# The columns of a post that a batch tells, and, at the end, whose it is.
COLUMNS: tuple[tuple[str, str], ...] = (
    ("uri", "text"), ("native_id", "text"), ("url", "text"), ("text", "text"), ("language", "text"),
    ("in_reply_to", "text"), ("is_sensitive", "bool"), ("posted_at", "timestamptz"), ("edited_at", "timestamptz"),
    ("refresh_due_at", "timestamptz"), ("favorites", "int4"), ("reposts", "int4"), ("replies", "int4"),
    ("author", "text"),
)  # fmt: skip
NAMES = ", ".join(name for name, _ in COLUMNS)
OF_POST = ", ".join(name for name, _ in COLUMNS[:-1])

# It stays with the connection and is empty at every commit; a table of its own for each batch would fill the catalog.
_EMPTY_TABLE = f"""
    CREATE TEMPORARY TABLE IF NOT EXISTS incoming_post ({", ".join(" ".join(column) for column in COLUMNS)})
    ON COMMIT DELETE ROWS;
    DELETE FROM incoming_post
"""  # noqa: S608 - the constants' own names
_COPY = f"COPY incoming_post ({NAMES}) FROM STDIN (FORMAT binary)"


def distinct(posts: Iterable[PostSeen]) -> list[PostSeen]:
    """One post for each uri, as it was told last."""
    return list({identity(post): post for post in posts}.values())


def identity(post: PostSeen) -> str:
    """The post's uri, as it is kept."""
    return storable(post.uri)[:500]


def author_id(post: PostSeen) -> str:
    """The network's id of the post's author, as it is kept."""
    return storable(post.author.id)[:200]


def count(number: int | None) -> int | None:
    """A number that strangers told, within what a column holds."""
    if number is None or 0 <= number <= _MOST:
        return number
    return 0 if number < 0 else _MOST


def web_address(url: str) -> str:
    """The address if it is one that a page may link to; strangers also write `javascript:` and worse."""
    return storable(url)[:500] if url.startswith(("https://", "http://")) else ""


def copy(posts: Sequence[PostSeen], now: datetime) -> None:
    """Put the posts, distinct by uri, into `incoming_post`. Within a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_EMPTY_TABLE)
        with cursor.copy(_COPY) as copying:
            copying.set_types([kind for _, kind in COLUMNS])
            for row in rows(posts, now):
                copying.write_row(row)


def rows(posts: Iterable[PostSeen], now: datetime) -> Iterator[tuple[Any, ...]]:
    """Each post's values in the order of `COLUMNS`, as heard at `now`."""
    rest = refreshing.first_due(now) - now
    for post in posts:
        # A clock that is ahead elsewhere must not write into hours to come.
        posted_at = min(post.posted_at, now)
        yield _row(post, posted_at, posted_at + rest)


def _row(post: PostSeen, posted_at: datetime, refresh_due_at: datetime) -> tuple[Any, ...]:
    return (
        identity(post),
        storable(post.native_id)[:200],
        web_address(post.url),
        storable(post.text),
        storable(post.language)[:12],
        storable(post.in_reply_to or "")[:500],
        post.is_sensitive,
        posted_at,
        post.edited_at,
        refresh_due_at,
        count(post.favorites),
        count(post.reposts),
        count(post.replies),
        author_id(post),
    )
