"""Numbers by hour, always equal to a recount from the posts, for as long as those are kept.

Whatever writes posts or authors writes them through `change_posts` and `change_authors`: what each row counted for before
and after tells what its hour gains or loses, and that is added in the same transaction. So a batch costs what it
brings, however many posts an hour has already; `verifying` counts all over again and compares. Once a campaign's
posts are being erased (`posts_erased_at`) nothing is added any more: the numbers stay what they were.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import Cursor

from accounts import journal
from accounts.scope import organization_scope
from candyplatform.base import clock

NUMBERS_MOVED = "numbers.moved"
NUMBERS = ("posts", "new_authors", "favorites", "reposts", "replies", "checked", "friendly", "reach")
_OF_POSTS = ("posts", "favorites", "reposts", "replies", "checked", "friendly")
_OF_AUTHORS = ("new_authors", "reach")


@dataclass
class Ledger:
    """What a transaction adds to the hours of one campaign, by network and beginning of the hour (UTC).

    `unsettled` are the row ids of authors whose earliest post may be another one now; with new posts, whoever writes authors
    sees to that.
    """

    organization_id: UUID
    campaign_id: UUID
    added: dict[tuple[str, datetime], dict[str, int]] = field(
        default_factory=lambda: defaultdict(lambda: dict.fromkeys(NUMBERS, 0))
    )
    unsettled: set[int] = field(default_factory=set)

    def add(self, network: str, hour: datetime, numbers: Mapping[str, int]) -> None:
        """So much more (or, below zero, less) in this hour."""
        hours = self.added[network, hour]
        for name, number in numbers.items():
            hours[name] += int(number)


_LOCK = "pg_advisory_xact_lock(hashtextextended(%(campaign)s, 0))"
# A plan of ours is the same for few rows and for many: making it anew with the values of each batch costs more than a batch.
_TURN = f"SELECT {_LOCK}, set_config('plan_cache_mode', 'force_generic_plan', true)"


def one_at_a_time(campaign_id: UUID) -> None:
    """Whoever writes many of a campaign's posts waits here for their turn, until the running transaction ends.

    Two batches at once would miss each other's rows, or wait for them forever.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_LOCK}", {"campaign": str(campaign_id)})


@contextmanager
def turn(organization_id: UUID, campaign_id: UUID) -> Iterator[Ledger]:
    """The turn (`one_at_a_time`) of whoever writes a campaign's posts: its organization's scope, and a ledger for the numbers."""
    with organization_scope(organization_id):
        rows(_TURN, {"campaign": str(campaign_id)})
        ledger = Ledger(organization_id, campaign_id)
        yield ledger
        _settle_authors(ledger)
        _write(ledger)


@dataclass(frozen=True)
class Changed:
    """How many rows a statement wrote: all of them, those that are new, and those that have other words than before."""

    rows: int = 0
    new: int = 0
    reworded: int = 0


_CHANGED_POSTS = """
    WITH moved AS (
        {statement}
        RETURNING old.id AS old_id, new.id AS new_id, coalesce(new.network, old.network) AS network,
            coalesce(new.posted_at, old.posted_at) AS posted_at, coalesce(new.author_id, old.author_id) AS author_id,
            (old.id IS NOT NULL AND old.role = 'supporter' AND old.deleted_at IS NULL)::int AS did,
            (new.id IS NOT NULL AND new.role = 'supporter' AND new.deleted_at IS NULL)::int AS does,
            coalesce(old.favorites, 0)::bigint AS old_favorites, coalesce(new.favorites, 0)::bigint AS new_favorites,
            coalesce(old.reposts, 0)::bigint AS old_reposts, coalesce(new.reposts, 0)::bigint AS new_reposts,
            coalesce(old.replies, 0)::bigint AS old_replies, coalesce(new.replies, 0)::bigint AS new_replies,
            (old.kindness <> 'unchecked')::int AS old_checked, (new.kindness <> 'unchecked')::int AS new_checked,
            (old.kindness = 'friendly')::int AS old_friendly, (new.kindness = 'friendly')::int AS new_friendly,
            old.text IS DISTINCT FROM new.text AS reworded
    )
    SELECT network, date_trunc('hour', posted_at, 'UTC'), sum(does - did),
        sum(does * new_favorites - did * old_favorites), sum(does * new_reposts - did * old_reposts),
        sum(does * new_replies - did * old_replies),
        sum(does * coalesce(new_checked, 0) - did * coalesce(old_checked, 0)),
        sum(does * coalesce(new_friendly, 0) - did * coalesce(old_friendly, 0)),
        count(*), count(*) FILTER (WHERE old_id IS NULL), count(*) FILTER (WHERE old_id = new_id AND reworded),
        array_agg(author_id) FILTER (WHERE did <> does AND old_id IS NOT NULL)
    FROM moved
    GROUP BY 1, 2
"""


