"""The health check, with servers that are there and servers that are not."""

import json

import pytest
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db
NOBODY = 1


def test_health_is_ok_while_both_answer() -> None:
    response = Client().get("/healthz/")
    assert (response.status_code, json.loads(response.content)) == (
        200,
        {"status": "ok", "database": "ok", "broker": "ok"},
    )
    assert response["Cache-Control"] == "no-store"


def test_health_names_the_broker_that_is_away(settings: Settings) -> None:
    settings.REDIS_URL = f"redis://127.0.0.1:{NOBODY}/0"
    response = Client().get("/healthz/")
    assert (response.status_code, json.loads(response.content)) == (
        503,
        {"status": "unreachable", "database": "ok", "broker": "unreachable"},
    )


def test_health_names_the_database_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "HOST", "127.0.0.1")
    monkeypatch.setitem(connection.settings_dict, "PORT", str(NOBODY))
    response = Client().get("/healthz/")
    assert (response.status_code, json.loads(response.content)) == (
        503,
        {"status": "unreachable", "database": "unreachable", "broker": "ok"},
    )
