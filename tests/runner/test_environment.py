"""What a command gets to run in."""

from pathlib import Path

import pytest

from candyplatform.development import KEY_PREFIX
from candyplatform.runner import environment
from candyplatform.runner.errors import RunnerError

ADDRESSES = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY", "ENCRYPTION_KEYS", "DEBUG")


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


def test_keys_are_made_once_are_nobody_elses_and_say_what_they_are_for(
    monkeypatch: pytest.MonkeyPatch, state: Path
) -> None:
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        monkeypatch.setenv(name, "x")
    first, second = environment.enter(), environment.enter()
    keys = [first.variables[name] for name in ("SECRET_KEY", "ENCRYPTION_KEYS")]
    assert keys == [second.variables[name] for name in ("SECRET_KEY", "ENCRYPTION_KEYS")]
    assert len(set(keys)) == 2
    assert all(key.startswith(KEY_PREFIX) and len(key) > len(KEY_PREFIX) + 50 for key in keys)
    files = sorted((state / "state").iterdir())
    assert [path.name for path in files] == ["encryption-key", "secret-key"]
    assert [path.stat().st_mode & 0o077 for path in files] == [0, 0]
