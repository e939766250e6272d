"""Asks a server on loopback as fast as it answers: one request over and over, on a few connections that stay open."""

import selectors
import socket
import time


def request(port: int, path: str, *, headers: str = "", method: str = "GET", body: bytes = b"") -> bytes:
    """A request as it is sent; `headers` are lines that end with CRLF."""
    length = f"Content-Length: {len(body)}\r\n" if body else ""
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Language: en\r\n{length}{headers}\r\n"
    )
    return head.encode() + body


def answer_to(port: int, sent: bytes) -> tuple[int, bytes, bytes]:
    """Status, head and body of the answer to one request on a connection of its own."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(sent)
        return read_answer(connection)


def read_answer(connection: socket.socket) -> tuple[int, bytes, bytes]:
    """Status, head and body of the next answer. The head must say how long the body is, or that there is none."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += _more(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    lengths = [
        line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")
    ]
    while len(body) < int(lengths[0] if lengths else 0):
        body += _more(connection)
    return int(head.split(b" ", 2)[1]), head + b"\r\n\r\n", body


def _more(connection: socket.socket) -> bytes:
    received = connection.recv(1 << 20)
    if not received:
        raise ConnectionError("the server hung up")
    return received


def rate(port: int, sent: bytes, *, seconds: float, connections: int = 8, depth: int = 1) -> float:
    """Answers a second. Each must be as long as the first; `depth` requests are on their way on each connection."""
    _status, head, body = answer_to(port, sent)
    size = len(head) + len(body)
    with selectors.DefaultSelector() as selector:
        for _ in range(connections):
            connection = socket.create_connection(("127.0.0.1", port), timeout=30)
            connection.sendall(sent * depth)
            selector.register(connection, selectors.EVENT_READ, [0])
        try:
            return _answers(selector, sent * depth, size * depth, seconds) * depth
        finally:
            for key in list(selector.get_map().values()):
                key.fileobj.close()  # type: ignore[union-attr]  # they are sockets


def _answers(selector: selectors.BaseSelector, sent: bytes, size: int, seconds: float) -> float:
    """Whole answers a second, each `size` bytes long."""
    answers, begun = 0, time.perf_counter()
    until = begun + seconds
    while time.perf_counter() < until:
        for key, _events in selector.select(1):
            connection: socket.socket = key.fileobj  # type: ignore[assignment]  # they are sockets
            key.data[0] += len(_more(connection))
            if key.data[0] > size:
                raise ValueError("an answer has another length than the first")
            if key.data[0] == size:
                answers, key.data[0] = answers + 1, 0
                connection.sendall(sent)
    return answers / (time.perf_counter() - begun)
