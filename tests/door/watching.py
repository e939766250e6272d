"""Watches what this process dials and what it takes in, and stands in for the resolver: the one thing here that is made up."""

import ipaddress
import itertools
import socket
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from candyplatform.base.addresses import is_public
from tests.door.hostile_urls import NAMES

_REAL = socket.getaddrinfo
_OWN_NAMES = ("localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback")


@dataclass
class Watch:
    """`dialed` holds every address that was not `allowed`; nothing of it was really dialed. `taken` are bytes that came."""

    allowed: set[tuple[str, int]] = field(default_factory=set)
    dialed: list[str] = field(default_factory=list)
    taken: int = 0
    _asked: dict[str, Iterator[tuple[str, ...]]] = field(default_factory=dict)

    @property
    def inner(self) -> list[str]:
        """What was dialed and is not on the public internet."""
        return [address for address in self.dialed if not is_public(ipaddress.ip_address(address))]

    def resolve(self, host: Any, port: Any, *rest: Any, **options: Any) -> list[Any]:
        """Numbers and this machine's names as the system reads them (odd numbers too); others as `NAMES` has them."""
        name = str(host).lower().rstrip(".")
        if (
            name in _OWN_NAMES
            or not any(letter.isalpha() for letter in name.replace("0x", ""))
            or ":" in name
        ):
            return _REAL(host, port, *rest, **options)
        if name not in NAMES:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        known = self._asked.setdefault(name, itertools.chain(NAMES[name], itertools.repeat(NAMES[name][-1])))
        return [_entry(address, port) for address in next(known)]


def _entry(address: str, port: int) -> tuple[Any, ...]:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return (family, socket.SOCK_STREAM, 6, "", (address, port))


@contextmanager
def watching(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """Until the end of the block."""
    watch, real_connect, real_recv_into, real_recv = (
        Watch(), socket.socket.connect, socket.socket.recv_into, socket.socket.recv,
    )  # fmt: skip
    dialing = threading.local()

    def connect(self: socket.socket, address: Any) -> None:
        if self.family == socket.AF_UNIX or (address[0], address[1]) in watch.allowed:
            dialing.own = True
            real_connect(self, address)
            return
        watch.dialed.append(str(address[0]))
        raise ConnectionRefusedError("nothing is dialed here")

    def recv_into(self: socket.socket, *arguments: Any) -> int:
        size = real_recv_into(self, *arguments)
        watch.taken += size
        return size

    def recv(self: socket.socket, *arguments: Any) -> bytes:
        data = real_recv(self, *arguments)
        watch.taken += len(data) if threading.current_thread() is threading.main_thread() else 0
        return data

    with monkeypatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", watch.resolve)
        patch.setattr(socket.socket, "connect", connect)
        patch.setattr(socket.socket, "recv_into", recv_into)
        patch.setattr(socket.socket, "recv", recv)
        yield watch


def families(forms: list[tuple[str, str]]) -> dict[str, int]:
    """How many forms each family has."""
    counted: dict[str, int] = defaultdict(int)
    for family, _ in forms:
        counted[family] += 1
    return dict(counted)
