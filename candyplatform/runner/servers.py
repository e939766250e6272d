"""The two embedded servers: how each is prepared, started, asked whether it is ready, and stopped."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from candyplatform.runner.deathsig import die_with_parent
from candyplatform.runner.errors import RunnerError
from candyplatform.runner.places import ServiceUser, can_enter, make_folder

_BUILTIN_LOCALES_SINCE = 17
_LEFTOVER_PATIENCE = 30.0
_STATUS_LINE = 7  # of postmaster.pid, counted from 0

# Files beside the data that say what was done to it; they go with it.
PROVISIONED = "provisioned"
MIGRATED = "migrated"

_LEAN = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "io_method": "sync",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
    "jit": "off",
}
_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
_SINCE = {"io_method": 18}


class Server(Protocol):
    """One server in its own folder `home`. `prepare` may raise RunnerError; the others do not."""

    name: str
    home: Path
    user: ServiceUser
    stop_signal: int
    death_signal: int

    def prepare(self) -> None:
        """Make everything ready for `command`; called before each start, with no other process using the data."""

    def command(self) -> list[str]:
        """What to execute, as `user`, in `home`."""

    def is_ready(self) -> bool:
        """Whether the server answers now."""

    def is_served_by(self, pid: int) -> bool:
        """Whether it is this process, and not one left from before, that answers."""


@dataclass(frozen=True)
class Postgres:
    """PostgreSQL on a socket, trusting whoever can reach that socket: the folder is its user's alone."""

    home: Path
    sockets: Path
    binaries: Path
    user: ServiceUser
    durable: bool = True
    name: str = "PostgreSQL"
    stop_signal: int = signal.SIGINT
    death_signal: int = signal.SIGINT

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.home / "data"

    def prepare(self) -> None:
        """Check the version, create the data at the first start, and clear what killed processes left."""
        make_folder(self.sockets, self.user)
        if not can_enter(self.home, self.user) or not can_enter(self.sockets, self.user):
            raise RunnerError(
                f"PostgreSQL does not run as root, and user {self.user.uid} cannot reach {self.home}. "
                f"Choose a folder that others may enter, with STATE_DIR."
            )
        version = major_version(self.binaries / "postgres")
        if (self.data / "PG_VERSION").exists():
            self._check_version(version)
            self._wait_for_leftovers()
        else:
            self._create(version)

    def command(self) -> list[str]:
        """The postmaster; settings on the command line, so that a new one holds for old data too."""
        version = int((self.data / "PG_VERSION").read_text().strip())
        settings = _LEAN | ({} if self.durable else _FORGETFUL)
        known = {key: value for key, value in settings.items() if version >= _SINCE.get(key, 0)}
        options = [part for key, value in known.items() for part in ("-c", f"{key}={value}")]
        return [str(self.binaries / "postgres"), "-D", str(self.data), "-k", str(self.sockets), *options]

    def is_ready(self) -> bool:
        """Whether the postmaster has written `ready` and its socket takes connections."""
        status = _lines(self.data / "postmaster.pid")[_STATUS_LINE:][:1]
        return [line.strip() for line in status] == ["ready"] and _answers(self.sockets / ".s.PGSQL.5432")

    def is_served_by(self, pid: int) -> bool:
        """Whether the postmaster of the data has this number."""
        return _first_number(self.data / "postmaster.pid") == pid

    def _check_version(self, version: int) -> None:
        found = (self.data / "PG_VERSION").read_text().strip()
        if found != str(version):
            raise RunnerError(
                f"The data in {self.data} was made by PostgreSQL {found}, and this is PostgreSQL {version}. "
                f"Set POSTGRES_BIN to the programs of version {found} and move it with pg_dump, "
                f"or move the folder away to start empty."
            )

    def _create(self, version: int) -> None:
        half = self.home / "data.new"
        shutil.rmtree(half, ignore_errors=True)
        for stamp in (PROVISIONED, MIGRATED):
            (self.home / stamp).unlink(missing_ok=True)
        builtin = version >= _BUILTIN_LOCALES_SINCE
        locale = ["--locale-provider=builtin", "--locale=C.UTF-8"] if builtin else ["--locale=C.UTF-8"]
        command = [
            str(self.binaries / "initdb"),
            "-D",
            str(half),
            "-U",
            "postgres",
            "--auth=trust",
            "-E",
            "UTF8",
            *locale,
        ]
        done = subprocess.run(
            [*command, "--no-instructions", *([] if self.durable else ["--no-sync"])],
            **as_child(self, signal.SIGKILL),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise RunnerError(f"initdb failed in {self.home}:\n{done.stderr.strip()}")
        half.rename(self.data)

    def _wait_for_leftovers(self) -> None:
        """PostgreSQL clears a lock whose process is gone; one whose number another program got since, is ours to clear."""
        deadline = time.monotonic() + _LEFTOVER_PATIENCE
        for lock in (self.data / "postmaster.pid", self.sockets / ".s.PGSQL.5432.lock"):
            while (pid := _first_number(lock)) and Path(f"/proc/{pid}").exists():
                if not self._is_ours(pid):
                    lock.unlink(missing_ok=True)
                elif time.monotonic() > deadline:
                    raise RunnerError(
                        f"PostgreSQL (process {pid}) still uses {self.data}. Stop it, then try again."
                    )
                else:
                    time.sleep(0.05)

    def _is_ours(self, pid: int) -> bool:
        try:
            return Path(f"/proc/{pid}/cwd").readlink() == self.data
        except FileNotFoundError:
            return False
        except PermissionError:
            return os.fsencode(self.data) in Path(f"/proc/{pid}/cmdline").read_bytes()


@dataclass(frozen=True)
class Valkey:
    """Valkey on a socket, in memory only: whatever must not be lost is in the database."""

    home: Path
    sockets: Path
    program: Path
    user: ServiceUser
    name: str = "Valkey"
    stop_signal: int = signal.SIGTERM
    death_signal: int = signal.SIGKILL

    @property
    def socket(self) -> Path:
        """The socket's path."""
        return self.sockets / "valkey.sock"

    def prepare(self) -> None:
        """Make the socket's folder."""
        make_folder(self.sockets, self.user)

    def command(self) -> list[str]:
        """No port, no snapshots, few wake-ups."""
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "save": "",
            "appendonly": "no",
        }
        options |= {"dir": str(self.home), "loglevel": "warning", "hz": "2", "activerehashing": "no"}
        return [str(self.program), *(part for key, value in options.items() for part in (f"--{key}", value))]

    def is_ready(self) -> bool:
        """Whether it answers PING."""
        return _answers(self.socket, b"PING\r\n", b"+PONG\r\n")

    def is_served_by(self, pid: int) -> bool:
        """A new server takes the socket away from an old one, so whoever answers is the newest."""
        return Path(f"/proc/{pid}").exists()


