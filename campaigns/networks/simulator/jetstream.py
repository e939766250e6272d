"""The Jetstream side: a websocket that tells the network's events, from a cursor or from now on."""

import asyncio
import threading
import time
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from campaigns.networks.simulator.bluesky_api import BlueskyApi, Moment
from campaigns.networks.simulator.faults import Faults

_US = 1_000_000
# How many events go out before others get a turn, and how often a waiting connection looks for trouble.
_BURST = 200
_LOOK_EVERY = 0.25


class JetstreamServer:
    """Serves on a loopback port in a thread of its own, from `start` to `stop`."""

    def __init__(self, api: BlueskyApi, faults: Faults, port: int) -> None:
        self._api, self._faults, self._wanted_port = api, faults, port
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._failed: list[OSError] = []
        self._stopping: asyncio.Event | None = None
        self._thread = threading.Thread(target=self._run, name="jetstream", daemon=True)
        self.port = 0

    def start(self) -> None:
        """Raises `OSError` when the port is taken."""
        self._thread.start()
        self._ready.wait()
        if self._failed:
            raise self._failed[0]

    def stop(self) -> None:
        if self._stopping is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(5)

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        except OSError as error:
            self._failed.append(error)
        finally:
            self._ready.set()
            self._loop.close()

    async def _serve(self) -> None:
        self._stopping = asyncio.Event()
        server: Server
        async with serve(
            self._talk, "127.0.0.1", self._wanted_port, compression=None, process_request=self._admit
        ) as server:
            self.port = server.sockets[0].getsockname()[1]
            self._ready.set()
            await self._stopping.wait()
            server.close(close_connections=True)

    def _admit(self, connection: ServerConnection, request: Request) -> Response | None:
        fault = self._faults.of("jetstream")
        if fault.fail or fault.drop:
            return connection.respond(
                HTTPStatus(fault.fail or 503), "The storm simulator was told to fail.\n"
            )
        if urlsplit(request.path).path != "/subscribe":
            return connection.respond(HTTPStatus.NOT_FOUND, "Jetstream is at /subscribe.\n")
        return None

    async def _talk(self, connection: ServerConnection) -> None:
        request = connection.request
        query = parse_qs(urlsplit(request.path).query) if request else {}
        try:
            await self._tell(connection, self._start(query), _filter(query))
        except ConnectionClosed:
            return

    def _start(self, query: dict[str, list[str]]) -> int:
        now_us = int(time.time() * _US)
        cursor = query.get("cursor", [""])[0]
        return self._api.position(min(int(cursor), now_us) if cursor.isdecimal() else now_us)

    async def _tell(self, connection: ServerConnection, index: int, wanted: Callable[[Moment], bool]) -> None:
        moments = self._api.moments
        while True:
            fault = self._faults.of("jetstream")
            if fault.drop or fault.fail:
                await connection.close(1011, "The storm simulator was told to fail.")
                return
            now_us = int(time.time() * _US)
            sent = 0
            while (
                not fault.silent
                and index < len(moments)
                and moments[index].time_us <= now_us
                and sent < _BURST
            ):
                if wanted(moments[index]):
                    event = self._api.event(moments[index])
                    await connection.send(event[: len(event) // 2] if fault.truncate else event, text=True)
                index, sent = index + 1, sent + 1
            await asyncio.sleep(0 if sent == _BURST else self._pause(index, now_us))
            if connection.close_code is not None:
                return

    def _pause(self, index: int, now_us: int) -> float:
        moments = self._api.moments
        next_in = (moments[index].time_us - now_us) / _US if index < len(moments) else _LOOK_EVERY
        return min(max(next_in, 0.005), _LOOK_EVERY)


def _filter(query: dict[str, list[str]]) -> Callable[[Moment], bool]:
    """As the real one: collections and authors that are wanted; what is not a commit comes in any case."""
    collections, dids = frozenset(query.get("wantedCollections", [])), frozenset(query.get("wantedDids", []))

    def wanted(moment: Moment) -> bool:
        if dids and moment.post.author.id not in dids:
            return False
        return not collections or not moment.collection or moment.collection in collections

    return wanted
