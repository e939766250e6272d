"""An instance that tells a hashtag by itself: server-sent events in chunks, until the caller hangs up."""

import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import msgspec

from campaigns.networks.simulator.faults import Fault
from campaigns.networks.simulator.mastodon_api import MastodonApi
from campaigns.networks.simulator.scenario import Post

_LOOK_EVERY = 0.1
_THUMP_EVERY = 15.0


def tell(handler: BaseHTTPRequestHandler, api: MastodonApi, tag: str, fault_of: Callable[[], Fault]) -> None:
    """From now on; what was before is for the timeline to tell."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    events = api.world.told(tag.casefold(), api.instance)
    index = sum(at <= api.world.now() for at, _, _ in events)
    thumped = float("-inf")
    while not (fault := fault_of()).drop and not fault.fail:
        piece = b""
        if time.monotonic() - thumped > _THUMP_EVERY and not fault.silent:
            thumped, piece = time.monotonic(), b":thump\n"
        while not fault.silent and index < len(events) and events[index][0] <= api.world.now():
            piece += _event(api, *events[index][1:], is_cut=fault.truncate)
            index += 1
        if piece:
            handler.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
            handler.wfile.flush()
        time.sleep(_LOOK_EVERY)


def _event(api: MastodonApi, kind: str, post: Post, *, is_cut: bool) -> bytes:
    told = (
        str(api.world.native_id(post, api.instance)).encode()
        if kind == "delete"
        else msgspec.json.encode(api.status(post))
    )
    return f"event: {kind}\ndata: ".encode() + (told[: len(told) // 2] if is_cut else told) + b"\n\n"
