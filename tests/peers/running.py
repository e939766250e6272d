"""A peer that runs on loopback with SQLite: made ready once, started for a session, told what to do through its own shell."""

import json
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from candyplatform.base.http import Door, DoorError
from tests.peers.parts import READY_SECONDS, MissingPart, run, surroundings, wanted
from tests.support.ports import free_port

PROGRAMS = Path(__file__).resolve().parent / "programs"
START_SECONDS = 60


@dataclass(frozen=True)
class Peer:
    """A running pretix or pretalx."""

    name: str
    python: Path
    variables: Mapping[str, str]
    port: int

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.address}"

    def tell(self, **wishes: str) -> dict[str, Any]:
        """Have its program (`programs/{name}_event.py`) make an event or move it; what it told of that."""
        program = (PROGRAMS / f"{self.name}_event.py").read_text()
        unscoped = ["--unsafe-disable-scopes"] if self.name == "pretalx" else []
        variables = {**self.variables, "PEER_WISHES": json.dumps(wishes)}
        said = run([str(self.python), "-m", self.name, "shell", *unscoped, "-c", program], variables)
        told: dict[str, Any] = json.loads(said.strip().splitlines()[-1])
        return told


@contextmanager
def running(name: str, python: Path, home: Path, settings: str) -> Iterator[Peer]:
    """Start it, and stop it when the block ends. `settings` is its configuration, with `{url}` and `{home}` in it."""
    home.mkdir(parents=True, exist_ok=True)
    port = free_port()
    configuration = home / "settings.cfg"
    configuration.write_text(settings.format(url=f"http://127.0.0.1:{port}", home=home))
    peer = Peer(name, python, {f"{name.upper()}_CONFIG_FILE": str(configuration)}, port)
    _make_ready(peer, home / "ready")
    with (home / "log").open("w") as log:
        command = [str(python), str(PROGRAMS / "serve.py"), name, str(port)]
        server = subprocess.Popen(
            command, env={**surroundings(), **peer.variables}, stdout=log, stderr=log, cwd=home
        )
        try:
            _await(peer, server, home / "log")
            yield peer
        finally:
            server.terminate()
            server.wait()


def _make_ready(peer: Peer, stamp: Path) -> None:
    """Its tables and static files; minutes, once for each version."""
    if stamp.exists() and stamp.read_text() == wanted(peer.name):
        return
    run([str(peer.python), "-m", peer.name, "migrate"], peer.variables, READY_SECONDS)
    if peer.name == "pretalx":  # pretix brings its static files along
        run([str(peer.python), "-m", peer.name, "collectstatic", "--noinput"], peer.variables)
    stamp.write_text(wanted(peer.name))


def _await(peer: Peer, server: "subprocess.Popen[bytes]", log: Path) -> None:
    door = Door(frozenset({("127.0.0.1", peer.port)}))
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            door.request("GET", f"{peer.url}/")
        except DoorError:
            time.sleep(0.5)
        else:
            return
    raise MissingPart(f"{peer.name} did not start:\n{log.read_text()[-2000:]}")
