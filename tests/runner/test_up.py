"""`./dev up` as a whole: it serves, outlives the loss of any part, and leaves nothing."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from candyplatform.runner.places import CHECKOUT
from tests.runner.conftest import eventually, processes_of, reachable_folder
from tests.support.ports import free_port


class Up:
    """A running `./dev up` with a state folder and a port of its own."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.port = free_port()
        self.output = state / "output"
        self.start()

    def start(self) -> None:
        """Start it, and wait for its address."""
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "candyplatform.runner", "up", "--port", str(self.port)],
                cwd=CHECKOUT,
                env={
                    "PATH": os.environ["PATH"],
                    "HOME": os.environ.get("HOME", "/"),
                    "STATE_DIR": str(self.state),
                },
                stdout=output,
                stderr=output,
            )
        eventually(lambda: "ready: " in self.said() or self.process.poll() is not None, seconds=180)
        assert f"ready: http://localhost:{self.port}/" in self.said()

    def said(self) -> str:
        """Everything it printed since its start."""
        return self.output.read_text()

    def answers(self) -> bool:
        """Whether the web server answers with a page, whichever."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/docs/", timeout=5):
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    def processes(self, words: str) -> list[int]:
        """Its processes with these words on their command line, the oldest first."""
        own = {self.process.pid, *_descendants(self.process.pid)}
        lines = {pid: Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode() for pid in own}
        return sorted(pid for pid, line in lines.items() if words in line)


def _descendants(pid: int) -> list[int]:
    children = [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return children + [below for child in children for below in _descendants(child)]


@pytest.fixture(scope="module")
def up() -> Iterator[Up]:
    """One for all tests of this module, which leave it running."""
    with reachable_folder() as state:
        running = Up(state)
        assert "migrations applied" in running.said()
        yield running
        running.process.kill()
        running.process.wait()


def test_killed_web_server_leaves_no_worker_on_the_port_and_comes_back(up: Up) -> None:
    main, worker = up.processes("granian")
    os.kill(main, signal.SIGKILL)
    eventually(lambda: not Path(f"/proc/{worker}").exists())
    eventually(up.answers)
    assert "ended (signal SIGKILL)" in up.said()


def test_killed_web_worker_comes_back(up: Up) -> None:
    eventually(lambda: len(up.processes("granian")) == 2)
    worker = up.processes("granian")[1]
    os.kill(worker, signal.SIGKILL)
    eventually(lambda: not Path(f"/proc/{worker}").exists())
    eventually(up.answers)


def test_second_up_names_the_address_of_the_first(up: Up) -> None:
    command = [sys.executable, "-m", "candyplatform.runner", "up"]
    second = subprocess.run(
        command,
        cwd=CHECKOUT,
        env=os.environ | {"STATE_DIR": str(up.state)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 1
    assert second.stderr == f"./dev up: already running here: http://localhost:{up.port}/\n"


def test_another_shell_uses_the_running_database(up: Up) -> None:
    command = [sys.executable, "-m", "candyplatform.runner", "manage", "migrate", "--check"]
    clean = {
        key: value
        for key, value in os.environ.items()
        if key not in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")
    }
    done = subprocess.run(
        command, cwd=CHECKOUT, env=clean | {"STATE_DIR": str(up.state)}, capture_output=True, check=False
    )
    assert done.returncode == 0


def test_killed_guardian_is_replaced(up: Up) -> None:
    (guardian,) = [
        pid
        for pid, line in processes_of(up.state / "valkey").items()
        if "-m candyplatform.runner.guardian" in line
    ]
    os.kill(guardian, signal.SIGKILL)
    eventually(lambda: "Valkey had lost its guardian; both run again" in up.said())


def test_killed_supervisor_leaves_nothing_and_the_next_start_serves(up: Up) -> None:
    everything = _descendants(up.process.pid)
    up.process.kill()
    up.process.wait()
    eventually(lambda: not [pid for pid in everything if Path(f"/proc/{pid}").exists()])
    eventually(lambda: not processes_of(up.state))
    up.start()
    assert up.answers()
    assert "migrations applied" not in up.said()


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_end_it_stops_everything(up: Up, signum: int) -> None:
    everything = _descendants(up.process.pid)
    up.process.send_signal(signum)
    assert up.process.wait(timeout=60) == 0
    assert [pid for pid in everything if Path(f"/proc/{pid}").exists()] == []
    assert processes_of(up.state) == {}
    up.start()
