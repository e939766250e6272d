"""Doing due work in a process of its own, which a test can kill in the middle."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from tests.support.database import owner_connection

# What the process's connections are called, in the database's own list of them.
_NAME = "candystorm-worker-to-kill"

CHECKOUT = Path(__file__).resolve().parents[2]
# A process starts slowly on a machine that does much else.
PATIENCE = 120.0
_SCRIPT = """
import sys, django
django.setup()
from accounts.leaving import zipping
from tests.support.due_work import sweep_and_work
zipping.PIECE = int(sys.argv[1])
sweep_and_work(kinds=tuple(sys.argv[2:]))
"""


@contextmanager
def worker(*kinds: str, piece: int = 1_000_000) -> Iterator["subprocess.Popen[bytes]"]:
    """A process that does one round of this kind of due work on the test's database.

    After the block it is gone, and what it left unfinished undone: the database notices a death only once it has done what it
    was told last, and keeps the dead one's locks until then.
    """
    name = settings.DATABASES["default"]["NAME"]
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    command = [sys.executable, "-c", _SCRIPT, str(piece), *kinds]
    environment = {**os.environ, "DATABASE_URL": url, "PGAPPNAME": _NAME}
    process = subprocess.Popen(command, cwd=CHECKOUT, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        _until(lambda: not _connections(""))


@contextmanager
def held(table: str) -> Iterator[None]:
    """Nobody changes the table's rows during the block: who wants to waits."""
    with owner_connection(settings.DATABASES["default"]["NAME"]) as owner, owner.transaction():
        owner.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
        yield


def somebody_waits() -> bool:
    """Whether the process waits for a lock."""
    return bool(_connections("AND pid IN (SELECT pid FROM pg_locks WHERE NOT granted)"))


def _connections(condition: str) -> int:
    """How many of the process's connections there are, such that."""
    name = settings.DATABASES["default"]["NAME"]
    with owner_connection(name) as owner:
        row = owner.execute(
            f"SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND application_name = %s {condition}",
            [name, _NAME],
        ).fetchone()
    return row[0] if row else 0


def wait_until(happened: Callable[[], bool], process: "subprocess.Popen[bytes]") -> None:
    """Wait for it, while the process lives."""

    def happened_alive() -> bool:
        assert process.poll() is None, "the process ended before it could be killed"
        return happened()

    _until(happened_alive)


def _until(happened: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < ends, "what the test waits for did not happen"
        time.sleep(0.01)


def kill(process: "subprocess.Popen[bytes]") -> None:
    """As the kernel does when memory runs out."""
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
