"""What `./dev up` runs, as data. To add a process, add it here."""

import sys
from dataclasses import dataclass, field
from pathlib import Path

from candyplatform.runner.rehearsal import Stage

_PYTHON = sys.executable
# What a storm follows from, so that a restarted simulator tells the same story.
SIMULATOR_STATE = "simulator.json"
_WORKER = ("--pool=threads", "--concurrency=4", "--loglevel=WARNING", "--without-mingle", "--without-gossip")
# Celery's advice to servers; on a development machine whoever types ./dev is who it runs as.
_QUIET = {"PYTHONWARNINGS": "ignore:You're running the worker with superuser"}


@dataclass(frozen=True)
class Process:
    """One long-running program. `color` is an ANSI color number, `variables` come on top of everybody's."""

    name: str
    color: int
    command: tuple[str, ...]
    variables: dict[str, str] = field(default_factory=dict)

    def surroundings(self, common: dict[str, str]) -> dict[str, str]:
        """Its environment. Fewer malloc arenas: threads that mostly wait need no heap each."""
        return {"MALLOC_ARENA_MAX": "2"} | common | self.variables


def processes(*, state: Path, port: int, stage: Stage | None) -> list[Process]:
    """In the order in which they start; they stop in the reverse one."""
    schedule = str(state / "celerybeat-schedule")
    celery = (_PYTHON, "-m", "celery", "--quiet", "-A")
    everything = [
        Process("web", 36, _web(port)),
        Process("worker", 35, (*celery, "candyplatform", "worker", *_WORKER), _QUIET),
        Process("listener", 34, (_PYTHON, "manage.py", "listen")),
        Process(
            "scheduler",
            33,
            (
                *celery,
                "candyplatform.scheduler",
                "beat",
                "--loglevel",
                "WARNING",
                "--pidfile=",
                "--schedule",
                schedule,
            ),
        ),
    ]
    if stage:
        remembered = f"--state={state / SIMULATOR_STATE}"
        simulator = (_PYTHON, "-m", "campaigns.networks.simulator", remembered, *stage.options())
        everything.append(Process("simulator", 32, simulator))
    return everything


def _web(port: int) -> tuple[str, ...]:
    options = {
        "interface": "wsgi",
        "host": "127.0.0.1",
        "port": port,
        "http": "1",
        "workers": 1,
        "blocking-threads": 4,
    }
    options |= {"log-level": "warning", "respawn-interval": 0.5}
    flags = ("--no-ws", "--no-access-log", "--respawn-failed-workers")
    pairs = (part for key, value in options.items() for part in (f"--{key}", str(value)))
    return (_PYTHON, "-m", "granian", *pairs, *flags, "candyplatform.runner.web:application")
