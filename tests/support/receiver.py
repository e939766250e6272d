"""A real receiver of webhooks on loopback, which verifies what it is sent with the `standardwebhooks` package.

As a program (`python -m tests.support.receiver PORT SECRET FILE`) it writes a line for each message to a file before it answers,
so that what it took is known when it is killed.
"""

import os
import sys
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from json import loads
from pathlib import Path
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

from campaigns.webhooks.signing import new_secret


@dataclass(frozen=True)
class Answer:
    """What a receiver says to one message."""

    status: int = 200
    body: bytes = b"Thanks"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Message:
    """One message as it came."""

    headers: Mapping[str, str]
    raw: bytes
    is_signed: bool

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def body(self) -> dict[str, Any]:
        told: dict[str, Any] = loads(self.raw)
        return told

    @property
    def type(self) -> str:
        return str(self.body["type"])


class Receiver:
    """Keeps every message. `answers` are given one after the other, and then `usual`. `secret` is what it verifies with."""

    def __init__(self, port: int = 0) -> None:
        self.secret = new_secret()
        self.messages: list[Message] = []
        self.answers: deque[Answer] = deque()
        self.usual = Answer()
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.receiver = self

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def allowed(self) -> str:
        """What `HTTP_ALLOW_LOOPBACK` says of it."""
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.allowed}/hook"

    @property
    def types(self) -> list[str]:
        return [message.type for message in self.messages]

    def is_signed(self, raw: bytes, headers: Mapping[str, str]) -> bool:
        """Whether the package takes the message for ours."""
        try:
            Webhook(self.secret).verify(raw, dict(headers))
        except WebhookVerificationError:
            return False
        return True

    def take(self, message: Message) -> Answer:
        """Keep it, and say what there is to say."""
        self.messages.append(message)
        return self.answers.popleft() if self.answers else self.usual

    def serve(self) -> None:
        self._server.serve_forever(poll_interval=0.05)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    receiver: Receiver

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who was killed does not wait for the answer."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        raw = self.rfile.read(int(headers["content-length"]))
        receiver = self.server.receiver
        answer = receiver.take(Message(headers, raw, receiver.is_signed(raw, headers)))
        self.send_response(answer.status)
        for name, value in {**answer.headers, "Content-Length": str(len(answer.body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        pass


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver that listens during the block."""
    receiver = Receiver()
    thread = threading.Thread(target=receiver.serve, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.close()
        thread.join()


class _Writing(Receiver):
    """Writes down the ids of messages, one a line, with `!` before those whose signature is refused."""

    def __init__(self, port: int, secret: str, file: Path) -> None:
        super().__init__(port)
        self.secret = secret
        self._file = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def take(self, message: Message) -> Answer:
        os.write(self._file, f"{'' if message.is_signed else '!'}{message.id}\n".encode())
        return Answer()


if __name__ == "__main__":
    _Writing(int(sys.argv[1]), sys.argv[2], Path(sys.argv[3])).serve()
