"""Finds out, without waiting, when a page answers for the first time."""

import socket
from contextlib import suppress


class Question:
    """A request for the home page, asked again until something comes back."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._asked: socket.socket | None = None
        self.is_answered = False

    def is_newly_answered(self) -> bool:
        """True once: the first time an answer is there."""
        if self.is_answered:
            return False
        if self._asked is None:
            self._asked = self._ask()
        elif (answer := self._answer()) is not None:
            self._asked.close()
            self._asked = None
            self.is_answered = answer.startswith(b"HTTP/1.")
        return self.is_answered

    def _ask(self) -> socket.socket | None:
        asked = socket.socket()
        with suppress(OSError):
            asked.connect(("127.0.0.1", self._port))
            asked.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            asked.setblocking(False)
            return asked
        asked.close()
        return None

    def _answer(self) -> bytes | None:
        """What came back; nothing at all where the connection broke; None while it is not there yet."""
        try:
            return self._asked.recv(16) if self._asked else b""
        except BlockingIOError:
            return None
        except OSError:
            return b""
