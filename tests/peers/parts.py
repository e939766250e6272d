"""Installing a peer from PyPI into an environment of its own, and running its programs."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.support.uv import uv

REQUIREMENTS = Path(__file__).resolve().parent / "requirements.txt"
CHECKOUT = REQUIREMENTS.parents[2]
# What they ask for; ours may be older.
PYTHON = (3, 13)
INSTALL_SECONDS = 600
READY_SECONDS = 1800


class MissingPart(Exception):  # noqa: N818 - read as a sentence: raise MissingPart
    """A peer cannot be installed or made ready here; `args[0]` says what was tried and what it said."""


def wanted(name: str) -> str:
    """The pinned version, as the installer takes it: `pretix==…`."""
    lines = REQUIREMENTS.read_text().splitlines()
    return next(line for line in lines if line.partition("==")[0] == name)


def installed(name: str, folder: Path) -> Path:
    """The Python of an environment with that peer, made in `folder` when it is not there yet. Raises `MissingPart`."""
    environment, stamp = folder / name, folder / f"{name}.installed"
    python = environment / "bin" / "python"
    if not stamp.exists() or stamp.read_text() != wanted(name):
        folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(environment, ignore_errors=True)
        for command in _commands(environment, python, wanted(name)):
            run(command, {})
        stamp.write_text(wanted(name))
    return python


def run(command: list[str], variables: Mapping[str, str], seconds: int = INSTALL_SECONDS) -> str:
    """What a program printed. Raises `MissingPart`, with what it said, when it failed."""
    try:
        done = subprocess.run(
            command,
            env={**surroundings(), **variables},
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MissingPart(f"{' '.join(command)}: {error}") from error
    if done.returncode != 0:
        raise MissingPart(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return done.stdout


def surroundings() -> dict[str, str]:
    """This process's own, without what it says of our Django and our database."""
    ours = ("DJANGO_", "DATABASE", "REDIS", "SECRET", "PYTHONPATH", "VIRTUAL_ENV", "STATE_DIR")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def add(python: Path, project: Path) -> None:
    """Install a project of this checkout into a peer's environment, as it is now. Raises `MissingPart`."""
    program = uv()
    options = ["--quiet", "--force-reinstall", "--no-deps", str(project)]
    installer = (
        [program, "pip", "install", "--python", str(python)]
        if program
        else [str(python), "-m", "pip", "install"]
    )
    run([*installer, *options], {})


def _commands(environment: Path, python: Path, requirement: str) -> list[list[str]]:
    """With uv, or with what Python brings."""
    found = uv()
    base = next(_pythons(), f"{PYTHON[0]}.{PYTHON[1]}")
    if found:
        return [
            [found, "venv", "--quiet", "--python", base, str(environment)],
            [found, "pip", "install", "--quiet", "--python", str(python), requirement],
        ]
    return [
        [base, "-m", "venv", str(environment)],
        [str(python), "-m", "pip", "install", "--quiet", requirement],
    ]


def _pythons() -> Iterator[str]:
    """Those on this machine that are new enough; where there is none, uv fetches one."""
    names = [f"python{PYTHON[0]}.{minor}" for minor in range(PYTHON[1], PYTHON[1] + 3)]
    versions = sorted(Path.home().glob(f".pyenv/versions/{PYTHON[0]}.*/bin/python3"))
    for candidate in [sys.executable, *filter(None, map(shutil.which, names)), *map(str, versions)]:
        asked = [candidate, "-c", f"import sys; sys.exit(sys.version_info < {PYTHON!r})"]
        if subprocess.run(asked, capture_output=True, check=False).returncode == 0:
            yield candidate
