"""Asking a simulated storm."""

import contextlib
from typing import Any

from campaigns.networks.bluesky import Bluesky
from campaigns.networks.contract import PostSeen
from campaigns.networks.simulator import Simulator
from campaigns.networks.telling import Interest
from candyplatform.base.http import Door


def door_of(simulator: Simulator) -> Door:
    return Door(simulator.loopback)


def hear(simulator: Simulator, cursor: str, interest: Interest) -> tuple[list[PostSeen], list[str], str]:
    """What one look at the stream brings, until it is quiet."""
    connector = Bluesky(api=simulator.bluesky_api)
    stream = connector.listen(
        host=simulator.jetstream, cursor=cursor, door=door_of(simulator), interest=lambda: interest
    )
    posts: list[PostSeen] = []
    gone: list[str] = []
    with contextlib.closing(stream):
        for batch in stream:
            posts += batch.posts
            gone += batch.gone
            if not batch.seen_events:
                return posts, gone, batch.cursor
    raise AssertionError("the stream ended")


BOTH_TAGS = Interest(hashtags=frozenset({"telekomhilf", "echh13"}))


def get(simulator: Simulator, path: str) -> Any:
    response = door_of(simulator).request("GET", f"{simulator.instances[0]}{path}")
    assert response.status == 200
    return response