def change_posts(ledger: Ledger, statement: str, parameters: Mapping[str, Any]) -> Changed:
    """Run an INSERT, UPDATE or DELETE of campaign posts (without RETURNING) and note what it does to the numbers."""
    total = new = reworded = 0
    for network, hour, *rest in rows(_CHANGED_POSTS.format(statement=statement), parameters):
        numbers, (written, fresh, other_words, unsettled) = rest[: len(_OF_POSTS)], rest[len(_OF_POSTS) :]
        ledger.add(network, hour, dict(zip(_OF_POSTS, numbers, strict=True)))
        ledger.unsettled.update(unsettled or ())
        total, new, reworded = total + written, new + fresh, reworded + other_words
    return Changed(rows=total, new=new, reworded=reworded)


_CHANGED_AUTHORS = """
    WITH moved AS (
        {statement}
        RETURNING coalesce(new.network, old.network) AS network, old.first_posted_at AS old_first,
            new.first_posted_at AS new_first, coalesce(old.followers, 0)::bigint AS old_followers,
            coalesce(new.followers, 0)::bigint AS new_followers
    ), sides AS (
        SELECT network, new_first AS first, 1 AS authors, new_followers AS followers FROM moved WHERE new_first IS NOT NULL
        UNION ALL
        SELECT network, old_first, -1, -old_followers FROM moved WHERE old_first IS NOT NULL
    )
    SELECT network, date_trunc('hour', first, 'UTC'), sum(authors), sum(followers) FROM sides GROUP BY 1, 2
"""


def change_authors(ledger: Ledger, statement: str, parameters: Mapping[str, Any]) -> None:
    """The same for an INSERT, UPDATE or DELETE of authors."""
    for network, hour, *numbers in rows(_CHANGED_AUTHORS.format(statement=statement), parameters):
        ledger.add(network, hour, dict(zip(_OF_AUTHORS, numbers, strict=True)))


def _settle_authors(ledger: Ledger) -> None:
    """Set when each unsettled author first posted: the time of their earliest post that counts."""
    if not ledger.unsettled:
        return
    statement = """
        UPDATE campaigns_author AS author SET first_posted_at = living.first
        FROM (
            SELECT id AS author_id, (
                SELECT min(posted_at) FROM campaigns_post
                WHERE author_id = wanted.id AND deleted_at IS NULL AND role = 'supporter') AS first
            FROM unnest(%(authors)s::bigint[]) AS wanted (id)) AS living
        WHERE author.id = living.author_id AND author.first_posted_at IS DISTINCT FROM living.first
    """
    change_authors(ledger, statement, {"authors": sorted(ledger.unsettled)})
    ledger.unsettled.clear()


