"""A Jetstream that tells 2,000 events a second, each at its moment; one in ten has one of the hashtags it is started with.

Its events are ready but for their numbers and times: it runs on the same machine as who listens, so it must cost next to nothing.
"""

import struct
import sys
import time
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

from websockets.sync.server import ServerConnection, serve

EVENTS_A_SECOND = 2_000
ONE_IN = 10
_TICK = 0.05
_TEXT_FRAME, _LENGTH_FOLLOWS = 0x81, 126
_EVENT = (
    b'{"did":"did:plc:%(did)024d","time_us":%(us)d,"kind":"commit","commit":{"rev":"3k","operation":"create",'
    b'"collection":"app.bsky.feed.post","rkey":"3k%(rkey)011d","record":{"$type":"app.bsky.feed.post",'
    b'"createdAt":"%(created)s.%(ms)03dZ","langs":["de"],'
    b'"text":"Liebe Telekom, bitte schaltet dem EduCamp bis Freitag eine Leitung. #%(tag)s %(rkey)d",'
    b'"facets":[{"index":{"byteStart":0,"byteEnd":5},"features":'
    b'[{"$type":"app.bsky.richtext.facet#tag","tag":"%(tag)s"}]}]},"cid":"bafyrei"}}'
)


def _tell(socket: ServerConnection, began: float, tags: list[str]) -> None:
    """Send what is due, all of it together, from the caller's cursor on: who calls again hears what it may have missed."""
    assert socket.request
    cursor = int(parse_qs(urlsplit(socket.request.path).query)["cursor"][0]) / 1_000_000
    told = max(0, int((cursor - began) * EVENTS_A_SECOND))
    with suppress(OSError):
        while True:
            due = int((time.time() - began) * EVENTS_A_SECOND)
            frames = [_frame(number, began + number / EVENTS_A_SECOND, tags) for number in range(told, due)]
            # Else the connection's own pings and pongs come in the middle of a frame.
            with socket.protocol_mutex:
                socket.socket.sendall(b"".join(frames))
            told = max(told, due)
            time.sleep(_TICK)


def _frame(number: int, moment: float, tags: list[str]) -> bytes:
    """An event as a text message of a server."""
    tag = tags[number // ONE_IN % len(tags)] if number % ONE_IN == 0 else "sourdough"
    told = {
        b"did": number * 7919 % 1_000_003,
        b"us": int(moment * 1e6),
        b"rkey": number,
        b"created": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(moment)).encode(),
        b"ms": int(moment % 1 * 1000),
        b"tag": tag.encode(),
    }
    event = _EVENT % told
    return struct.pack("!BBH", _TEXT_FRAME, _LENGTH_FOLLOWS, len(event)) + event


def main(tags: list[str]) -> None:
    """Tell the port, then the events, from the first caller on."""
    began: list[float] = []

    def talk(socket: ServerConnection) -> None:
        began.append(time.time())
        _tell(socket, began[0], tags)

    with serve(talk, "127.0.0.1", 0, compression=None, ping_interval=None) as server:
        print(server.socket.getsockname()[1], flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1:])
