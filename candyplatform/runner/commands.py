"""The subcommands of `./dev` that end in another program: manage, test, bench, clients, translations."""

import os
import sys

from candyplatform.runner import migrations
from candyplatform.runner.environment import Room, enter
from candyplatform.runner.errors import RunnerError
from candyplatform.runner.places import CHECKOUT

BENCHMARKS = CHECKOUT / "tests" / "benchmarks"


def manage(arguments: list[str]) -> None:
    """Django's command line on the development database; `migrate` runs as the role that owns it."""
    if arguments[:1] == ["migrate"] and not any(word.startswith("--database") for word in arguments):
        arguments = ["migrate", "--database=owner", *arguments[1:]]
    room = enter()
    if arguments[:1] == ["migrate"] and not {"--check", "--plan"} & set(arguments):
        migrations.forget(room)
    _become(room, ["manage.py", *arguments])


def test(arguments: list[str]) -> None:
    """pytest on the tests' own servers, in parallel unless the caller says how many."""
    chosen = any(word.startswith(("-n", "--numprocesses")) for word in arguments)
    parallel = [] if chosen else ["-n", "auto"]
    _become(enter(for_tests=True), ["-m", "pytest", *parallel, *arguments])


def bench(arguments: list[str]) -> None:
    """One benchmark, on the tests' servers."""
    names = sorted(path.stem for path in BENCHMARKS.glob("*.py") if path.stem not in ("__init__", "report"))
    if not arguments or arguments[0] not in names:
        raise RunnerError(f"Usage: ./dev bench NAME [--json FILE]. NAME is one of: {', '.join(names)}.")
    _become(enter(for_tests=True), ["-m", f"tests.benchmarks.{arguments[0]}", *arguments[1:]])


def clients(arguments: list[str]) -> None:
    """Write what is in docs/clients anew; needs Django's settings, and so the servers."""
    _become(enter(for_tests=True), ["-m", "candyplatform.clients", *arguments])


def translations(arguments: list[str]) -> None:
    """Update, compile or check the catalogs; needs no server."""
    os.chdir(CHECKOUT)
    os.execv(sys.executable, [sys.executable, "-m", "candyplatform.translations", *arguments])


def _become(room: Room, arguments: list[str]) -> None:
    """Replace this process: its exit code, terminal and signals are then the program's own."""
    room.keep_through_exec()
    os.chdir(CHECKOUT)
    sys.stdout.flush()
    os.execve(sys.executable, [sys.executable, *arguments], room.variables)