def as_child(server: Postgres | Valkey, death_signal: int) -> dict[str, Any]:
    """Arguments of subprocess for a child of the guardian: the server's user, its folder, no terminal, dies with us."""
    is_root = os.geteuid() == 0
    who = {"user": server.user.uid, "group": server.user.gid, "extra_groups": []} if is_root else {}
    return {
        "cwd": server.home,
        "stdin": subprocess.DEVNULL,
        "preexec_fn": _before_exec(os.getpid(), death_signal),
        **who,
    }


def _before_exec(parent: int, death_signal: int) -> Callable[[], None]:
    def prepare_child() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        os.umask(0o077)
        die_with_parent(parent, death_signal)

    return prepare_child


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text().splitlines()
    except FileNotFoundError:
        return []


def _first_number(path: Path) -> int:
    first = next(iter(_lines(path)), "")
    return abs(int(first)) if first.lstrip("-").isdigit() else 0


def _answers(path: Path, question: bytes = b"", answer: bytes = b"") -> bool:
    """Whether the socket at `path` takes a connection, and gives `answer` to `question` where one is asked."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(2)
        try:
            connection.connect(str(path))
            connection.sendall(question)
            return not question or connection.recv(64) == answer
        except OSError:
            return False


def major_version(postgres: Path) -> int:
    """The major version that the program `postgres` says it is."""
    said = subprocess.run([postgres, "--version"], check=True, capture_output=True, text=True).stdout
    match = re.search(r"\b(\d+)(?:\.\d+|beta|rc|devel)", said)
    if not match:
        raise RunnerError(f"{postgres} --version says {said!r}: is it PostgreSQL?")
    return int(match[1])
