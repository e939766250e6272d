"""The platform in processes of its own, as granian serves it under `./dev up`."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence

from django.conf import settings

from tests.support.ports import free_port


@contextlib.contextmanager
def running(command: Sequence[str], port: int, variables: Mapping[str, str]) -> Iterator[int]:
    """A program that listens on the port, until it is not needed any more."""
    process = subprocess.Popen(command, env={**os.environ, **variables})
    try:
        for _ in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def served(
    database: str,
    *,
    application: str = "candyplatform.runner.web:application",
    workers: int = 1,
    variables: Mapping[str, str],
) -> Iterator[int]:
    """The platform on that database of the tests' server. Yields its port."""
    port, config = free_port(), settings.DATABASES["default"]
    address = f"postgres://{config['USER']}@/{database}?host={config['HOST'].replace('/', '%2F')}"
    options = {
        "interface": "wsgi",
        "host": "127.0.0.1",
        "port": port,
        "http": "1",
        "workers": workers,
        "blocking-threads": 4,
        "log-level": "warning",
    }
    pairs = [part for key, value in options.items() for part in (f"--{key}", str(value))]
    command = [sys.executable, "-m", "granian", *pairs, "--no-ws", "--no-access-log", application]
    with running(command, port, {"DATABASE_URL": address, **variables}) as own:
        yield own
