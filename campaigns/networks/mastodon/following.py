"""Following a hashtag: the instance tells new, edited and deleted posts as server-sent events.

Source: https://docs.joinmastodon.org/methods/streaming/ (a user's token is required; `update`, `status.update`, `delete`,
and a comment every 15 seconds).
"""

import time
from collections.abc import Generator
from urllib.parse import quote, urlsplit

from campaigns.networks import asking
from campaigns.networks.contract import PostSeen
from campaigns.networks.errors import Unavailable
from campaigns.networks.mastodon.reading import is_countable, post_seen, statuses_of
from campaigns.networks.telling import Told
from candyplatform.base.http import Door
from candyplatform.base.sse import Event, EventStream, open_events

# What comes within so many seconds is told together; without anything, there is word that it is quiet after so many.
TOGETHER = 0.5
QUIET = 5.0
MOST_TOGETHER = 200
_OK = 200
_UPDATES = frozenset({"update", "status.update"})


def address(origin: str, streaming: str, tag: str) -> str:
    """Where a hashtag is told: at the instance itself, or where it says (`wss://…`), but never less safely."""
    told = urlsplit(streaming)
    is_tls = origin.startswith("https:")
    if told.netloc and told.scheme in ({"wss", "https"} if is_tls else {"ws", "wss", "http", "https"}):
        scheme = "https" if told.scheme in {"wss", "https"} else "http"
        origin = f"{scheme}://{told.netloc}"
    return f"{origin}/api/v1/streaming/hashtag?tag={quote(tag, safe='')}"


def follow(url: str, token: str, tag: str, door: Door) -> Generator[Told, None, None]:
    """What the stream tells, until it breaks. Raises the four errors."""
    with asking.the_doors_errors():
        stream = open_events(door, url, headers=asking.bearer(token))
        with stream:
            if asking.accepted(stream.response).status != _OK:
                raise Unavailable(f"{url} answered {stream.response.status}, which is no stream.")
            while True:
                yield _told(_together(stream), tag)


def _together(stream: EventStream) -> list[Event]:
    """Everything until it is quiet for a moment, or long enough."""
    found = stream.events(QUIET)
    ends = time.monotonic() + TOGETHER
    while found and len(found) < MOST_TOGETHER and (left := ends - time.monotonic()) > 0:
        found += stream.events(left)
    return found


def _told(events: list[Event], tag: str) -> Told:
    """Of a post that is told twice, the last word; what cannot be read, and what we do not know, is passed over."""
    posts: dict[str, PostSeen] = {}
    gone: list[str] = []
    for event in events:
        if event.kind == "delete":
            native_id = event.data.decode(errors="replace").strip()
            gone.append(native_id)
            posts.pop(native_id, None)
        elif event.kind in _UPDATES:
            posts |= {
                status.id: post_seen(status, tag)
                for status in statuses_of(event.data)
                if is_countable(status)
            }
    return Told(posts=tuple(posts.values()), gone=tuple(gone))