# What is there is updated first: a row to insert must not be below zero, not even for the moment before the conflict.
# Rows that somebody changed behind our back must not stop a campaign's ear: nothing falls below zero, and `verifying` tells.
_WRITE = """
    WITH added AS (SELECT * FROM unnest(%(networks)s::text[], %(hours)s::timestamptz[],
            {arrays}) AS added (network, hour, {names})
        WHERE EXISTS (SELECT FROM campaigns_campaign WHERE id = %(campaign)s AND posts_erased_at IS NULL)),
    updated AS (
        UPDATE campaigns_hourlymetric AS metric SET {sums}
        FROM added WHERE metric.campaign_id = %(campaign)s AND metric.network = added.network AND metric.hour = added.hour
        RETURNING metric.network, metric.hour)
    INSERT INTO campaigns_hourlymetric (organization_id, campaign_id, network, hour, {names})
    SELECT %(organization)s, %(campaign)s, added.network, added.hour, {floors} FROM added
    WHERE NOT EXISTS (SELECT FROM updated WHERE updated.network = added.network AND updated.hour = added.hour)
    RETURNING 1
""".format(  # noqa: S608 - the constants' own names
    arrays=", ".join(f"%({name})s::bigint[]" for name in NUMBERS),
    names=", ".join(NUMBERS),
    sums=", ".join(f"{name} = greatest(metric.{name} + added.{name}, 0)" for name in NUMBERS),
    floors=", ".join(f"greatest(added.{name}, 0)" for name in NUMBERS),
)


def _write(ledger: Ledger) -> None:
    added = {where: numbers for where, numbers in ledger.added.items() if any(numbers.values())}
    if not added:
        return
    parameters: dict[str, Any] = {name: [numbers[name] for numbers in added.values()] for name in NUMBERS}
    parameters |= {
        "organization": ledger.organization_id,
        "campaign": ledger.campaign_id,
        "networks": [network for network, _ in added],
        "hours": [hour for _, hour in added],
    }
    rows(_WRITE, parameters)
    ledger.added.clear()
    journal.announce(
        verb=NUMBERS_MOVED,
        subject=ledger.campaign_id,
        organization_id=ledger.organization_id,
        now=clock.now(),
    )


_NOTE_COUNTS = """
    INSERT INTO campaigns_hourlymetric AS metric (organization_id, campaign_id, network, hour, counted, {names})
    SELECT %(organization)s, %(campaign)s, %(network)s, told.hour, told.posts, {zeros}
    FROM unnest(%(hours)s::timestamptz[], %(counts)s::int[]) AS told (hour, posts)
    ON CONFLICT (campaign_id, network, hour) DO UPDATE SET counted = excluded.counted
    WHERE metric.counted <> excluded.counted
    RETURNING 1
""".format(names=", ".join(NUMBERS), zeros=", ".join("0" for _ in NUMBERS))  # noqa: S608 - the constants' own names


def note_counts(ledger: Ledger, network: str, counts: Mapping[datetime, int]) -> None:
    """Remember how many posts the network counted itself, by hour; beside those that we have, and instead of them where it is more."""
    parameters: dict[str, Any] = {
        "organization": ledger.organization_id,
        "campaign": ledger.campaign_id,
        "network": network,
        "hours": list(counts),
        "counts": list(counts.values()),
    }
    rows(_NOTE_COUNTS, parameters)


def hour_of(moment: datetime) -> datetime:
    """The beginning of the moment's hour."""
    return moment.replace(minute=0, second=0, microsecond=0)


def rows(sql: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """What a statement of ours returns, prepared: policies make such statements dearer to plan than to run.

    Within a turn, or another scope's transaction. The tests' query counters do not see it.
    """
    with _preparing(connection.connection) as raw, Cursor(raw) as cursor:
        return cursor.execute(sql, parameters, prepare=True).fetchall()


@contextmanager
def _preparing(raw: Any) -> Iterator[Any]:
    """A connection that prepares what it is told to. Django turns that off, rightly: its texts hold their values, and each would be kept."""
    before, raw.prepare_threshold = raw.prepare_threshold, 0
    try:
        yield raw
    finally:
        raw.prepare_threshold = before
