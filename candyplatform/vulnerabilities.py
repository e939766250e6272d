"""`python -m candyplatform.vulnerabilities`: the lock files against what is known of their packages.

Exits with 1 for what was found and is not in vulnerabilities-accepted.txt. Where no service can be asked, it says so loudly and
exits with 0: a machine without a way out must be able to lint, and CI's log shows what was not looked at.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
LOCK_FILES = ("requirements.txt", "requirements-dev.txt", "requirements-uv.txt")
SERVICES = ("pypi", "osv")
ACCEPTED = CHECKOUT / "vulnerabilities-accepted.txt"
PATIENCE_SECONDS = 90


@dataclass(frozen=True)
class Audit:
    """What a service said of the lock files: `found` as "package version: id", and how many packages it did not know."""

    found: tuple[str, ...]
    checked: int
    unknown: int


def main() -> int:
    """Ask the services in turn until one answers; 1 when something was found."""
    accepted = accepted_ids(ACCEPTED.read_text(), datetime.now(UTC).date())
    audit = next((answer for service in SERVICES if (answer := _asked(service))), None)
    if audit is None:
        print("NOT CHECKED: no service that knows of vulnerabilities can be reached from here.")
        return 0
    if audit.unknown:
        print(f"NOT CHECKED: {audit.unknown} packages that the service does not know.")
    found = [line for line in audit.found if line.rpartition(" ")[2] not in accepted]
    print(f"{audit.checked} packages checked, {len(found)} vulnerabilities.", *found, sep="\n  ")
    return 1 if found else 0


def accepted_ids(text: str, today: date) -> frozenset[str]:
    """The ids that are accepted for now. A line is `ID until-date reason`; past its date it is not accepted any more.

    Raises `ValueError` for a line without a date or a reason.
    """
    ids = set()
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        identity, until, reason = line.split(maxsplit=2)
        if reason and date.fromisoformat(until) >= today:
            ids.add(identity)
    return frozenset(ids)


def _asked(service: str) -> Audit | None:
    command = [
        sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "--progress-spinner", "off",
        "--format", "json", "--timeout", "5", "-s", service,
        *(part for file in LOCK_FILES for part in ("-r", file)),
    ]  # fmt: skip
    try:
        done = subprocess.run(  # noqa: S603 - nothing in the command comes from outside
            command, cwd=CHECKOUT, capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS
        )
        return audit_of(json.loads(done.stdout))
    except (subprocess.TimeoutExpired, ValueError):
        return None


def audit_of(report: dict[str, Any]) -> Audit | None:
    """pip-audit's report in short; None when the service knew not a single package, which is no answer."""
    known = [package for package in report["dependencies"] if "skip_reason" not in package]
    unknown = len(report["dependencies"]) - len(known)
    return Audit(tuple(_found(known)), len(known), unknown) if known else None


def _found(packages: list[dict[str, Any]]) -> Iterator[str]:
    for package in packages:
        for vulnerability in package["vulns"]:
            yield f"{package['name']} {package['version']}: {vulnerability['id']}"


if __name__ == "__main__":
    sys.exit(main())
