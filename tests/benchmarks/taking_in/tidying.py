"""What autovacuum does, for the tests' PostgreSQL, which has none: with its own defaults, at its own pace."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from psycopg import Connection, sql

from tests.support import database

_EVERY = 60.0  # autovacuum_naptime
# autovacuum_vacuum_threshold and _scale_factor, autovacuum_analyze_threshold and _scale_factor
_NEEDY = """
    SELECT relname, n_dead_tup > 50 + 0.2 * n_live_tup, n_mod_since_analyze > 50 + 0.1 * n_live_tup
    FROM pg_stat_user_tables WHERE schemaname = 'public'
"""


@contextmanager
def tidied(name: str) -> Iterator[None]:
    """Tidy the database up for as long as the block lasts."""
    over = Event()
    tidier = Thread(target=_tidy_until, args=(name, over))
    tidier.start()
    try:
        yield
    finally:
        over.set()
        tidier.join()


def _tidy_until(name: str, over: Event) -> None:
    with database.owner_connection(name) as owner:
        while not over.wait(_EVERY):
            _tidy(owner)


def _tidy(owner: Connection) -> None:
    for table, has_dead, has_news in owner.execute(_NEEDY).fetchall():
        if has_dead:
            owner.execute(sql.SQL("VACUUM {}").format(sql.Identifier(table)))
        if has_news:
            owner.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))
