"""Remembers that all migrations are applied, so that a start need not load Django to find out."""

import hashlib
from pathlib import Path

from candyplatform.runner.environment import Room
from candyplatform.runner.places import CHECKOUT
from candyplatform.runner.servers import MIGRATED, Postgres


def are_applied(room: Room) -> bool:
    """Whether these very migrations ran on the embedded database. False for a database that others may change too."""
    stamp = _stamp(room)
    return stamp is not None and stamp.exists() and stamp.read_text() == _fingerprint()


def note_applied(room: Room) -> None:
    """Call after a complete `migrate`."""
    stamp = _stamp(room)
    if stamp:
        stamp.write_text(_fingerprint())


def forget(room: Room) -> None:
    """Call before a `migrate` by hand, which may go backwards."""
    stamp = _stamp(room)
    if stamp:
        stamp.unlink(missing_ok=True)


def _stamp(room: Room) -> Path | None:
    embedded = (use.server for use in room.uses if isinstance(use.server, Postgres))
    return next((server.home / MIGRATED for server in embedded), None)


def _fingerprint() -> str:
    digest = hashlib.sha256((CHECKOUT / "requirements.txt").read_bytes())
    apps = [path for path in CHECKOUT.iterdir() if (path / "__init__.py").exists()]
    for path in sorted(path for app in apps for path in app.glob("**/migrations/*.py")):
        digest.update(bytes(path.relative_to(CHECKOUT)) + path.read_bytes())
    return digest.hexdigest()
