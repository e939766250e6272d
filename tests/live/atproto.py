"""A real AT Protocol network on loopback, and people who use it."""

import json
import os
import select
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from candyplatform.base.http import Door
from candyplatform.runner.binaries import valkey_program
from tests.live.parts import NETWORK
from tests.support.ports import free_port

START_SECONDS = 120
POST, LIKE = "app.bsky.feed.post", "app.bsky.feed.like"


@dataclass(frozen=True)
class LiveNetwork:
    """Addresses: of the server people write to, of the API, of the Jetstream bridge."""

    pds: str
    api: str
    jetstream: str

    @property
    def loopback(self) -> frozenset[tuple[str, int]]:
        return frozenset(
            ("127.0.0.1", urlsplit(url).port or 0) for url in (self.pds, self.api, self.jetstream)
        )

    def join(self, name: str) -> "Resident":
        """A new account, `{name}.test`."""
        wish = {"handle": f"{name}.test", "email": f"{name}@mail.example", "password": "a long password"}
        told = self.call("com.atproto.server.createAccount", wish)
        return Resident(self, told["did"], told["handle"], told["accessJwt"])

    def call(self, method: str, body: Mapping[str, object], token: str = "") -> dict[str, Any]:
        headers = {"Content-Type": "application/json"} | (
            {"Authorization": f"Bearer {token}"} if token else {}
        )
        door = Door(self.loopback)
        response = door.request(
            "POST", f"{self.pds}/xrpc/{method}", headers=headers, body=json.dumps(body).encode(), timeout=30
        )
        assert response.status == 200, response.body
        told: dict[str, Any] = json.loads(response.body)
        return told


@dataclass(frozen=True)
class Resident:
    network: LiveNetwork
    did: str
    handle: str
    token: str

    def post(
        self,
        text: str,
        *,
        tag: str = "",
        mention: "Resident | None" = None,
        reply: Mapping[str, Any] | None = None,
    ) -> Any:
        """Write a post; hashtag and mention go behind the text. Returns its uri and cid."""
        facets = []
        additions = [(f"#{tag}", {"$type": "app.bsky.richtext.facet#tag", "tag": tag})] if tag else []
        if mention:
            feature = {"$type": "app.bsky.richtext.facet#mention", "did": mention.did}
            additions.append((f"@{mention.handle}", feature))
        for addition, feature in additions:
            start = len(f"{text} ".encode())
            text = f"{text} {addition}"
            facets.append(
                {"index": {"byteStart": start, "byteEnd": len(text.encode())}, "features": [feature]}
            )
        record: dict[str, object] = {"$type": POST, "text": text, "langs": ["de"], "facets": facets}
        if reply:
            ref = {"uri": reply["uri"], "cid": reply["cid"]}
            record["reply"] = {"root": ref, "parent": ref}
        return self._create(POST, record)

    def like(self, post: Mapping[str, Any]) -> None:
        self._create(LIKE, {"$type": LIKE, "subject": {"uri": post["uri"], "cid": post["cid"]}})

    def delete(self, post: Mapping[str, Any]) -> None:
        body = {"repo": self.did, "collection": POST, "rkey": post["uri"].rpartition("/")[2]}
        self.network.call("com.atproto.repo.deleteRecord", body, self.token)

    def _create(self, collection: str, record: dict[str, object]) -> Any:
        record["createdAt"] = datetime.now(UTC).isoformat().replace("+00:00", "Z")
        body = {"repo": self.did, "collection": collection, "record": record}
        return self.network.call("com.atproto.repo.createRecord", body, self.token)


@contextmanager
def running(node: Path, packages: Path, database_url: str) -> Iterator[LiveNetwork]:
    """The network, on this database, with a Valkey of its own; it ends with the block."""
    with _valkey() as redis_host:
        environment = {
            "PATH": os.environ["PATH"],
            "NODE_ENV": "test",
            "LOG_ENABLED": "false",
            "DB_POSTGRES_URL": database_url,
            "DB_POSTGRES_SCHEMA": "live",
            "REDIS_HOST": redis_host,
        }
        log = packages / "network.log"
        with log.open("wb") as errors:
            process = subprocess.Popen(
                [str(node), str(NETWORK / "network.mjs")],
                cwd=packages,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        try:
            yield LiveNetwork(**json.loads(_first_line(process, log)))
        finally:
            _end(process)


def _first_line(process: subprocess.Popen[bytes], log: Path) -> bytes:
    assert process.stdout is not None
    ready = select.select([process.stdout], [], [], START_SECONDS)[0]
    line = process.stdout.readline() if ready else b""
    assert line, f"The network did not start; it said:\n{log.read_text()[-3000:]}"
    return line


def _end(process: subprocess.Popen[bytes]) -> None:
    """It ends when its input does; when it does not, it is made to."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()


@contextmanager
def _valkey() -> Iterator[str]:
    """The network's packages want a Redis on a port."""
    port = free_port()
    command = [
        str(valkey_program()),
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--appendonly",
        "no",
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < deadline, "Valkey did not start"
            time.sleep(0.05)
        else:
            return
