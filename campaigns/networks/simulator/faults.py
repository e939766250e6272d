"""Making trouble on purpose: what `POST /control` turns on, for which service, for how long."""

import threading
import time
from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec

Service = Literal["mastodon", "bluesky", "jetstream", "x", "threads", "all"]
_SERVICES = ("mastodon", "bluesky", "jetstream", "x", "threads")


class Fault(msgspec.Struct, frozen=True, kw_only=True, rename={"seconds": "for"}, forbid_unknown_fields=True):
    """One trouble. `for` is in wall-clock seconds.

    `fail`: answer with this status. `throttle`: 429. `truncate`: half the JSON. `empty`: an empty list, or object.
    `slow`: wait so many seconds first. `drop`: hang up without an answer. `silent`: (streams) send nothing.
    """

    service: Service = "all"
    seconds: Annotated[float, msgspec.Meta(gt=0, le=3600)] = 10.0
    fail: Annotated[int, msgspec.Meta(ge=400, le=599)] | None = None
    throttle: bool = False
    truncate: bool = False
    empty: bool = False
    slow: Annotated[float, msgspec.Meta(ge=0, le=600)] = 0.0
    drop: bool = False
    silent: bool = False


NONE = Fault()
_DECODER = msgspec.json.Decoder(Fault)


class Faults:
    """Which trouble each service has just now; of several, the one set last."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until: dict[str, tuple[float, Fault]] = {}

    def set(self, body: bytes) -> Mapping[str, object]:
        """Take a control request: a `Fault` as JSON, `{}` to end all trouble. Raises `msgspec.DecodeError`."""
        fault = _DECODER.decode(body)
        services = _SERVICES if fault.service == "all" else (fault.service,)
        with self._lock:
            for service in services:
                self._until[service] = (time.monotonic() + fault.seconds, fault)
        return {"services": services, "for": fault.seconds}

    def of(self, service: str) -> Fault:
        with self._lock:
            until, fault = self._until.get(service, (0.0, NONE))
        return fault if time.monotonic() < until else NONE


class RateLimit:
    """So many requests in each window of wall-clock seconds, for one service."""

    def __init__(self, limit: int, window: float) -> None:
        self.limit, self.window = limit, window
        self._lock = threading.Lock()
        self._window_number = -1
        self._used = 0

    def take(self) -> tuple[int, float]:
        """One request: how many are left after it (below zero: too many), and when the window ends (wall clock)."""
        now = time.time()
        number = int(now // self.window)
        with self._lock:
            if number != self._window_number:
                self._window_number, self._used = number, 0
            self._used += 1
            return self.limit - self._used, (number + 1) * self.window
