"""Counts of what was tried at the door."""

import socket
import threading
from collections.abc import Iterator

import pytest

from tests.base.loopback import loopback, says, whole


@pytest.fixture
def sentinel() -> Iterator[tuple[int, list[bytes]]]:
    """Listens on 127.0.0.1 and ::1 at one port; the list holds what anybody says there."""
    heard: list[bytes] = []
    with loopback(says(whole(b"reached"))) as server:
        listener = socket.create_server(("::1", server.port), family=socket.AF_INET6)
        server.heard = heard

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                heard.append(b"::1")
                connection.close()

        threading.Thread(target=serve, daemon=True).start()
        yield server.port, heard
        listener.close()
