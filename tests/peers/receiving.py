"""A receiver of webhooks that knows nothing of us: a program of its own, in an environment of its own."""

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.peers.parts import surroundings
from tests.peers.running import PROGRAMS, START_SECONDS
from tests.support.ports import free_port


@dataclass(frozen=True)
class Receiver:
    """One that runs."""

    port: int
    folder: Path

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.address}/hook"

    def trust(self, secret: str) -> None:
        """Verify with this one from now on."""
        (self.folder / "secret").write_text(secret)

    def received(self) -> list[dict[str, Any]]:
        """What each message told; of one that was not taken for ours, why it was `refused`."""
        file = self.folder / "received"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


@contextmanager
def receiver_of(python: Path, folder: Path) -> Iterator[Receiver]:
    """Start it, and stop it when the block ends."""
    receiver = Receiver(free_port(), folder)
    receiver.trust("")
    command = [str(python), str(PROGRAMS / "receiver.py"), str(receiver.port), str(folder)]
    with subprocess.Popen(command, env=surroundings()) as program:
        try:
            _await(receiver, program)
            yield receiver
        finally:
            program.terminate()


def _await(receiver: Receiver, program: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and program.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", receiver.port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the receiver did not start; the lines above say why")
