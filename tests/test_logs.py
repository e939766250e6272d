"""What processes write: one JSON object a line, with ids, and without personal data."""

import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.test import RequestFactory
from django.urls import resolve

from candyplatform import logs
from candyplatform.request_log import RequestLog
from tests.support.environment_variables import CHECKOUT


@pytest.fixture
def handler() -> logging.StreamHandler[io.StringIO]:
    """A handler that writes what production writes, to memory."""
    made = logging.StreamHandler(io.StringIO())
    made.setFormatter(logs.formatter())
    return made


@pytest.fixture
def log(handler: logging.StreamHandler[io.StringIO]) -> Iterator[logging.Logger]:
    logger = logging.getLogger("campaigns.listening")
    logger.addHandler(handler)
    yield logger
    logger.removeHandler(handler)


def written(handler: logging.StreamHandler[io.StringIO]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in handler.stream.getvalue().splitlines()]


def test_log_line_is_one_json_object_with_the_ids_of_its_request(
    log: logging.Logger, handler: logging.StreamHandler[io.StringIO]
) -> None:
    with structlog.contextvars.bound_contextvars(request_id="r-1"):
        log.warning("%s: %s\nand more", "feed", "gone")
    (line,) = written(handler)
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "logger": "campaigns.listening",
        "level": "warning",
        "request_id": "r-1",
        "message": "feed: gone\nand more",
    }


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("to ada.lovelace+x@example.org: refused", "to [address]: refused"),
        ("{'ada@example.org': (550, b'no')}", "{'[address]': (550, b'no')}"),
        ("@ada@mastodon.social and did:plc:abc", "[address] and did:plc:abc"),
        ("postgres://app:secret@db:5432/candystorm", "postgres://app:[address]:5432/candystorm"),
        ("WHERE a @> b, @cached, 5 @ 3", "WHERE a @> b, @cached, 5 @ 3"),
        ("no address", "no address"),
    ],
)
def test_log_line_shows_no_address(said: str, shown: str) -> None:
    assert logs.without_addresses(None, "info", {"event": said, "count": 3}) == {"event": shown, "count": 3}


def test_log_line_of_a_long_text_costs_no_more_than_its_length() -> None:
    text = "a" * 1_000_000
    assert logs.without_addresses(None, "info", {"event": text}) == {"event": text}


def test_log_line_of_an_error_holds_its_traceback_without_addresses(
    log: logging.Logger, handler: logging.StreamHandler[io.StringIO]
) -> None:
    try:
        raise ValueError("ada@example.org")
    except ValueError:
        log.exception("It failed.")
    (line,) = written(handler)
    assert line["exception"].startswith("Traceback (most recent call last):\n")
    assert line["exception"].endswith("\nValueError: [address]")


def test_strangers_requests_are_logged_without_a_traceback(
    log: logging.Logger, handler: logging.StreamHandler[io.StringIO]
) -> None:
    handler.addFilter(logs.WithoutTraceback())
    try:
        raise ValueError("evil.example")
    except ValueError:
        log.exception("Invalid host.")
    (line,) = written(handler)
    assert (line["message"], "exception" in line) == ("Invalid host.", False)


def test_request_is_logged_by_its_route_not_by_its_address() -> None:
    request = RequestFactory().get("/accounts/password/reset/key/abc-secret/?next=/desk/")
    assert RequestLog.format_request(request) == "GET"
    request.resolver_match = resolve(request.path)
    assert RequestLog.format_request(request).startswith("GET /accounts/")
    assert "secret" not in RequestLog.format_request(request)
    assert "next" not in RequestLog.format_request(request)


ASK = """
import django, logging
django.setup()
from django.test import Client
client = Client(headers={"host": "candystorm.example", "x-forwarded-proto": "https"})
print(client.get("/accounts/login/?ref=ada@example.org", REMOTE_ADDR="203.0.113.7").status_code)
print(client.get("/accounts/login/", headers={"host": "evil.example"}).status_code)
"""


def ask_for_pages(**variables: str) -> tuple[list[str], list[str]]:
    """What a process with production's settings prints and logs when it is asked for pages."""
    production = {
        "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "ENCRYPTION_KEYS": "e0123456789abcdefghijklmnopqrstuvwxyzABCDEF",
        "SITE_URL": "https://candystorm.example",
        "ALLOWED_HOSTS": "candystorm.example",
        "DEFAULT_FROM_EMAIL": "hello@candystorm.example",
        "BEHIND_PROXY": "true",
        "DJANGO_SETTINGS_MODULE": "candyplatform.settings",
        "PATH": os.defpath,
    }
    plain = "from django.conf import settings\nsettings.STORAGES['staticfiles']['BACKEND'] = "
    plain += "'django.contrib.staticfiles.storage.StaticFilesStorage'\n"  # collectstatic has not run here
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", plain + ASK],
        cwd=CHECKOUT,
        env=production | variables,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split(), done.stderr.splitlines()


def test_production_logs_one_line_a_request_without_personal_data() -> None:
    statuses, lines = ask_for_pages()
    assert statuses == ["200", "400"]
    page, stranger = (json.loads(line) for line in lines)
    assert (page["message"], page["code"], page["request"]) == (
        "request_finished",
        200,
        "GET /accounts/login/",
    )
    assert len(page["request_id"]) == 36
    assert (stranger["level"], "exception" in stranger) == ("error", False)
    assert not [line for line in lines if "203.0.113.7" in line or "ada" in line]


def test_log_level_is_obeyed() -> None:
    assert ask_for_pages(LOG_LEVEL="critical") == (["200", "400"], [])
