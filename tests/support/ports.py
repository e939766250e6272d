"""Ports of 127.0.0.1 for programs that are told where to listen."""

import random
from pathlib import Path

from candyplatform.runner.ports import is_free

_FIRST = 10_000  # what `./dev up` and the chaos tests choose from lies below
_RANGE_OF_CONNECTIONS = Path("/proc/sys/net/ipv4/ip_local_port_range")
_USUAL_END = 32_768
_TRIES = 1_000


def free_port() -> int:
    """A port nobody listens at, by chance.

    None of those that the system gives to outgoing connections: any test beside this one could be given it before
    the program listens, or while it is started again.
    """
    numbers = (random.randrange(_FIRST, _first_of_connections()) for _ in range(_TRIES))
    return next(number for number in numbers if is_free(number))


def _first_of_connections() -> int:
    if not _RANGE_OF_CONNECTIONS.exists():
        return _USUAL_END
    return max(int(_RANGE_OF_CONNECTIONS.read_text().split()[0]), _FIRST + _TRIES)
