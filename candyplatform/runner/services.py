"""How a process comes to use an embedded server: take the shared lock, see that there is a guardian."""

import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path

from candyplatform.runner import guardian
from candyplatform.runner.errors import RunnerError
from candyplatform.runner.places import CHECKOUT, make_folder
from candyplatform.runner.servers import Postgres, Valkey

_PATIENCE = 90.0


class Use:
    """This process's use of one server. It ends with the process, or with `close`."""

    def __init__(self, server: Postgres | Valkey) -> None:
        """Make sure that the server runs, and keeps running while this process lives; RunnerError says why not."""
        self.server = server
        make_folder(server.home, server.user)
        self._users = _open(server.home / "users.lock")
        # Waits where a guardian is on its way out: it holds the exclusive lock until its server has stopped.
        fcntl.flock(self._users, fcntl.LOCK_SH)
        self.ensure()

    def ensure(self) -> bool:
        """Start a guardian if there is none, and wait until the server answers. Whether one had to be started."""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            lock = _open(self.server.home / "guardian.lock")
            try:
                if _try_lock(lock, fcntl.LOCK_EX):
                    self._start_guardian(lock)
                    return True
            finally:
                os.close(lock)
            if self.server.is_ready():
                return False
            time.sleep(0.03)
        raise RunnerError(
            f"{self.server.name} did not answer within {_PATIENCE:.0f} s; see {self.server.home / 'log'}."
        )

    def is_guarded(self) -> bool:
        """Whether the guardian lives."""
        lock = _open(self.server.home / "guardian.lock")
        try:
            return not _try_lock(lock, fcntl.LOCK_EX)
        finally:
            os.close(lock)

    def keep_through_exec(self) -> None:
        """Let the program that this process becomes go on using the server."""
        os.set_inheritable(self._users, True)

    def close(self) -> None:
        """Stop using the server. When this was the last use, wait until it has stopped."""
        os.close(self._users)
        deadline = time.monotonic() + _PATIENCE
        while self.is_guarded() and not self._has_users() and time.monotonic() < deadline:
            time.sleep(0.05)

    def _has_users(self) -> bool:
        users = _open(self.server.home / "users.lock")
        try:
            return not _try_lock(users, fcntl.LOCK_EX) and _try_lock(users, fcntl.LOCK_SH)
        finally:
            os.close(users)

    def _start_guardian(self, lock: int) -> None:
        command = [sys.executable, "-S", "-E", "-s", "-m", guardian.__name__, guardian.describe(self.server)]
        with (self.server.home / "log").open("ab") as log:
            started = subprocess.Popen(
                command,
                cwd=CHECKOUT,
                env={"PATH": os.defpath, "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                pass_fds=[lock],
                start_new_session=True,
            )
        said = started.communicate()[0].decode()
        if said != guardian.READY:
            raise RunnerError(
                said or f"{self.server.name} did not start; {self.server.home / 'log'} says why."
            )


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _try_lock(file: int, kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
