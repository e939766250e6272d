"""A database of its own with one campaign, and the owner's way into its tables."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from time import perf_counter
from typing import Any

import psycopg
from django.conf import settings

from campaigns.listening import incoming
from campaigns.listening.ingest import ingest
from campaigns.listening.routing import Listener
from campaigns.networks.contract import PostSeen
from tests.benchmarks.taking_in.corpus import DAYS, batches
from tests.factories import NOW, make_campaign, make_organization
from tests.support import database

LATER = NOW + timedelta(days=DAYS + 1)
Take = Callable[[Sequence[PostSeen]], float]
"""Takes a batch in and returns how many seconds it took."""
_TABLES = (
    "campaigns_post", "campaigns_author", "campaigns_campaign", "campaigns_hourlymetric", "accounts_organization",
)  # fmt: skip
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
    """One live campaign in the database that Django points at, empty but for that."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.campaign = make_campaign(make_organization(), state="live")
        self.listener = Listener(self.campaign.id, self.campaign.organization_id, NOW)

    def take_in(self, posts: Sequence[PostSeen]) -> float:
        """Ingest a batch, within `entered`. Returns seconds."""
        return _seconds(
            lambda: ingest(listener=self.listener, network="mastodon", feed_id=None, posts=posts, now=LATER)
        )

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Point Django at this database."""
        with database.using(self.name):
            yield

    @contextmanager
    def copying(self) -> Iterator[Take]:
        """What COPYs a batch into the table of posts, as its owner; making the rows of it is not counted."""
        with self.owner() as owner:
            yield lambda posts: self._copy(owner, posts)

    def as_owner(self, *statements: str) -> None:
        with self.owner() as owner:
            for statement in statements:
                owner.execute(statement)

    @contextmanager
    def owner(self) -> Iterator[psycopg.Connection]:
        """The owner's connection with row security off, as COPY needs it."""
        with database.owner_connection(self.name) as owner:
            for table in _TABLES:
                owner.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            try:
                yield owner
            finally:
                for table in _TABLES:
                    owner.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")

    def _copy(self, owner: psycopg.Connection, posts: Sequence[PostSeen]) -> float:
        rows = self._rows(owner, posts)

        def copy() -> None:
            with owner.transaction(), owner.cursor() as cursor, cursor.copy(_COPY) as copying:
                copying.set_types(_KINDS)
                for row in rows:
                    copying.write_row(row)

        return _seconds(copy)

    def _rows(self, owner: psycopg.Connection, posts: Sequence[PostSeen]) -> list[tuple[Any, ...]]:
        ids = [incoming.author_id(post) for post in posts]
        found = owner.execute("SELECT native_id, id FROM campaigns_author WHERE native_id = ANY(%s)", [ids])
        authors: dict[str, int] = dict(found.fetchall())
        fixed = (self.campaign.organization_id, self.campaign.id, "mastodon", LATER, "unchecked", 0)
        rows = incoming.rows(posts, LATER)
        return [(*fixed, authors[row[-1]], "supporter", *row[:-1]) for row in rows]


def take_turns(first: int, count: int, takers: Sequence[Take]) -> list[float]:
    """Give every taker so many posts, in batches, each batch to all of them. Returns posts a second of each."""
    spent = [0.0] * len(takers)
    for number, posts in enumerate(batches(first, count)):
        # Whoever goes second finds what the machine was busy with already done.
        for taker in sorted(range(len(takers)), reverse=bool(number % 2)):
            spent[taker] += takers[taker](posts)
    return [count / seconds for seconds in spent]


def _seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


@contextmanager
def place(label: str = "place") -> Iterator[Place]:
    """A fresh database with one campaign, within `workshop`, thrown away afterwards."""
    with database.copy_of(database.template(), label) as name:
        with database.using(name):
            found = Place(name)
        yield found


@contextmanager
def workshop() -> Iterator[None]:
    """A database of this process, for as long as places are made and thrown away."""
    original = str(settings.DATABASES["owner"]["NAME"])
    name = database.create()
    try:
        yield
    finally:
        database.drop(name, original)
