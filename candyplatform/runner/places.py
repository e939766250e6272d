"""Where this checkout keeps its data, logs and sockets, and who the embedded servers run as."""

import os
import pwd
import stat
import zlib
from dataclasses import dataclass
from pathlib import Path

from candyplatform.runner.errors import RunnerError

CHECKOUT = Path(__file__).resolve().parents[2]
# sockaddr_un holds 108 bytes, the last one a NUL.
_SOCKET_PATH_LIMIT = 107
_LONGEST_SOCKET_NAME = ".s.PGSQL.5432"


@dataclass(frozen=True)
class ServiceUser:
    """Who a server runs as."""

    uid: int
    gid: int


def state_folder() -> Path:
    """The folder that survives between starts: STATE_DIR, or one that belongs to this checkout alone.

    It lies outside of the checkout, so that root's servers can reach it as an unprivileged user, and a fresh clone
    at the same place finds its data again.
    """
    chosen = os.environ.get("STATE_DIR")
    if chosen:
        return Path(chosen).expanduser().absolute()
    name = _short_name(CHECKOUT)
    if os.geteuid() == 0:
        return Path("/var/lib/candystorm") / name
    base = os.environ.get("XDG_STATE_HOME") or "~/.local/state"
    return Path(base).expanduser() / "candystorm" / name


def service_user(data: Path) -> ServiceUser:
    """The unprivileged user a server runs as: yourself, or as root whoever owns the data, else postgres, else nobody."""
    if os.geteuid() != 0:
        return ServiceUser(os.geteuid(), os.getegid())
    if data.exists() and data.stat().st_uid != 0:
        return ServiceUser(data.stat().st_uid, data.stat().st_gid)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServiceUser(entry.pw_uid, entry.pw_gid)
    raise RunnerError(
        "PostgreSQL does not run as root, and there is no user 'postgres' or 'nobody': create one."
    )


def make_folder(path: Path, owner: ServiceUser | None = None, mode: int = 0o700) -> Path:
    """Create `path` for `owner` (yourself by default), or check that an existing one is theirs and nobody else's to write."""
    owner = owner or ServiceUser(os.geteuid(), os.getegid())
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.mkdir(mode=mode)
    except FileExistsError:
        _check_folder(path, owner)
    else:
        os.chown(path, owner.uid, owner.gid)
        path.chmod(mode)
    return path


def _check_folder(path: Path, owner: ServiceUser) -> None:
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner.uid or found.st_mode & 0o022:
        raise RunnerError(
            f"{path} should be a folder of user {owner.uid} that nobody else may write to; it is not. "
            f"Move it away, or choose another place with STATE_DIR."
        )


def socket_folder(home: Path) -> Path:
    """Where the server that lives in `home` puts its socket: beside its data, or under /tmp if that path is too long."""
    beside = home / "run"
    if len(os.fsencode(beside / _LONGEST_SOCKET_NAME)) <= _SOCKET_PATH_LIMIT:
        return beside
    return Path("/tmp") / f"candystorm-{os.geteuid()}-{_short_name(home)}"  # noqa: S108 - make_folder checks whose it is


def _short_name(path: Path) -> str:
    # Not hashlib: the guardians would carry OpenSSL in memory for it.
    return f"{zlib.crc32(os.fsencode(path)):08x}"


def can_enter(folder: Path, user: ServiceUser) -> bool:
    """Whether `user` may pass through every folder down to `folder`."""
    return all(_may_pass(part.stat(), user) for part in (folder, *folder.parents))


def _may_pass(found: os.stat_result, user: ServiceUser) -> bool:
    if user.uid in (0, found.st_uid):
        return user.uid == 0 or bool(found.st_mode & stat.S_IXUSR)
    if user.gid == found.st_gid:
        return bool(found.st_mode & stat.S_IXGRP)
    return bool(found.st_mode & stat.S_IXOTH)


def open_state(state: Path) -> Path:
    """Create the state folder; as root, such that an unprivileged server can pass through it."""
    try:
        return _open_as_root(state) if os.geteuid() == 0 else make_folder(state)
    except OSError as error:
        message = f"{state} cannot be made ({error.strerror}). Choose another place with STATE_DIR."
        raise RunnerError(message) from None


def _open_as_root(state: Path) -> Path:
    missing = [part for part in (state, *state.parents) if not part.exists()]
    state.mkdir(parents=True, exist_ok=True)
    for part in missing:
        part.chmod(0o755)
    return state
