"""Keeps the processes of `./dev up` running: one loop, no threads, children that die with this process."""

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress

from candyplatform.runner.console import Console
from candyplatform.runner.deathsig import die_with_parent
from candyplatform.runner.places import CHECKOUT
from candyplatform.runner.processes import Process

_FIRST_DELAY = 0.5
_LONGEST_DELAY = 10.0
_STEADY_AFTER = 30.0
_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Child:
    """One process and what it says. It has a process group of its own, so that Ctrl-C reaches the supervisor alone."""

    def __init__(self, process: Process, variables: dict[str, str], console: Console) -> None:
        self.process = process
        self.popen: subprocess.Popen[bytes] | None = None
        self.start_at = 0.0
        self._variables = process.surroundings(variables)
        self._console = console
        self._delay = _FIRST_DELAY
        self._started_at = 0.0
        self._rest = b""

    def start(self) -> int:
        """Start it; returns the file that its words come from."""
        parent = os.getpid()

        def before_exec() -> None:
            signal.pthread_sigmask(signal.SIG_SETMASK, [])
            die_with_parent(parent)

        self.popen = subprocess.Popen(
            self.process.command,
            cwd=CHECKOUT,
            env=self._variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=before_exec,  # noqa: PLW1509  (there are no threads here)
        )
        self._started_at = time.monotonic()
        return self.output

    @property
    def output(self) -> int:
        """The file that its words come from."""
        return self.popen.stdout.fileno() if self.popen and self.popen.stdout else -1

    def relay(self) -> bool:
        """Pass on what it said. False at the end of its output."""
        chunk = os.read(self.output, 65536)
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        if not chunk and self._rest:
            lines, self._rest = [self._rest], b""
        for line in lines:
            self.say(line.decode(errors="replace"))
        return bool(chunk)

    def say(self, text: str) -> None:
        """Speak in its name."""
        self._console.say(text, name=self.process.name, color=self.process.color)

    def bury(self) -> None:
        """After its end: kill what it left in its group, and say when it will start again."""
        if self.popen is None:
            return
        code = self.popen.wait()
        self.signal(signal.SIGKILL)
        if self.popen.stdout:
            self.popen.stdout.close()
        self.popen = None
        if time.monotonic() - self._started_at > _STEADY_AFTER:
            self._delay = _FIRST_DELAY
        self.start_at = time.monotonic() + self._delay
        self.say(f"ended ({_cause(code)}); starting it again in {self._delay:.1f} s")
        self._delay = min(self._delay * 2, _LONGEST_DELAY)

    def signal(self, signum: int) -> None:
        """Send a signal to its whole group, which may be gone."""
        if self.popen is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.popen.pid, signum)


class Supervisor:
    """Runs until a signal asks it to end. `every_tick` is called each time around, and says how long the next may wait."""

    def __init__(self, children: list[Child], every_tick: Callable[[], float]) -> None:
        self._children = children
        self._every_tick = every_tick
        self._selector = selectors.DefaultSelector()
        self._asked_to_end = False
        self._wake, self._wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)

    def run(self) -> None:
        """Start all and keep them running, until asked to end."""
        for signum in (*_ENDING, signal.SIGCHLD):
            signal.signal(signum, self._on_signal)
        signal.set_wakeup_fd(self._wake_write, warn_on_full_buffer=False)
        self._selector.register(self._wake, selectors.EVENT_READ)
        patience = 0.0
        while not self._asked_to_end:
            self._start_due()
            self._listen(patience)
            self._reap()
            patience = self._every_tick()

    def end(self) -> None:
        """Make `run` return, as a signal would."""
        self._asked_to_end = True

    def _on_signal(self, signum: int, frame: object) -> None:
        self._asked_to_end = self._asked_to_end or signum in _ENDING

    def _start_due(self) -> None:
        for child in self._children:
            if child.popen is None and time.monotonic() >= child.start_at and not self._asked_to_end:
                self._selector.register(child.start(), selectors.EVENT_READ, child)

    def _listen(self, patience: float) -> None:
        for key, _ in self._selector.select(patience):
            if key.data is None:
                os.read(self._wake, 4096)
            elif not key.data.relay():
                self._selector.unregister(key.fd)

    def _reap(self) -> None:
        for child in self._children:
            if child.popen is not None and child.popen.poll() is not None:
                self._drain(child)
                child.bury()

    def _drain(self, child: Child) -> None:
        """Its last words; whoever inherited the pipe may keep it open, so only what is there."""
        if child.output in self._selector.get_map():
            self._selector.unregister(child.output)
            os.set_blocking(child.output, False)
            with suppress(BlockingIOError):
                while child.relay():
                    pass

    def stop(self, *, patience: float = 10.0) -> None:
        """Ask all to end, in the reverse order of their start; whoever takes longer than `patience` is killed."""
        running = [child for child in reversed(self._children) if child.popen is not None]
        for child in running:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline and any(
            child.popen and child.popen.poll() is None for child in running
        ):
            self._listen(0.1)
        for child in running:
            child.signal(signal.SIGKILL)
            if child.popen:
                child.popen.wait()


def _cause(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
