"""The test database: migrated once into a template, cloned for each test process, used as the web role.

Tests see what production sees: the connection owns nothing, and row level security binds it.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent.parent
PROVISION = ROOT / "candyplatform" / "provision.sql"
PREFIX = "test_candystorm"
KEPT = ("django_migrations", "django_content_type", "auth_permission")


@contextmanager
def owner_connection(name: str) -> Iterator[psycopg.Connection]:
    """A connection of the owner role to the database of that name, outside Django."""
    config = settings.DATABASES["owner"]
    parameters = {
        "host": config["HOST"],
        "port": config["PORT"] or None,
        "user": config["USER"],
        "password": config["PASSWORD"],
    }
    given = {key: value for key, value in parameters.items() if value}
    with psycopg.connect(dbname=name, autocommit=True, **given) as connection:
        yield connection


def _migrations_hash() -> str:
    digest = hashlib.sha256(PROVISION.read_bytes() + (ROOT / "requirements.txt").read_bytes())
    digest.update((ROOT / "candyplatform" / "base" / "rls.py").read_bytes())
    for path in sorted(ROOT.glob("*/**/migrations/*.py")):
        if ".venv" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def template() -> str:
    """The name of the migrated, empty database that `create` made for this state of the migrations."""
    return f"{PREFIX}_template_{_migrations_hash()}"


def _use(name: str) -> None:
    for alias in connections:
        _disconnect(alias)
        connections[alias].settings_dict["NAME"] = name
        settings.DATABASES[alias]["NAME"] = name


def _disconnect(alias: str) -> None:
    connections[alias].close()
    connections[alias].close_pool()  # type: ignore[attr-defined]  # PostgreSQL's own


def _names(connection: psycopg.Connection) -> set[str]:
    rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}%"])
    return {row[0] for row in rows}


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def _drop_stale(connection: psycopg.Connection, wanted: str) -> None:
    for name in _names(connection):
        kind, _, rest = name.removeprefix(f"{PREFIX}_").partition("_")
        pid = rest.partition("_")[0]
        if (kind == "run" and not Path(f"/proc/{pid}").exists()) or (kind == "template" and name != wanted):
            _drop(connection, name)


def _make_template(connection: psycopg.Connection, wanted: str) -> None:
    building = f"{PREFIX}_building"
    _drop(connection, building)
    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(building)))
    with owner_connection(building) as inside:
        inside.execute(PROVISION.read_text())
    _use(building)
    call_command("migrate", database="owner", verbosity=0)
    connections["owner"].close()
    connection.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(building), sql.Identifier(wanted))
    )


def create() -> str:
    """Make this process's own database and point Django at it. Returns its name."""
    original = settings.DATABASES["owner"]["NAME"]
    wanted = template()
    name = f"{PREFIX}_run_{os.getpid()}"
    with owner_connection(original) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext('candystorm tests'))")
        _drop_stale(connection, wanted)
        if wanted not in _names(connection):
            _make_template(connection, wanted)
        _drop(connection, name)
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(wanted))
        )
    with owner_connection(name) as inside:
        inside.execute(PROVISION.read_text())
    _use(name)
    return name


def drop(name: str, original: str) -> None:
    """Throw the process's database away."""
    _use(original)
    with owner_connection(original) as connection:
        _drop(connection, name)


@contextmanager
def using(name: str) -> Iterator[None]:
    """Point Django at another database, and back at the end of the block."""
    before = settings.DATABASES["owner"]["NAME"]
    _use(name)
    try:
        yield
    finally:
        _use(before)


@contextmanager
def copy_of(source: str, label: str) -> Iterator[str]:
    """A copy of a database that nobody is connected to, for as long as the block lasts. Yields its name.

    Not to be called while Django points at the source (`using`).
    """
    name = f"{PREFIX}_run_{os.getpid()}_{label}"
    with owner_connection(settings.DATABASES["owner"]["NAME"]) as connection:
        _drop(connection, name)
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(source))
        )
    with owner_connection(name) as inside:
        inside.execute(PROVISION.read_text())
    try:
        yield name
    finally:
        with owner_connection(settings.DATABASES["owner"]["NAME"]) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )


def empty(name: str) -> None:
    """Empty every table but Django's own bookkeeping, as the owner: the web role may not TRUNCATE.

    What is append-only is so for the owner too, who lays that aside for as long as it takes.
    """
    with owner_connection(name) as connection, connection.transaction():
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [sql.Identifier(row[0]) for row in rows if row[0] not in KEPT]
        _set_append_only(connection, "DISABLE")
        connection.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(sql.SQL(", ").join(tables)))
        _set_append_only(connection, "ENABLE")


def _set_append_only(connection: psycopg.Connection, to: LiteralString) -> None:
    found = connection.execute(
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE '%%append_only'"
    )
    for table, trigger in found.fetchall():
        change = sql.SQL("ALTER TABLE {} {} TRIGGER {}")
        connection.execute(change.format(sql.Identifier(table), sql.SQL(to), sql.Identifier(trigger)))
