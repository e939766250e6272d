"""The live suite's network: installed at the first run (minutes), started once a session."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from tests.live import atproto, parts
from tests.live.atproto import LiveNetwork

DATABASE = f"live_network_{os.getpid()}"


@pytest.fixture(scope="session")
def network() -> Iterator[LiveNetwork]:
    """A real AT Protocol network. Skipped, with what was said, where its parts cannot be installed."""
    try:
        node, packages = parts.installed(Path(os.environ["STATE_DIR"]) / "live")
    except parts.MissingPart as error:
        pytest.skip(str(error))
    with _database() as url, atproto.running(node, packages, url) as live:
        yield live


class _database:  # noqa: N801 - used as a function
    """A database of the network's own on the tests' server; its address as Node's driver reads it."""

    def __enter__(self) -> str:
        self._execute("CREATE DATABASE {}")
        owner = settings.DATABASES["owner"]
        login = quote(owner["USER"]) + (f":{quote(owner['PASSWORD'], safe='')}" if owner["PASSWORD"] else "")
        if owner["HOST"].startswith("/"):
            return f"postgresql://{login}@localhost/{DATABASE}?host={quote(owner['HOST'])}"
        return f"postgresql://{login}@{owner['HOST']}:{owner['PORT'] or 5432}/{DATABASE}"

    def __exit__(self, *_: object) -> None:
        self._execute("DROP DATABASE {} WITH (FORCE)")

    def _execute(self, statement: str) -> None:
        owner = settings.DATABASES["owner"]
        given = {
            "host": owner["HOST"],
            "port": owner["PORT"],
            "user": owner["USER"],
            "password": owner["PASSWORD"],
        }
        known = {name: value for name, value in given.items() if value}
        with psycopg.connect(dbname="postgres", autocommit=True, **known) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(DATABASE)))
