"""Due work: ask for it, lease what is due, do it once, and never lose it.

The database is the queue. A sweep leases due rows and hands their ids to workers; a worker that dies leaves a lease
that runs out, and the next sweep hands the row out again.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import OperationalError, connection

from candyplatform.base import clock, retry
from candyplatform.base.rls import TENANT, transaction_settings

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
BATCH = 200


@dataclass(frozen=True)
class Leased:
    """A row handed out by a sweep: enough to send a task on its way."""

    id: int
    kind: str
    lease: UUID


@dataclass(frozen=True)
class Job:
    """A piece of work in a worker's hands."""

    id: int
    key: str
    organization_id: UUID | None
    attempts: int
    generation: int
    lease: UUID

    @property
    def organization(self) -> UUID:
        """Whose work it is. Raises `ValueError` for the platform's own."""
        if self.organization_id is None:
            raise ValueError(f"Work {self.id} for {self.key} belongs to no organization.")
        return self.organization_id


def put(*, kind: str, key: object, due_at: datetime, organization_id: UUID | None = None) -> None:
    """Make work due in the running transaction; asking again moves it earlier, never later.

    Work of an organization is put inside that organization's scope. The platform's own is put in any, and seen in none.
    """
    put_all(kinds=[kind], key=key, due_at=due_at, organization_id=organization_id)


# What waits anyway is left alone, and yet locked: nobody takes it in hand before this transaction's news are there to see.
_PUT = """
    INSERT INTO base_duework AS work (kind, key, organization_id, due_at, generation, attempts, last_error)
    SELECT kind, %(key)s, %(organization)s, %(due_at)s, 1, 0, '' FROM unnest(%(kinds)s::text[]) AS asked (kind)
    ON CONFLICT (kind, key) DO UPDATE SET
        due_at = LEAST(work.due_at, excluded.due_at), generation = work.generation + 1,
        attempts = CASE WHEN work.gave_up_at IS NULL THEN work.attempts ELSE 0 END, gave_up_at = NULL
    WHERE work.lease IS NOT NULL OR work.due_at > excluded.due_at OR work.gave_up_at IS NOT NULL
"""


def put_all(
    *, kinds: Sequence[str], key: object, due_at: datetime, organization_id: UUID | None = None
) -> None:
    """The same for several kinds of work about one thing."""
    asked = {"kinds": sorted(set(kinds)), "key": str(key), "organization": organization_id, "due_at": due_at}
    with nullcontext() if organization_id else _sweeping(), connection.cursor() as cursor:
        cursor.execute(_PUT, asked)


def ensure(*, kind: str, key: object, due_at: datetime) -> None:
    """Have this work of the platform due some time: at `due_at`, or when it is due already. Waits for nobody."""
    sql = """
        INSERT INTO base_duework (kind, key, due_at, generation, attempts, last_error) VALUES (%s, %s, %s, 1, 0, '')
        ON CONFLICT DO NOTHING
    """
    _as_sweeper(sql, [kind, str(key), due_at])


def drop(*, kind: str, key: object) -> None:
    """Nobody wants this work of the platform, or of the organization whose scope is open, any more.

    A worker that holds it finishes into nothing.
    """
    mine = f"(organization_id IS NULL OR {TENANT})"
    _as_sweeper(f"DELETE FROM base_duework WHERE kind = %s AND key = %s AND {mine}", [kind, str(key)])  # noqa: S608 - `mine` is a constant of this module


def lease_due(*, now: datetime, limit: int = BATCH) -> list[Leased]:
    """Lease up to `limit` due rows for `LEASE`. Rows that another sweep is leasing are skipped, not waited for."""
    sql = """
        UPDATE base_duework AS work SET lease = gen_random_uuid(), lease_until = %s
        WHERE id IN (
            SELECT id FROM base_duework
            WHERE due_at <= %s AND (lease_until IS NULL OR lease_until < %s) AND gave_up_at IS NULL
            ORDER BY due_at LIMIT %s FOR UPDATE SKIP LOCKED)
        RETURNING id, kind, lease
    """
    return [Leased(*row) for row in _as_sweeper(sql, [now + LEASE, now, now, limit])]


def begin(*, work_id: int, lease: UUID, now: datetime, lasting: timedelta = LEASE) -> Job | None:
    """Take leased work in hand. None when the lease ran out or the same message came twice."""
    sql = """
        UPDATE base_duework SET lease = %s, lease_until = %s, attempts = attempts + 1
        WHERE id = %s AND lease = %s
        RETURNING id, key, organization_id, attempts, generation, lease
    """
    rows = _as_sweeper(sql, [uuid4(), now + lasting, work_id, lease])
    return Job(*rows[0]) if rows else None


