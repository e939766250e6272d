"""Folders: whose they are, how long their names may be, who can enter them."""

import os
from pathlib import Path

import pytest

from candyplatform.runner import places
from candyplatform.runner.errors import RunnerError
from candyplatform.runner.places import ServiceUser
from candyplatform.runner.servers import Valkey
from candyplatform.runner.services import Use

ME = ServiceUser(os.geteuid(), os.getegid())


def test_state_folder_is_the_one_that_state_dir_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATE_DIR", "/srv/candy")
    assert places.state_folder() == Path("/srv/candy")


def test_socket_folder_is_beside_the_data_where_the_path_fits() -> None:
    assert places.socket_folder(Path("/var/lib/candystorm/1234abcd/postgres")) == Path(
        "/var/lib/candystorm/1234abcd/postgres/run"
    )


@pytest.mark.parametrize("length", [90, 91, 300])
def test_socket_path_is_never_longer_than_the_kernel_takes(length: int) -> None:
    home = Path("/" + "x" * (length - 1))
    assert len(os.fsencode(places.socket_folder(home) / ".s.PGSQL.5432")) <= 107


def test_socket_folder_takes_the_last_path_that_fits_and_not_the_next() -> None:
    longest = Path("/" + "x" * (107 - len("/run/.s.PGSQL.5432") - 1))
    assert places.socket_folder(longest) == longest / "run"
    assert places.socket_folder(Path(f"{longest}x")).parent == Path("/tmp")


def test_server_starts_in_a_folder_too_deep_for_a_socket(valkey: Valkey, state: Path) -> None:
    home = state / ("deep" * 25)
    server = Valkey(home, places.socket_folder(home), valkey.program, valkey.user)
    use = Use(server)
    assert server.sockets.parent == Path("/tmp")
    use.close()
    server.sockets.rmdir()


def test_make_folder_refuses_one_that_others_may_write_to(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o777)
    with pytest.raises(RunnerError, match="nobody else may write to"):
        places.make_folder(folder, ME)


def test_make_folder_refuses_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(RunnerError, match="nobody else may write to"):
        places.make_folder(tmp_path / "link", ME)


def test_can_enter_looks_at_every_folder_above(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    (closed / "open").mkdir(parents=True)
    closed.chmod(0o700)
    assert places.can_enter(closed / "open", ME)
    assert not places.can_enter(closed / "open", ServiceUser(12345, 12345))


def test_state_folder_that_cannot_be_made_is_told_with_advice(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RunnerError, match="Choose another place with STATE_DIR"):
        places.open_state(tmp_path / "file" / "state")
