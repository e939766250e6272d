"""What a command gets to run in."""

from pathlib import Path

import pytest

from candyplatform.runner import environment
from candyplatform.runner.errors import RunnerError

ADDRESSES = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY", "DEBUG")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, state: Path) -> None:
    """Nothing set but the state folder."""
    for name in ADDRESSES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("STATE_DIR", str(state / "state"))


def test_visit_starts_both_servers_and_leads_django_to_them(state: Path) -> None:
    with environment.visit() as room:
        folder = state / "state"
        assert {
            name: room.variables[name]
            for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "DEBUG")
        } == {
            "DATABASE_URL": f"postgres://candystorm_app@/candystorm?host={folder}/postgres/run",
            "DATABASE_OWNER_URL": f"postgres://candystorm_owner@/candystorm?host={folder}/postgres/run",
            "REDIS_URL": f"unix://{folder}/valkey/run/valkey.sock?db=0",
            "DEBUG": "true",
        }
        assert all(use.server.is_ready() for use in room.uses)


def test_visit_with_servers_of_the_caller_starts_none(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {
        "DATABASE_URL": "postgres://a@db/c",
        "DATABASE_OWNER_URL": "postgres://o@db/c",
        "REDIS_URL": "redis://r/0",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with environment.visit() as room:
        assert room.uses == []
        assert given.items() <= room.variables.items()


def test_visit_with_half_a_database_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://a@db/c")
    with pytest.raises(RunnerError, match="DATABASE_URL is set, DATABASE_OWNER_URL is not"):
        environment.enter()


def test_secret_key_is_made_once_and_is_nobody_elses(monkeypatch: pytest.MonkeyPatch, state: Path) -> None:
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        monkeypatch.setenv(name, "x")
    first, second = environment.enter(), environment.enter()
    assert first.variables["SECRET_KEY"] == second.variables["SECRET_KEY"]
    assert len(first.variables["SECRET_KEY"]) >= 50
    assert (state / "state" / "secret-key").stat().st_mode & 0o077 == 0
    assert [path.name for path in (state / "state").iterdir()] == ["secret-key"]