def finish(job: Job, *, next_due: datetime | None = None) -> None:
    """The work is done: it ends, or is due again at `next_due`. Asked for meanwhile, it stays due at once."""
    if next_due is None:
        delete = "DELETE FROM base_duework WHERE id = %s AND generation = %s AND lease = %s RETURNING id"
        if _as_sweeper(delete, [job.id, job.generation, job.lease]):
            return
    sql = """
        UPDATE base_duework SET lease = NULL, lease_until = NULL, attempts = 0, last_error = '',
            due_at = CASE WHEN generation = %s THEN coalesce(%s, due_at) ELSE due_at END
        WHERE id = %s AND lease = %s
    """
    _as_sweeper(sql, [job.generation, next_due, job.id, job.lease])


class Lost(RuntimeError):  # noqa: N818 - read as a sentence
    """The lease ran out, and somebody else has the work in hand: stop, and write nothing more."""


def keep(job: Job, *, now: datetime, lasting: timedelta = LEASE) -> None:
    """Hold on to work that takes long, within the transaction that writes what was done so far. Raises `Lost`."""
    sql = "UPDATE base_duework SET lease_until = %s WHERE id = %s AND lease = %s RETURNING id"
    if not _as_sweeper(sql, [now + lasting, job.id, job.lease]):
        raise Lost(f"work {job.id}: its lease ran out")


def fail(job: Job, error: BaseException, *, now: datetime, policy: retry.Retry = retry.DEFAULT) -> None:
    """The work failed: due again after the policy's delay, or given up and kept for staff to look at."""
    delay = retry.delay_after(error, job.attempts, policy)
    sql = """
        UPDATE base_duework SET lease = NULL, lease_until = NULL, last_error = %s, due_at = %s, gave_up_at = %s
        WHERE id = %s AND lease = %s
    """
    gave_up_at = now if delay is None else None
    _as_sweeper(
        sql,
        [
            f"{type(error).__name__}: {error}"[:300],
            now + (delay or timedelta()),
            gave_up_at,
            job.id,
            job.lease,
        ],
    )


def retry_given_up(*, work_id: int, now: datetime) -> bool:
    """Make work that was given up due again, as if never tried. False when it is gone or was tried again already."""
    sql = """
        UPDATE base_duework SET gave_up_at = NULL, due_at = %s, attempts = 0, generation = generation + 1
        WHERE id = %s AND gave_up_at IS NOT NULL RETURNING id
    """
    return bool(_as_sweeper(sql, [now, work_id]))


def run(
    *,
    work_id: int,
    lease: str,
    operation: Callable[[Job], datetime | None],
    lasting: timedelta = LEASE,
    policy: retry.Retry = retry.DEFAULT,
) -> None:
    """Do one piece of leased work: begin, call `operation`, finish or fail.

    `operation` returns when the work is due again, or None when it is done. `lasting` must exceed the longest time it
    can take: only after it is the work handed to somebody else.
    """
    name = f"{operation.__module__}.{operation.__name__}"
    try:
        _run(work_id, UUID(lease), operation, name, lasting=lasting, policy=policy)
    except OperationalError as error:
        log.warning(
            "%s %s: the database is away (%s); it comes back when its lease runs out", name, work_id, error
        )


def _run(
    work_id: int,
    lease: UUID,
    operation: Callable[[Job], datetime | None],
    name: str,
    *,
    lasting: timedelta,
    policy: retry.Retry,
) -> None:
    job = begin(work_id=work_id, lease=lease, now=clock.now(), lasting=lasting)
    if job is None:
        return
    try:
        next_due = operation(job)
    except Exception as error:
        # An error with a code is one we expect, such as a network that does not answer: its sentence is enough.
        expected = hasattr(error, "code") or isinstance(error, OperationalError)
        log.warning("%s %s: %s", name, job.key, error, exc_info=not expected)
        fail(job, error, now=clock.now(), policy=policy)
    else:
        finish(job, next_due=next_due)


def hold(*, kind: str, key: object, holder: UUID, now: datetime, lasting: timedelta) -> bool:
    """Hold a place that only one may hold, until `now + lasting`; call again before that to keep it.

    False when somebody else holds it. Such rows are never swept: they are due at infinity.
    """
    sql = """
        INSERT INTO base_duework AS place (kind, key, due_at, generation, attempts, last_error, lease, lease_until)
        VALUES (%(kind)s, %(key)s, 'infinity', 1, 0, '', %(holder)s, %(until)s)
        ON CONFLICT (kind, key) DO UPDATE SET lease = excluded.lease, lease_until = excluded.lease_until
        WHERE place.lease IS NULL OR place.lease = excluded.lease OR place.lease_until < %(now)s
        RETURNING id
    """
    return bool(
        _as_sweeper(
            sql, {"kind": kind, "key": str(key), "holder": holder, "until": now + lasting, "now": now}
        )
    )


def let_go(*, kind: str, key: object, holder: UUID) -> None:
    """Give the place up, if `holder` still holds it."""
    sql = (
        "UPDATE base_duework SET lease = NULL, lease_until = NULL WHERE kind = %s AND key = %s AND lease = %s"
    )
    _as_sweeper(sql, [kind, str(key), holder])


@contextmanager
def _sweeping() -> Iterator[None]:
    with transaction_settings({"app.reader": "sweeper"}):
        yield


def _as_sweeper(sql: str, parameters: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with _sweeping(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []
