"""The container's health check, asking a real server on loopback."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from candyplatform.healthcheck import is_well


class Answering(HTTPServer):
    """Answers with `status`, and remembers what it was asked."""

    status = 200
    asked: tuple[str, str | None] = ("", None)


class _Handler(BaseHTTPRequestHandler):
    server: Answering

    def do_GET(self) -> None:
        self.server.asked = (self.path, self.headers["Host"])
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def server() -> Iterator[Answering]:
    with Answering(("127.0.0.1", 0), _Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()


def test_healthcheck_asks_as_people_would_by_the_sites_name(server: Answering) -> None:
    assert is_well(port=server.server_port, site_url="https://candystorm.example:8443")
    assert server.asked == ("/healthz/", "candystorm.example:8443")


@pytest.mark.parametrize("status", [301, 400, 503])
def test_healthcheck_takes_200_only(server: Answering, status: int) -> None:
    server.status = status
    assert not is_well(port=server.server_port, site_url="https://candystorm.example")


def test_healthcheck_fails_where_nobody_listens(server: Answering) -> None:
    server.server_close()
    assert not is_well(port=server.server_port, site_url="")
