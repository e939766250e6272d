"""What a command runs in: the servers it uses and the environment variables that lead Django to them."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from candyplatform.development import KEY_PREFIX
from candyplatform.runner import database
from candyplatform.runner.binaries import postgres_folder, valkey_program
from candyplatform.runner.errors import RunnerError
from candyplatform.runner.places import (
    CHECKOUT,
    ServiceUser,
    open_state,
    service_user,
    socket_folder,
    state_folder,
)
from candyplatform.runner.servers import Postgres, Valkey
from candyplatform.runner.services import Use


@dataclass
class Room:
    """A state folder, the variables for Django, and the embedded servers in use (none where the caller brought their own)."""

    state: Path
    variables: dict[str, str]
    uses: list[Use] = field(default_factory=list)

    def keep_through_exec(self) -> None:
        """Let the program that this process becomes go on using the servers."""
        for use in self.uses:
            use.keep_through_exec()

    def close(self) -> None:
        """Stop using the servers."""
        for use in self.uses:
            use.close()


def enter(*, for_tests: bool = False) -> Room:
    """Start or join the servers. Tests have their own, forgetful ones; DATABASE_URL and REDIS_URL replace either kind."""
    _compile_translations()
    base = open_state(state_folder())
    state = open_state(base / "test") if for_tests else base
    room = Room(
        state,
        {
            "STATE_DIR": str(state),
            "SECRET_KEY": _key(state / "secret-key"),
            "ENCRYPTION_KEYS": _key(state / "encryption-key"),
            "DEBUG": "true",
        },
    )
    if "DATABASE_URL" in os.environ:
        _check_owner_url()
    else:
        _use_postgres(room, base, for_tests=for_tests)
    if "REDIS_URL" not in os.environ:
        valkey = _valkey(state)
        room.uses.append(Use(valkey))
        room.variables["REDIS_URL"] = f"unix://{valkey.socket}?db=0"
    # What the caller set wins, but for the place where this very start keeps its files.
    room.variables = {
        **os.environ,
        **{key: os.environ.get(key, value) for key, value in room.variables.items()},
    }
    room.variables["STATE_DIR"] = str(state)
    return room


@contextmanager
def visit(*, for_tests: bool = False) -> Iterator[Room]:
    """`enter`, and leave again at the end of the block."""
    room = enter(for_tests=for_tests)
    try:
        yield room
    finally:
        room.close()


def _use_postgres(room: Room, base: Path, *, for_tests: bool) -> None:
    home = room.state / "postgres"
    user = service_user(home / "data")
    server = Postgres(home, socket_folder(home), postgres_folder(user, base), user, durable=not for_tests)
    room.uses.append(Use(server))
    database.ensure_database(server, for_tests=for_tests)
    room.variables["DATABASE_URL"] = database.url(server, database.APP)
    room.variables["DATABASE_OWNER_URL"] = database.url(server, database.OWNER)


def _valkey(state: Path) -> Valkey:
    home = state / "valkey"
    return Valkey(home, socket_folder(home), valkey_program(), ServiceUser(os.geteuid(), os.getegid()))


def _compile_translations() -> None:
    """The compiled catalogs are not in git; a cheap look finds whether any is older than its source."""
    sources = (
        CHECKOUT.glob("*/locale/*/LC_MESSAGES/django.po"),
        CHECKOUT.glob("*/*/locale/*/LC_MESSAGES/django.po"),
    )
    if any(_is_older(path.with_suffix(".mo"), path) for found in sources for path in found):
        command = [sys.executable, "-m", "candyplatform.translations", "compile"]
        subprocess.run(command, cwd=CHECKOUT, check=True, stdout=subprocess.DEVNULL)


def _is_older(target: Path, source: Path) -> bool:
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


def _check_owner_url() -> None:
    if "DATABASE_OWNER_URL" not in os.environ:
        raise RunnerError(
            "DATABASE_URL is set, DATABASE_OWNER_URL is not. Set it to the same database with the role that owns it "
            "(candystorm_owner): migrations run as that one. candyplatform/provision.sql creates the roles."
        )


def _key(path: Path) -> str:
    """A key of this installation's own, made at the first start, and marked so that production refuses it."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(0o600)
        draft.write_text(KEY_PREFIX + secrets.token_urlsafe(50))
        # A link, unlike a rename, does not replace the key of a start that was faster.
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text()
