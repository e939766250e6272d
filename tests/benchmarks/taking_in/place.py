"""A database of its own with one campaign, and the owner's way into its tables."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from time import perf_counter
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection

from accounts.scope import organization_scope
from campaigns.listening import incoming
from campaigns.listening.ingest import ingest
from campaigns.listening.routing import Listener
from campaigns.models import Author
from campaigns.networks.contract import PostSeen
from tests.benchmarks.taking_in.corpus import DAYS, batches
from tests.factories import NOW, make_campaign, make_organization
from tests.support import database

LATER = NOW + timedelta(days=DAYS + 1)
_KINDS = [
    "uuid",
    "uuid",
    "text",
    "timestamptz",
    "text",
    "int2",
    "int8",
    "text",
    *[k for _, k in incoming.COLUMNS[:-1]],
]
_COPY = f"""
    COPY campaigns_post (organization_id, campaign_id, network, heard_at, kindness, refresh_step, author_id, role,
        {incoming.OF_POST}) FROM STDIN (FORMAT binary)
"""


class Place:
    """One live campaign in an empty database."""

    def __init__(self) -> None:
        self.campaign = make_campaign(make_organization(), state="live")
        self.listener = Listener(self.campaign.id, self.campaign.organization_id, NOW)

    @property
    def database(self) -> str:
        return str(settings.DATABASES["default"]["NAME"])

    def take_in(self, first: int, count: int) -> float:
        """Ingest so many posts, batch by batch. Returns posts a second; making them is not counted."""
        spent = 0.0
        for posts in batches(first, count):
            spent += _seconds(lambda posts=posts: self._ingest(posts))  # type: ignore[misc]
        return count / spent

    def copy(self, first: int, count: int) -> float:
        """COPY the same posts into the same table, as its owner. Returns posts a second; making rows is not counted."""
        spent = 0.0
        with self.owner() as owner:
            for posts in batches(first, count):
                rows = self._rows(posts)
                spent += _seconds(lambda rows=rows: _copy(owner, rows))  # type: ignore[misc]
        return count / spent

    def empty_posts(self, *, authors: bool) -> None:
        """No posts and numbers, and, if asked for, no authors."""
        tables = "campaigns_post, campaigns_hourlymetric, campaigns_answer"
        self.as_owner(f"TRUNCATE {tables}{', campaigns_author' if authors else ''}")

    def as_owner(self, *statements: str) -> None:
        with self.owner() as owner:
            for statement in statements:
                owner.execute(statement)

    @contextmanager
    def owner(self) -> Iterator[psycopg.Connection]:
        """The owner's connection with row security off, as COPY needs it."""
        tables = ("campaigns_post", "campaigns_author", "campaigns_campaign", "campaigns_hourlymetric")
        with database.owner_connection(self.database) as owner:
            for table in tables:
                owner.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            try:
                yield owner
            finally:
                for table in tables:
                    owner.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")

    def _ingest(self, posts: Sequence[PostSeen]) -> None:
        ingest(listener=self.listener, network="mastodon", feed_id=None, posts=posts, now=LATER)

    def _rows(self, posts: Sequence[PostSeen]) -> list[tuple[Any, ...]]:
        with organization_scope(self.campaign.organization_id):
            ids = {incoming.author_id(post) for post in posts}
            authors = dict(Author.objects.filter(native_id__in=ids).values_list("native_id", "id"))
        fixed = (self.campaign.organization_id, self.campaign.id, "mastodon", LATER, "unchecked", 0)
        rows = incoming.rows(posts, LATER)
        return [(*fixed, authors[row[-1]], "supporter", *row[:-1]) for row in rows]


def _copy(owner: psycopg.Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    with owner.transaction(), owner.cursor() as cursor, cursor.copy(_COPY) as copying:
        copying.set_types(_KINDS)
        for row in rows:
            copying.write_row(row)


def _seconds(work: Callable[[], None]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


@contextmanager
def place() -> Iterator[Place]:
    """A fresh database with one campaign, thrown away afterwards."""
    original = str(settings.DATABASES["owner"]["NAME"])
    name = database.create()
    try:
        yield Place()
    finally:
        connection.close()
        database.drop(name, original)
