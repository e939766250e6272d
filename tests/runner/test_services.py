"""Real servers, real kills: who starts them, who keeps them, what is left."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from candyplatform.runner import places
from candyplatform.runner.database import query
from candyplatform.runner.errors import RunnerError
from candyplatform.runner.servers import Postgres, Valkey
from candyplatform.runner.services import Use
from tests.runner.conftest import (
    User,
    eventually,
    guardian_of,
    new_postgres,
    postmaster_of,
    processes_of,
    valkeys_of,
)


def _kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def _remember(server: Postgres) -> None:
    query(server, "postgres", "CREATE TABLE memory AS SELECT 'kept' AS word")


def _remembered(server: Postgres) -> str:
    return query(server, "postgres", "SELECT word FROM memory").strip()


@pytest.mark.parametrize("kind", ["postgres", "valkey"])
def test_use_starts_the_server_and_stops_it_when_last(
    kind: str, state: Path, request: pytest.FixtureRequest
) -> None:
    server = request.getfixturevalue(kind)
    use = Use(server)
    assert server.is_ready()
    use.close()
    assert processes_of(state) == {}


def test_use_joins_the_server_of_another_process(valkey: Valkey, state: Path) -> None:
    first, second = User(valkey), User(valkey)
    first.wait_until_ready()
    second.wait_until_ready()
    (server,) = valkeys_of(valkey)
    first.leave()
    assert valkeys_of(valkey) == [server]
    assert valkey.is_ready()
    second.leave()
    eventually(lambda: not processes_of(state))


def test_first_starts_at_once_share_one_server(valkey: Valkey) -> None:
    users = [User(valkey) for _ in range(4)]
    for user in users:
        user.wait_until_ready()
    assert len(valkeys_of(valkey)) == 1
    for user in users:
        user.leave()


def test_killed_user_leaves_no_server(valkey: Valkey, state: Path) -> None:
    user = User(valkey)
    user.wait_until_ready()
    user.kill()
    eventually(lambda: not processes_of(state))


def test_killed_guardian_takes_its_server_along(postgres: Postgres, state: Path) -> None:
    use = Use(postgres)
    _remember(postgres)
    _kill(guardian_of(postgres))
    eventually(lambda: not processes_of(state))
    assert not use.is_guarded()
    assert use.ensure()
    assert _remembered(postgres) == "kept"
    use.close()


def test_killed_server_is_started_again(postgres: Postgres, state: Path) -> None:
    use = Use(postgres)
    _remember(postgres)
    before = postmaster_of(postgres)
    _kill(before)
    eventually(lambda: not Path(f"/proc/{before}").exists())
    eventually(postgres.is_ready)
    assert postmaster_of(postgres) != before
    assert _remembered(postgres) == "kept"
    use.close()


def test_everything_killed_at_once_starts_again_with_its_data(postgres: Postgres, state: Path) -> None:
    user = User(postgres)
    user.wait_until_ready()
    _remember(postgres)
    for pid in (postmaster_of(postgres), guardian_of(postgres), user.process.pid):
        _kill(pid)
    user.process.communicate()
    use = Use(postgres)
    assert _remembered(postgres) == "kept"
    use.close()


def test_lock_file_with_the_number_of_another_program_does_not_block_a_start(postgres: Postgres) -> None:
    Use(postgres).close()
    stranger = subprocess.Popen(["sleep", "60"])
    (postgres.data / "postmaster.pid").write_text(f"{stranger.pid}\n{postgres.data}\n")
    use = Use(postgres)
    assert postgres.is_ready()
    use.close()
    stranger.kill()
    stranger.wait()


def test_data_of_another_major_version_is_refused_with_advice(postgres: Postgres, state: Path) -> None:
    Use(postgres).close()
    version = (postgres.data / "PG_VERSION").read_text().strip()
    (postgres.data / "PG_VERSION").write_text("12\n")
    with pytest.raises(RunnerError) as refused:
        Use(postgres)
    assert str(refused.value).startswith(
        f"The data in {postgres.data} was made by PostgreSQL 12, and this is PostgreSQL {version}."
    )
    assert "POSTGRES_BIN" in str(refused.value)
    eventually(lambda: not processes_of(state))


def test_first_start_creates_data_over_what_a_killed_one_left(state: Path) -> None:
    postgres = new_postgres(state)
    places.make_folder(postgres.home, postgres.user)
    places.make_folder(postgres.home / "data.new", postgres.user).joinpath("half").touch()
    use = Use(postgres)
    assert (
        query(postgres, "postgres", "SELECT datlocprovider, datcollate FROM pg_database LIMIT 1")
        == "b|C.UTF-8\n"
    )
    use.close()
