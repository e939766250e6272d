"""Dialing a checked address, and sockets that know when their time is up."""

import errno
import functools
import socket
import ssl
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from candyplatform.base.addresses import Address, Target, is_public, resolve

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

# Where systems keep their certificates, for a Python that was built to look elsewhere.
_CERTIFICATE_FILES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/cert.pem",
)


class DoorError(Exception):
    """No answer from outside. Subclasses carry a stable `code`; `args[0]` is one English sentence for the log."""

    code: ClassVar[str] = "door"


class AddressRefused(DoorError):  # noqa: N818 - read as a sentence: raise AddressRefused
    """The address is not one that we talk to: not public, or not written plainly."""

    code = "address_refused"


class TooLarge(DoorError):  # noqa: N818
    """More bytes came than were allowed."""

    code = "too_large"


class TooSlow(DoorError):  # noqa: N818
    """The time for the whole request ran out."""

    code = "too_slow"


class TooManyRedirects(DoorError):  # noqa: N818
    """One redirect led to the next."""

    code = "too_many_redirects"


class ConnectionFailed(DoorError):  # noqa: N818
    """No such name, nobody there, a certificate that does not fit, a line that broke."""

    code = "connection_failed"


class Deadline:
    """A moment on the monotonic clock, `seconds` after it was made."""

    __slots__ = ("at", "seconds")

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.at = time.monotonic() + seconds

    def left(self) -> float:
        return self.at - time.monotonic()

    def left_or_raise(self) -> float:
        """Seconds left, above zero. Raises `TimeoutError`."""
        left = self.left()
        if left <= 0:
            raise TimeoutError("time is up")
        return left


class Ration:
    """How many bytes may still come from outside, headers and what frames a body included."""

    __slots__ = ("left",)

    def __init__(self, size: int) -> None:
        self.left = size

    def take(self, size: int) -> int:
        """Give back `size`. Raises `OSError` when that is more than was left."""
        self.left -= size
        if self.left < 0:
            raise OSError(errno.EMSGSIZE, "more bytes came than were allowed")
        return size


class BoundedSocket(socket.socket):
    """A socket on which all reading together is bounded: a server that drips bytes, or floods us with them, gains nothing."""

    deadline: Deadline | None = None
    ration: Ration | None = None

    def recv_into(self, buffer: "WriteableBuffer", nbytes: int = 0, flags: int = 0) -> int:
        if self.deadline is not None:
            self.settimeout(self.deadline.left_or_raise())
        size = super().recv_into(buffer, nbytes, flags)
        return self.ration.take(size) if self.ration else size


class BoundedTlsSocket(ssl.SSLSocket):
    """The same behind TLS, where a long text is sent piece by piece as well."""

    deadline: Deadline | None = None
    ration: Ration | None = None

    def recv_into(self, buffer: "WriteableBuffer", nbytes: int | None = None, flags: int = 0) -> int:
        if self.deadline is not None:
            self.settimeout(self.deadline.left_or_raise())
        size = super().recv_into(buffer, nbytes, flags)
        return self.ration.take(size) if self.ration else size

    def send(self, data: "ReadableBuffer", flags: int = 0) -> int:
        if self.deadline is not None:
            self.settimeout(self.deadline.left_or_raise())
        return super().send(data, flags)


@functools.lru_cache(maxsize=1)
def tls_context() -> ssl.SSLContext:
    """Certificate and host name are checked against the system's store (`SSL_CERT_FILE`, `SSL_CERT_DIR` included)."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.sslsocket_class = BoundedTlsSocket
    paths = ssl.get_default_verify_paths()
    if not paths.cafile and not paths.capath:
        for path in filter(Path.exists, map(Path, _CERTIFICATE_FILES)):
            context.load_verify_locations(path)
            break
    return context


def dial(
    target: Target, deadline: Deadline, allowed_loopback: frozenset[tuple[str, int]]
) -> BoundedSocket | BoundedTlsSocket:
    """A connected socket to a checked address of the target, with TLS where the scheme wants it. Raises `DoorError`."""
    addresses = _resolved(target, deadline)
    _check(target, addresses, allowed_loopback)
    sock = _connected(target, addresses, deadline)
    if not target.is_tls:
        return sock
    try:
        sock.settimeout(deadline.left_or_raise())
        wrapped = tls_context().wrap_socket(sock, server_hostname=target.host)
    except OSError as error:
        sock.close()
        raise _failure(target, deadline, error) from error
    assert isinstance(wrapped, BoundedTlsSocket)  # noqa: S101 - what sslsocket_class says
    wrapped.deadline = deadline
    return wrapped


def _resolved(target: Target, deadline: Deadline) -> tuple[Address, ...]:
    """The resolver has no time limit of its own, so it works in a thread that we may leave behind."""
    found: list[tuple[Address, ...]] = []
    failed: list[OSError | UnicodeError] = []

    def look_up() -> None:
        try:
            found.append(resolve(target.host, target.port))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    thread = threading.Thread(target=look_up, name=f"resolve {target.host}", daemon=True)
    thread.start()
    thread.join(max(0.0, deadline.left()))
    if found:
        return found[0]
    if failed:
        raise ConnectionFailed(f"{target.host} cannot be resolved: {failed[0]}")
    raise TooSlow(f"{target.host} was not resolved within {deadline.seconds:g} s.")


def _check(target: Target, addresses: Sequence[Address], allowed: frozenset[tuple[str, int]]) -> None:
    for address in addresses:
        if address.is_loopback and (target.host, target.port) in allowed:
            continue
        if not is_public(address):
            raise AddressRefused(f"{target.host} leads to {address}, which is not on the public internet.")


def _connected(target: Target, addresses: Sequence[Address], deadline: Deadline) -> BoundedSocket:
    """Tries one address after the other, as the resolver ordered them."""
    error: OSError = OSError(errno.EADDRNOTAVAIL, "no address")
    for address in addresses:
        sock = BoundedSocket(socket.AF_INET if address.version == 4 else socket.AF_INET6)  # noqa: PLR2004
        try:
            sock.settimeout(deadline.left_or_raise())
            sock.connect((str(address), target.port))
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as failure:
            sock.close()
            error = failure
        else:
            sock.deadline = deadline
            return sock
    raise _failure(target, deadline, error) from error


def _failure(target: Target, deadline: Deadline, error: OSError) -> DoorError:
    if deadline.left() <= 0:
        return TooSlow(f"{target.host} took longer than {deadline.seconds:g} s.")
    return ConnectionFailed(f"{target.host}:{target.port} cannot be reached: {error}")
