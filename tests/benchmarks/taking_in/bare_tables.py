"""Filling tables quickly: their keys and indexes are made all at once, afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

# Each as the statement that takes it away and the one that makes it again. What other tables' keys point at stays, and what finds authors.
_PARTS = """
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
        format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint
    WHERE conrelid IN ('campaigns_post'::regclass, 'campaigns_author'::regclass) AND (contype = 'f' OR conname = 'post_once')
    UNION ALL
    SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    FROM pg_index
    WHERE indrelid = 'campaigns_post'::regclass AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""


@contextmanager
def bare_tables(owner: psycopg.Connection) -> Iterator[None]:
    """Posts and authors without what each row is checked against, or entered into, during the block."""
    parts = owner.execute(_PARTS).fetchall()
    for drop, _ in parts:
        owner.execute(drop)
    yield
    owner.execute("SET maintenance_work_mem = '512MB'")
    for _, make in parts:
        owner.execute(make)
