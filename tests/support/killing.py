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
    """A process that does one round of this kind of due work on the test's database; it is gone after the block."""
    name = settings.DATABASES["default"]["NAME"]
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    command = [sys.executable, "-c", _SCRIPT, str(piece), *kinds]
    process = subprocess.Popen(command, cwd=CHECKOUT, env={**os.environ, "DATABASE_URL": url})
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def held(table: str) -> Iterator[None]:
    """Nobody changes the table's rows during the block: who wants to waits."""
    with owner_connection(settings.DATABASES["default"]["NAME"]) as owner, owner.transaction():
        owner.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
        yield


def somebody_waits() -> bool:
    """Whether a process waits for a lock in this database."""
    with owner_connection(settings.DATABASES["default"]["NAME"]) as owner:
        row = owner.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND (database IS NULL OR database = "
            "(SELECT oid FROM pg_database WHERE datname = current_database()))"
        ).fetchone()
    return bool(row and row[0])


def wait_until(happened: Callable[[], bool], process: "subprocess.Popen[bytes]") -> None:
    """Wait for it, while the process lives."""
    ends = time.monotonic() + PATIENCE
    while not happened():
        assert process.poll() is None, "the process ended before it could be killed"
        assert time.monotonic() < ends, "what the test waits for did not happen"
        time.sleep(0.01)


def kill(process: "subprocess.Popen[bytes]") -> None:
    """As the kernel does when memory runs out."""
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
