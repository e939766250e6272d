"""Creates the database and its two roles in an embedded PostgreSQL."""

import hashlib
import os
import subprocess
from urllib.parse import quote

from candyplatform.runner.errors import RunnerError
from candyplatform.runner.places import CHECKOUT
from candyplatform.runner.servers import PROVISIONED, Postgres

PROVISION = CHECKOUT / "candyplatform" / "provision.sql"
DATABASE = "candystorm"
OWNER = "candystorm_owner"
APP = "candystorm_app"
# Test runs create and drop one database a process, where the web role may still be connected.
_FOR_TESTS = f"ALTER ROLE {OWNER} CREATEDB; GRANT pg_signal_backend TO {OWNER}"


def url(server: Postgres, role: str) -> str:
    """The address of the database for `role`, in the one form that both libpq and Django's settings read."""
    return f"postgres://{role}@/{DATABASE}?host={quote(str(server.sockets))}"


def ensure_database(server: Postgres, *, for_tests: bool = False) -> None:
    """Create roles, database and privileges, once for each version of provision.sql."""
    statements = PROVISION.read_text() + (_FOR_TESTS if for_tests else "")
    stamp = server.home / PROVISIONED
    wanted = hashlib.sha256(statements.encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    if DATABASE not in query(server, "postgres", "SELECT datname FROM pg_database").split():
        _create_database(server)
    query(server, DATABASE, statements)
    stamp.write_text(wanted)


def _create_database(server: Postgres) -> None:
    try:
        query(server, "postgres", f"CREATE DATABASE {DATABASE}")
    except RunnerError as error:
        if "already exists" not in str(error) and "pg_database_datname_index" not in str(
            error
        ):  # another start's
            raise


def query(server: Postgres, database: str, statements: str) -> str:
    """What psql prints for `statements`, run as superuser; RunnerError with its words at the first one that fails."""
    options = ["-XAtq", "-v", "ON_ERROR_STOP=1", "-h", str(server.sockets), "-U", "postgres", "-d", database]
    done = subprocess.run(
        [str(server.binaries / "psql"), *options],
        input=statements,
        env={"LC_ALL": "C", "PATH": os.defpath},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RunnerError(f"PostgreSQL refused: {done.stderr.strip()}")
    return done.stdout
