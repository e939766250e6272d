"""Servers in folders of their own, and processes that use them."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from candyplatform.runner import binaries, guardian, places
from candyplatform.runner.places import CHECKOUT, ServiceUser
from candyplatform.runner.servers import Postgres, Valkey

USE = """
import sys, time
from candyplatform.runner.guardian import understand
from candyplatform.runner.services import Use
use = Use(understand(sys.argv[1]))
print("ready", flush=True)
sys.stdin.read()
"""


@contextmanager
def reachable_folder() -> Iterator[Path]:
    """A folder that an unprivileged server can reach, which pytest's own is not for root's. Nothing may run there in the end."""
    folder = Path(tempfile.mkdtemp(prefix="candy-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    try:
        eventually(lambda: not processes_of(folder))
    finally:
        for pid in processes_of(folder):
            os.kill(pid, signal.SIGKILL)
        shutil.rmtree(folder)


@pytest.fixture
def state() -> Iterator[Path]:
    """A state folder."""
    with reachable_folder() as folder:
        yield folder


def new_postgres(state: Path) -> Postgres:
    """A PostgreSQL that was never started."""
    home = state / "postgres"
    user = places.service_user(home / "data")
    return Postgres(home, places.socket_folder(home), binaries.postgres_folder(user, state), user)


@pytest.fixture(scope="session")
def empty_data() -> Iterator[Path]:
    """What initdb makes, made once."""
    with reachable_folder() as folder:
        server = new_postgres(folder)
        places.make_folder(server.home, server.user)
        server.prepare()
        yield server.data


@pytest.fixture
def postgres(state: Path, empty_data: Path) -> Postgres:
    """A PostgreSQL with empty data."""
    server = new_postgres(state)
    places.make_folder(server.home, server.user)
    subprocess.run(["cp", "-a", empty_data, server.data], check=True)
    return server


@pytest.fixture
def valkey(state: Path) -> Valkey:
    """A Valkey that was never started."""
    home = state / "valkey"
    user = ServiceUser(os.geteuid(), os.getegid())
    return Valkey(home, places.socket_folder(home), binaries.valkey_program(), user)


class User:
    """Another process that uses a server until it is told to go."""

    def __init__(self, server: Postgres | Valkey) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", USE, guardian.describe(server)],
            cwd=CHECKOUT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def wait_until_ready(self) -> None:
        """Return when it uses the server; fail with its words when it does not."""
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n", self.process.communicate()[1]

    def leave(self) -> None:
        """Let it end by itself."""
        self.process.communicate()

    def kill(self) -> None:
        """Kill -9."""
        self.process.kill()
        self.process.communicate()


def processes_of(folder: Path) -> dict[int, str]:
    """The processes that name `folder` on their command line."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(folder) in line and int(entry.name) != os.getpid():
            found[int(entry.name)] = line
    return found


def guardian_of(server: Postgres | Valkey) -> int:
    """The guardian's process."""
    (found,) = [pid for pid, line in processes_of(server.home).items() if f"-m {guardian.__name__}" in line]
    return found


def postmaster_of(server: Postgres) -> int:
    """PostgreSQL's first process."""
    return int((server.data / "postmaster.pid").read_text().split()[0])


def valkeys_of(server: Valkey) -> list[int]:
    """Valkey's processes: one, if all is well."""
    return [pid for pid, line in processes_of(server.home).items() if "valkey-server unixsocket:" in line]


def eventually(condition: Callable[[], object], *, seconds: float = 60) -> None:
    """Return as soon as `condition` holds; fail when it does not within `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)
