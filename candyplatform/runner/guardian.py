"""The guardian of one server: starts it as its child, restarts it when it dies, stops it when the last user is gone.

Who uses the server holds a shared lock on `users.lock` for life; the kernel drops it however that process ends. The guardian
tries for the exclusive lock: it gets it when nobody is left. It holds `guardian.lock` itself, inherited from the process that
started it, so there is one guardian at most. No list of process ids that could be wrong.
"""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from candyplatform.runner.errors import RunnerError
from candyplatform.runner.places import ServiceUser
from candyplatform.runner.servers import Postgres, Valkey, as_child

READY = "ready"
_LOOK_EVERY = 0.5
_START_PATIENCE = 60.0
_START_TRIES = 3
_START_PAUSE = 0.3
_STOP_PATIENCE = 30.0
_WATCHED = {signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP}


class Guardian:
    """Keeps `server` running while anybody uses it. `users` is the open file of `users.lock`."""

    def __init__(self, server: Postgres | Valkey, users: int) -> None:
        self.server = server
        self.users = users
        self.child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server and wait until it answers; RunnerError when it does not."""
        for _ in range(_START_TRIES):
            self.server.prepare()
            self._spawn()
            if self._comes_up():
                return
            # A server that was dying when we looked may still have held the data: by now it is gone.
            time.sleep(_START_PAUSE)
        raise RunnerError(f"{self.server.name} did not start; {self.server.home / 'log'} says why.")

    def _comes_up(self) -> bool:
        """Wait until our own child answers. False when it ended instead."""
        deadline = time.monotonic() + _START_PATIENCE
        while self.child and self.child.poll() is None:
            if self.server.is_served_by(self.child.pid) and self.server.is_ready():
                return True
            if time.monotonic() > deadline:
                raise RunnerError(f"{self.server.name} did not answer within {_START_PATIENCE:.0f} s.")
            time.sleep(0.02)
        return False

    def watch(self) -> None:
        """Return when the last user is gone, or on SIGTERM; until then start the server again whenever it dies."""
        delay = 0.1
        while not self._is_last():
            caught = signal.sigtimedwait(_WATCHED, _LOOK_EVERY)
            if caught and caught.si_signo != signal.SIGCHLD:
                return
            if self.child and self.child.poll() is None:
                delay = 0.1
                continue
            print(
                f"{self.server.name} ended; starting it again in {delay:.1f} s", file=sys.stderr, flush=True
            )
            time.sleep(delay)
            delay = min(delay * 2, 5.0)
            self._restart()

    def stop(self) -> None:
        """Ask the server to stop, insist after a while."""
        if self.child is None or self.child.poll() is not None:
            return
        self.child.send_signal(self.server.stop_signal)
        try:
            self.child.wait(_STOP_PATIENCE)
        except subprocess.TimeoutExpired:
            self.child.send_signal(signal.SIGQUIT)
            self.child.wait()

    def _spawn(self) -> None:
        self.child = subprocess.Popen(
            self.server.command(), stdout=sys.stderr, **as_child(self.server, self.server.death_signal)
        )

    def _restart(self) -> None:
        try:
            self.server.prepare()
            self._spawn()
        except (RunnerError, OSError) as error:
            print(error, file=sys.stderr, flush=True)

    def _is_last(self) -> bool:
        try:
            fcntl.flock(self.users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def describe(server: Postgres | Valkey) -> str:
    """`server` as one line, for the guardian's command line."""
    fields = {
        key: value
        for key, value in vars(server).items()
        if key not in ("name", "stop_signal", "death_signal")
    }
    fields |= {"kind": type(server).__name__, "user": [server.user.uid, server.user.gid]}
    return json.dumps(fields, default=str)


def understand(line: str) -> Postgres | Valkey:
    """The server that `describe` wrote."""
    fields = json.loads(line)
    kind = {"Postgres": Postgres, "Valkey": Valkey}[fields.pop("kind")]
    paths = {key: Path(value) for key, value in fields.items() if isinstance(value, str)}
    server: Postgres | Valkey = kind(**fields | paths | {"user": ServiceUser(*fields["user"])})
    return server


def _report(line: str) -> None:
    """Tell whoever started us, if they still listen; then let go of their pipe."""
    with suppress(BrokenPipeError):
        os.write(1, line.encode())
    os.dup2(2, 1)


def main() -> None:
    """Run as a process of its own: argv[1] describes the server; the status goes to stdout, the log to stderr."""
    if os.fork():
        os._exit(0)
    server = understand(sys.argv[1])
    signal.pthread_sigmask(signal.SIG_BLOCK, _WATCHED)
    users = os.open(server.home / "users.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    guardian = Guardian(server, users)
    try:
        guardian.start()
    except (RunnerError, OSError) as error:
        guardian.stop()
        _report(str(error))
        sys.exit(1)
    _report(READY)
    guardian.watch()
    guardian.stop()


if __name__ == "__main__":
    main()
