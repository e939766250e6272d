"""`./dev lint`: every check that CI runs before the tests. All run, then the failed ones are named."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from candyplatform.runner.environment import visit
from candyplatform.runner.places import CHECKOUT

_BIN = Path(sys.executable).parent
# A line of a check that passed which is to be seen all the same.
_LOUD = "NOT CHECKED"
# An installation as it should be, for Django's own look at it. The key signs nothing.
_PRODUCTION = {
    "DEBUG": "false",
    "SECRET_KEY": "".join(map(chr, range(40, 100))),
    "ENCRYPTION_KEYS": "".join(map(chr, range(60, 110))),
    "SITE_URL": "https://candystorm.example",
    "ALLOWED_HOSTS": "candystorm.example",
    "DEFAULT_FROM_EMAIL": "Candystorm <hello@candystorm.example>",
    "HTTP_ALLOW_LOOPBACK": "",
    "REHEARSAL_SPEED": "1",
}
_SOURCES = ("accounts", "api", "campaigns", "candyplatform", "tests", "manage.py")


@dataclass(frozen=True)
class Check:
    """One program that exits with 0 when all is well."""

    name: str
    command: tuple[str, ...]
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """What came of a check."""

    check: Check
    code: int
    said: str
    seconds: float


def checks() -> list[Check]:
    """The slowest first, so that the others run beside it."""
    templates = sorted(str(path) for app in _SOURCES for path in (CHECKOUT / app).rglob("*.html"))
    return [
        Check("vulnerabilities", (sys.executable, "-m", "candyplatform.vulnerabilities")),
        Check("mypy", (_program("mypy"), *_SOURCES)),
        Check("ruff check", (_program("ruff"), "check", ".")),
        Check("ruff format", (_program("ruff"), "format", "--check", ".")),
        *(
            [Check("djade", (_program("djade"), "--check", "--target-version", "5.2", *templates))]
            if templates
            else []
        ),
        Check("import-linter", (_program("lint-imports"),)),
        Check("migrations", (sys.executable, "manage.py", "makemigrations", "--check", "--dry-run")),
        Check("translations", (sys.executable, "-m", "candyplatform.translations", "check")),
        Check(
            "deploy",
            (sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"),
            _PRODUCTION,
        ),
    ]


def lint(arguments: list[str]) -> int:
    """Run all checks, two at a time; 1 when one failed."""
    with visit(for_tests=True) as room, ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        results = pool.map(lambda check: _run(check, room.variables), checks())
        failed = [result for result in results if not _passed(result)]
    print(f"failed: {', '.join(result.check.name for result in failed)}" if failed else "all checks passed")
    return 1 if failed else 0


def _run(check: Check, variables: dict[str, str]) -> Result:
    started = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=CHECKOUT,
        env={**variables, **check.variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Result(check, done.returncode, done.stdout, time.monotonic() - started)


def _passed(result: Result) -> bool:
    word = "ok" if result.code == 0 else "FAILED"
    print(f"{result.check.name:<17}{word:<8}{result.seconds:5.1f} s", flush=True)
    if result.code != 0:
        print(result.said, flush=True)
    elif _LOUD in result.said:
        print(*(line for line in result.said.splitlines() if _LOUD in line), sep="\n", flush=True)
    return result.code == 0


def _program(name: str) -> str:
    return str(_BIN / name)
