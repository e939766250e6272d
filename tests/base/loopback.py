"""A server on loopback that answers with the very bytes a test wants."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator

Answer = Callable[[bytes, socket.socket], None]


def head(status: str = "200 OK", **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {text}" for name, text in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode()


def whole(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    return head(status, Content_Length=str(len(body)), **headers) + body


class Loopback:
    """Accepts connections until closed; `heard` collects what each request said."""

    def __init__(self, answer: Answer, tls: ssl.SSLContext | None = None) -> None:
        self.heard: list[bytes] = []
        self._answer = answer
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def allowed(self) -> frozenset[tuple[str, int]]:
        return frozenset({("127.0.0.1", self.port), ("localhost", self.port)})

    def url(self, path: str = "/", scheme: str = "http", host: str = "127.0.0.1") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def close(self) -> None:
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError):
            if self._tls:
                connection = self._tls.wrap_socket(connection, server_side=True)
            with connection:
                request = _read_request(connection)
                self.heard.append(request)
                self._answer(request, connection)


def _read_request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data and (piece := connection.recv(65_536)):
        data += piece
    length = next(
        (int(line[15:]) for line in data.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
    )
    while len(data.partition(b"\r\n\r\n")[2]) < length and (piece := connection.recv(65_536)):
        data += piece
    return data


@contextlib.contextmanager
def loopback(answer: Answer, tls: ssl.SSLContext | None = None) -> Iterator[Loopback]:
    server = Loopback(answer, tls)
    try:
        yield server
    finally:
        server.close()


def says(*pieces: bytes) -> Answer:
    """An answer that sends these bytes and hangs up."""

    def answer(request: bytes, connection: socket.socket) -> None:
        for piece in pieces:
            connection.sendall(piece)

    return answer
