"""docker/nginx.conf, run by nginx where there is one, in front of a server that changes its mind."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.docker.stack import FOLDER
from tests.support.ports import free_port

CONFIGURATION = (FOLDER / "nginx.conf").read_text()
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")


def test_proxy_gives_nobody_a_copy_that_is_too_old_without_asking() -> None:
    assert "proxy_cache_background_update" not in CONFIGURATION
    assert "stale-while-revalidate" not in CONFIGURATION


class Platform(ThreadingHTTPServer):
    """Answers every request with `status` and `kept`, as long as it is there."""

    daemon_threads = True
    status = 200
    kept = "public, max-age=1"
    asked = 0


class Handler(BaseHTTPRequestHandler):
    server: Platform
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked += 1
        self.send_response(self.server.status)
        self.send_header("Cache-Control", self.server.kept)
        self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")  # so that nothing answers any more once the server is closed
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing to tell."""


@pytest.fixture
def platform() -> Iterator[Platform]:
    server = Platform(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def proxy(platform: Platform, tmp_path: Path) -> Iterator[str]:
    if NGINX is None:
        pytest.skip("no nginx on this machine (apt-get install nginx-light)")
    port = free_port()
    text = CONFIGURATION.replace("web:8000", f"127.0.0.1:{platform.server_port}")
    text = text.replace("listen 8080 ", f"listen 127.0.0.1:{port} ").replace(":8081", f":{free_port()}")
    (tmp_path / "nginx.conf").write_text(text.replace("/tmp/", f"{tmp_path}/"))
    options = "daemon off;" + (
        " user root;" if os.geteuid() == 0 else ""
    )  # else as nobody, who may not write there
    command = [NGINX, "-c", str(tmp_path / "nginx.conf"), "-e", "stderr", "-g", options]
    process = subprocess.Popen(command)
    for _ in range(100):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait()


def status(address: str) -> int:
    try:
        with urlopen(address) as answer:
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code


@pytest.mark.parametrize("kept", ["public, max-age=1", "no-store"])
def test_proxy_shows_no_page_that_was_taken_down(platform: Platform, proxy: str, kept: str) -> None:
    page = f"{proxy}/educamp/internet/"
    assert [status(page) for _ in range(3)] == [200, 200, 200]
    assert platform.asked == 1
    platform.status, platform.kept = 404, kept
    time.sleep(2.1)
    assert [status(page) for _ in range(3)] == [404, 404, 404]


def test_proxy_shows_the_last_copy_while_the_platform_is_away(platform: Platform, proxy: str) -> None:
    page = f"{proxy}/educamp/internet/"
    assert status(page) == 200
    platform.shutdown()
    platform.server_close()
    time.sleep(2.1)
    assert status(page) == 200
    assert status(f"{proxy}/desk/") == 502
