"""A website on loopback that answers as it is told, and remembers what it was asked."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from candyplatform.base.http import Door


@dataclass(frozen=True)
class Asked:
    """A question: the path with its query, and headers by their names in lower case."""

    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Reply:
    """An answer."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Answer = Callable[[Asked], Reply]
NOTHING = Reply(status=404)


@dataclass
class Website:
    """Where it is, and what it was asked. `answer` may be another from one question to the next."""

    answer: Answer
    address: str = ""
    heard: list[Asked] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://{self.address}"

    @property
    def door(self) -> Door:
        """A door that may go there."""
        host, _, port = self.address.partition(":")
        return Door(frozenset({(host, int(port))}))


@contextmanager
def website(answer: Answer) -> Iterator[Website]:
    """Answer so until the block ends."""
    site = Website(answer)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = Asked(self.path, {name.lower(): value for name, value in self.headers.items()})
            site.heard.append(asked)
            reply = site.answer(asked)
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(reply.body)))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    site.address = f"127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def pages(replies: Mapping[str, Reply]) -> Answer:
    """Answer by path, without its query; what is not there is not found."""
    return lambda asked: replies.get(asked.path.partition("?")[0], NOTHING)
