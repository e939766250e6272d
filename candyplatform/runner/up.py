"""`./dev up`: servers, migrations, then the processes, in one foreground process tree."""

import argparse
import fcntl
import functools
import os
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from candyplatform.runner import migrations
from candyplatform.runner.answering import Question
from candyplatform.runner.console import Console
from candyplatform.runner.deathsig import die_with_parent
from candyplatform.runner.environment import Room, visit
from candyplatform.runner.errors import RunnerError
from candyplatform.runner.places import CHECKOUT, open_state, state_folder
from candyplatform.runner.ports import is_free
from candyplatform.runner.processes import SIMULATOR_STATE, processes
from candyplatform.runner.rehearsal import free_stage
from candyplatform.runner.supervisor import Child, Supervisor

_DEFAULT_PORT = 8000
# The home page's button leaves this file in the state folder.
DEMO_REQUESTED = "demo.requested"
_PORTS_TRIED = 100
_LAST_PORT = 65_535
# What runs here unless the caller brought it.
_EMBEDDED = {"PostgreSQL": "DATABASE_URL", "Valkey": "REDIS_URL"}


def up(arguments: list[str]) -> None:
    """Start everything, and stop it on Ctrl-C, SIGTERM or when the terminal closes."""
    parser = argparse.ArgumentParser(prog="./dev up")
    parser.add_argument(
        "--demo", action="store_true", help="set up the demo organization and start the storm simulator"
    )
    parser.add_argument(
        "--again", action="store_true", help="with --demo: a new campaign, and the storm from its start"
    )
    parser.add_argument(
        "--port", type=int, help=f"the port of the web server (default: {_DEFAULT_PORT} or the next free one)"
    )
    options = parser.parse_args(arguments)
    state = open_state(state_folder())
    alone = _claim(state / "up.lock")
    with closing(Console(state / "logs")) as console:
        port = _free_port(options.port, console)
        os.pwrite(alone, f"http://localhost:{port}/".encode().ljust(64), 0)
        embedded = [name for name, variable in _EMBEDDED.items() if variable not in os.environ]
        if embedded:
            console.say(f"starting {' and '.join(embedded)}")
        with visit() as room:
            room.variables.setdefault("SITE_URL", f"http://localhost:{port}")
            demo = Demo(wanted=options.demo or options.again, again=options.again)
            while _serve(room, console, port, demo=demo) is Ending.FOR_THE_DEMO:
                demo = Demo(wanted=True)
                console.say("starting again with the demo storm")
    console.say("stopped")


@dataclass(frozen=True)
class Demo:
    """Whether the demo is wanted, and from its start."""

    wanted: bool
    again: bool = False


class Ending(Enum):
    """Why serving ended."""

    FOR_GOOD = "for good"
    FOR_THE_DEMO = "for the demo"


def _serve(room: Room, console: Console, port: int, *, demo: Demo) -> Ending:
    """Run everything until it is asked to end, or, on the home page, to show the demo."""
    asked = room.state / DEMO_REQUESTED
    asked.unlink(missing_ok=True)
    if not migrations.are_applied(room):
        console.say("bringing the database up to date")
        applied = _step(room, "migrate", "--database=owner").count("  Applying ")
        console.say(f"{applied} migrations applied")
        migrations.note_applied(room)
    if demo.again:
        (room.state / SIMULATOR_STATE).unlink(missing_ok=True)
    stage = free_stage() if demo.wanted else None
    if stage:
        room.variables |= stage.variables()
        console.say(_step(room, "demo", *(["--again"] if demo.again else [])), name="demo")
    children = [
        Child(process, room.variables, console)
        for process in processes(state=room.state, port=port, stage=stage)
    ]
    question = Question(port)

    def every_tick() -> float:
        if question.is_newly_answered():
            console.say(f"ready: http://localhost:{port}/   (Ctrl-C stops everything)")
        for use in room.uses:
            if not use.is_guarded() and use.ensure():
                console.say(f"{use.server.name} had lost its guardian; both run again")
        if asked.exists() and not demo.wanted:
            supervisor.end()
        return 1.0 if question.is_answered else 0.05

    supervisor = Supervisor(children, every_tick)
    try:
        supervisor.run()
        console.say("stopping")
    finally:
        supervisor.stop()
    return Ending.FOR_THE_DEMO if asked.exists() and not demo.wanted else Ending.FOR_GOOD


def _claim(path: Path) -> int:
    """One `up` a state folder: a second scheduler would send everything twice."""
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        where = os.pread(file, 64, 0).decode().strip()
        raise RunnerError(f"already running here: {where or 'it is just starting'}") from None
    return file


def _free_port(wanted: int | None, console: Console) -> int:
    if wanted is not None:
        if not 0 < wanted <= _LAST_PORT:
            raise RunnerError(f"there is no port {wanted}: ports go from 1 to {_LAST_PORT}.")
        if not is_free(wanted):
            raise RunnerError(
                f"port {wanted} is taken. Choose another with --port, or leave it out to get a free one."
            )
        return wanted
    for port in range(_DEFAULT_PORT, _DEFAULT_PORT + _PORTS_TRIED):
        if is_free(port):
            if port != _DEFAULT_PORT:
                console.say(f"port {_DEFAULT_PORT} is taken, using {port}")
            return port
    raise RunnerError("no free port found; choose one with --port.")


def _step(room: Room, *command: str) -> str:
    """Run one management command to its end; what it said, or RunnerError with that when it failed."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=CHECKOUT,
        env=room.variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        preexec_fn=functools.partial(die_with_parent, os.getpid()),
    )
    if done.returncode != 0:
        raise RunnerError(f"manage.py {' '.join(command)} failed:\n{done.stdout}")
    return done.stdout
