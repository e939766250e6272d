"""The simulator as one object: a world and its servers, in threads of this process."""

import os
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from campaigns.networks.simulator.bluesky_api import BlueskyApi
from campaigns.networks.simulator.faults import Faults, RateLimit
from campaigns.networks.simulator.http_server import APP_PASSWORD, TOKEN, Site, StormHttpServer
from campaigns.networks.simulator.jetstream import JetstreamServer
from campaigns.networks.simulator.mastodon_api import MastodonApi
from campaigns.networks.simulator.threads_api import ThreadsApi
from campaigns.networks.simulator.truth import truth
from campaigns.networks.simulator.world import INSTANCES, World
from campaigns.networks.simulator.x_api import XApi

# A storm hour in 90 seconds.
DEFAULT_SPEED = 40.0
DEFAULT_POSTS = 300
DEFAULT_SEED = 2013
LEAD_IN = 2.0


class Start(msgspec.Struct, frozen=True, kw_only=True):
    """All that a storm follows from. Kept in a file, it makes a restarted simulator tell the same story.

    `everywhere`: there are posts on X and Threads too.
    """

    posts: int = DEFAULT_POSTS
    seed: int = DEFAULT_SEED
    speed: float = DEFAULT_SPEED
    started_at: float = 0.0
    everywhere: bool = False


def remembered(start: Start, path: Path) -> Start:
    """The start that the file tells, when it is of the same storm; else this one, starting now, written there."""
    try:
        told = msgspec.json.decode(path.read_bytes(), type=Start)
    except (OSError, msgspec.DecodeError):
        told = Start(posts=0)
    if msgspec.structs.replace(told, started_at=0.0) == msgspec.structs.replace(start, started_at=0.0):
        return told
    fresh = msgspec.structs.replace(start, started_at=start.started_at or time.time() + LEAD_IN)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_bytes(msgspec.json.encode(fresh))
    beside.replace(path)
    return fresh


def environment(instances: Sequence[str], jetstream: str) -> dict[str, str]:
    """The settings that point the platform at a storm on these addresses; the first instance is every other API too."""
    first = instances[0]
    return {
        "MASTODON_INSTANCES": ",".join(instances),
        "MASTODON_TOKENS": ",".join(f"{instance}={TOKEN}" for instance in instances),
        "BLUESKY_JETSTREAM": jetstream,
        "BLUESKY_API": first,
        "BLUESKY_PDS": first,
        "BLUESKY_HANDLE": "platform.storm.localhost",
        "BLUESKY_APP_PASSWORD": APP_PASSWORD,
        "X_API": first,
        "X_TOKEN": TOKEN,
        "X_DAILY_BUDGET": "1.00",
        "THREADS_API": first,
        "THREADS_TOKEN": TOKEN,
        "THREADS_REVIEWED": "true",
    }


class Simulator:
    """Two Mastodon instances and a Jetstream on loopback; use it as a context manager.

    Ports of 0 are free ones. `started_at` (seconds since 1970) 0 means "two seconds from now"; a time long past gives a
    storm that is over, in which everything is there at once.
    """

    def __init__(
        self,
        start: Start | None = None,
        *,
        mastodon_ports: tuple[int, int] = (0, 0),
        jetstream_port: int = 0,
        rate_limit: int = 300,
        rate_window: float = 60.0,
    ) -> None:
        start = start or Start()
        begins = start.started_at or time.time() + LEAD_IN
        self.world = World(
            posts=start.posts,
            seed=start.seed,
            speed=start.speed,
            started_at=begins,
            everywhere=start.everywhere,
        )
        self.faults = Faults()
        bluesky = BlueskyApi(self.world)
        self._http = [StormHttpServer(port) for port in mastodon_ports]
        self._jetstream = JetstreamServer(bluesky, self.faults, jetstream_port)
        ports = [server.port for server in self._http]
        for instance in range(INSTANCES):
            services = ("mastodon", "bluesky", "x", "threads")
            limits = {service: RateLimit(rate_limit, rate_window) for service in services}
            api = MastodonApi(self.world, instance, ports)
            x, threads = XApi(self.world), ThreadsApi(self.world)
            self._http[instance].site = Site(api, bluesky, x, threads, self.faults, limits)

    def start(self) -> None:
        """Begin to serve. Raises `OSError` when a port is taken."""
        for server in self._http:
            threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
        self._jetstream.start()

    def stop(self) -> None:
        self._jetstream.stop()
        for server in self._http:
            server.shutdown()
            server.server_close()

    @property
    def instances(self) -> tuple[str, ...]:
        """The Mastodon hosts, as the connector takes them."""
        return tuple(f"http://127.0.0.1:{server.port}" for server in self._http)

    @property
    def jetstream(self) -> str:
        return f"ws://127.0.0.1:{self._jetstream.port}"

    @property
    def bluesky_api(self) -> str:
        return self.instances[0]

    @property
    def loopback(self) -> frozenset[tuple[str, int]]:
        """What the HTTP door must allow."""
        return frozenset(
            ("127.0.0.1", port) for port in (*(s.port for s in self._http), self._jetstream.port)
        )

    def environment(self) -> dict[str, str]:
        """The settings that point the platform at this storm."""
        loopback = ",".join(f"{host}:{port}" for host, port in sorted(self.loopback))
        return environment(self.instances, self.jetstream) | {"HTTP_ALLOW_LOOPBACK": loopback}

    def truth(self, *, so_far: bool = False, with_posts: bool = True) -> Mapping[str, object]:
        return truth(self.world, so_far=so_far, with_posts=with_posts)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
