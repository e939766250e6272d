"""A supervisor with small programs, in a process of its own that can be killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from candyplatform.runner.places import CHECKOUT
from tests.runner.conftest import eventually, processes_of

SUPERVISE = """
import sys
from pathlib import Path
from candyplatform.runner.console import Console
from candyplatform.runner.processes import Process
from candyplatform.runner.supervisor import Child, Supervisor
console = Console(Path(sys.argv[1]) / "logs")
def process(name, script): return Process(name, 31, ("sh", "-c", script, sys.argv[1]))
processes = [process("steady", "echo started; sleep 60 & wait"), process("stubborn", "trap '' TERM; sleep 60 & wait; wait")]
if "--failing" in sys.argv:
    processes.append(process("failing", "echo last words; exit 3"))
supervisor = Supervisor([Child(each, {"PATH": "/usr/bin:/bin"}, console) for each in processes], lambda: 1.0)
supervisor.run()
supervisor.stop(patience=0.5)
"""


class Supervised:
    """The running supervisor, and what it has said so far."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self.output = folder / "output"
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-c", SUPERVISE, str(folder), *options],
                cwd=CHECKOUT,
                stdout=output,
                stderr=output,
            )
        eventually(lambda: self.shells() and "started" in self.said())

    def said(self) -> str:
        """Everything it printed."""
        return self.output.read_text()

    def shells(self) -> dict[int, str]:
        """Its children."""
        return {pid: line for pid, line in processes_of(self.folder).items() if line.startswith("sh ")}


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[Supervised]:
    """A supervisor with two children."""
    running = Supervised(tmp_path)
    yield running
    running.process.kill()
    running.process.wait()


def test_killed_supervisor_leaves_no_child(supervised: Supervised) -> None:
    assert len(supervised.shells()) >= 2
    supervised.process.kill()
    eventually(lambda: not supervised.shells())


def test_killed_child_is_started_again_and_takes_its_own_children_along(supervised: Supervised) -> None:
    steady = min(
        pid for pid, line in supervised.shells().items() if "started" in line
    )  # a fork looks the same
    sleeping = Path(f"/proc/{steady}/task/{steady}/children")
    eventually(lambda: sleeping.read_text().split())
    (grandchild,) = sleeping.read_text().split()
    os.kill(steady, signal.SIGKILL)
    eventually(lambda: supervised.said().count("started") == 2)
    assert "steady    ended (signal SIGKILL); starting it again in 0.5 s" in supervised.said()
    eventually(lambda: not Path(f"/proc/{grandchild}").exists())


def test_supervisor_stops_children_even_the_stubborn_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = Supervised(tmp_path)
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(timeout=60) == 0
    assert running.shells() == {}


def test_failing_child_is_started_again_ever_more_slowly(tmp_path: Path) -> None:
    running = Supervised(tmp_path, "--failing")
    eventually(lambda: running.said().count("last words") == 3)
    running.process.kill()
    running.process.wait()
    told = [line for line in running.said().splitlines() if line.startswith("failing")]
    assert told[:5] == [
        "failing   last words",
        "failing   ended (exit code 3); starting it again in 0.5 s",
        "failing   last words",
        "failing   ended (exit code 3); starting it again in 1.0 s",
        "failing   last words",
    ]
    assert (tmp_path / "logs" / "failing.log").read_text().startswith("last words\nended (exit code 3)")
