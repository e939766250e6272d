"""How much of a core listening takes, as ratios against what cannot be avoided, measured in the same run.

Each figure is the middle of five runs, in which both sides take turns, each three times; its row names the least and the most as well.
"""

import contextlib
import gc
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence

import msgspec
from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame, Opcode
from websockets.sync.server import ServerConnection, serve

from campaigns.networks.bluesky import stream
from campaigns.networks.bluesky.shapes import Event
from campaigns.networks.contract import PostSeen
from campaigns.networks.mastodon.reading import Statuses, is_countable, post_seen
from campaigns.networks.telling import Interest
from candyplatform.base.http import Door
from tests.benchmarks.report import Row, report

RUNS, TRIES = 5, 3
EVENTS = 20_000
SOCKET_EVENTS = 100_000
PAGES = 50
PAGE = 40
_SERVE = "serve"
_FIRST_US = 1_767_225_600_000_000
# Of a hundred posts: with hashtags, and with one that a campaign asks for.
_TAGGED, _WANTED = 25, 1
_TAG = "telekomhilf"

Work = Callable[[], None]


def _seconds(work: Work) -> float:
    """The least of three times: whatever else runs on the machine only makes them longer."""
    taken = []
    for _ in range(TRIES):
        gc.collect()
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return min(taken)


def _ratios(bare: Work, ours: Work) -> list[float]:
    """How fast ours is for each time that bare takes: 1 is as fast. They take turns in going first, after a warm-up."""
    bare()
    ours()
    found = []
    for run in range(RUNS):
        if run % 2:
            own, least = _seconds(ours), _seconds(bare)
        else:
            least, own = _seconds(bare), _seconds(ours)
        found.append(least / own)
    return found


def _row(name: str, ratios: Sequence[float], target: float) -> Row:
    spread = f"{min(ratios):.2f}-{max(ratios):.2f}"
    return Row(f"{name} ({spread})", round(statistics.median(ratios), 2), target, at_most=False)


def _event(number: int) -> bytes:
    """A post as Jetstream tells it, of the usual size."""
    chance = number % 100
    text = f"Guten Morgen aus der Stadt, heute mit Sonne und Kuchen fuer alle, die frueh wach sind. {number}"
    record: dict[str, object] = {
        "$type": "app.bsky.feed.post",
        "createdAt": "2026-01-01T00:00:01.000Z",
        "langs": ["de"],
        "text": text,
    }
    if chance < _TAGGED:
        tag = f"tag{number % 10}" if chance < _WANTED else f"other{number % 997}"
        feature = {"$type": "app.bsky.richtext.facet#tag", "tag": tag}
        record["facets"] = [{"index": {"byteStart": 0, "byteEnd": 5}, "features": [feature]}]
    elif chance < 2 * _TAGGED:
        ref = {"uri": f"at://did:plc:{number % 5000:024}/app.bsky.feed.post/3kabc", "cid": "bafy" + "a" * 55}
        record["reply"] = {"root": ref, "parent": ref}
    commit = {
        "rev": "3mmoojp7vgo2g",
        "operation": "create",
        "collection": "app.bsky.feed.post",
        "rkey": f"3k{number:011}",
        "record": record,
        "cid": "bafyrei" + "b" * 52,
    }
    time_us = _FIRST_US + number
    return msgspec.json.encode(
        {"did": f"did:plc:{number % 5000:024}", "time_us": time_us, "kind": "commit", "commit": commit}
    )


def _interest(hashtags: int) -> Interest:
    return Interest(
        hashtags=frozenset(f"tag{number}" for number in range(hashtags)),
        authors=frozenset({"did:plc:company"}),
        links=("https://candystorm.example/",),
    )


def _decodes(events: Sequence[bytes]) -> Work:
    """A bare typed decode, nothing done with it."""
    decode = msgspec.json.Decoder(Event).decode

    def work() -> None:
        for event in events:
            decode(event)

    return work


def _reads(events: Sequence[bytes], interest: Interest) -> Work:
    """What the consumer does with each event."""

    def work() -> None:
        reader = stream._Reader(0)
        reader.take(events, interest)
        assert len(reader.batch(interest).posts) == len(events) * _WANTED // 100

    return work


def jetstream_rows() -> list[Row]:
    """Decoding and matching, and whether that depends on how many hashtags there are."""
    events = [_event(number) for number in range(EVENTS)]
    few, many, most = (_reads(events, _interest(count)) for count in (100, 10_000, 100_000))
    name = "Jetstream decode + match, 10,000 hashtags / bare typed decode"
    return [
        _row(name, _ratios(_decodes(events), many), 0.8),
        _row("the same with 100,000 hashtags / with 100", _ratios(few, most), 0.9),
    ]


def _frame(payload: bytes) -> bytes:
    """A text message as a server sends it."""
    return Frame(Opcode.TEXT, payload).serialize(mask=False)


def serve_frames() -> None:
    """A Jetstream that has its frames ready and sends them to each caller at once; tells its port, ends with its input."""
    frames = b"".join(_frame(_event(number)) for number in range(SOCKET_EVENTS))

    def talk(connection: ServerConnection) -> None:
        with contextlib.suppress(ConnectionClosed, OSError):
            connection.socket.sendall(frames)
            connection.recv()

    with serve(talk, "127.0.0.1", 0, compression=None) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(server.socket.getsockname()[1], flush=True)
        sys.stdin.read()


@contextlib.contextmanager
def _server() -> Iterator[tuple[Door, str]]:
    command = [sys.executable, "-m", "tests.benchmarks.listening", _SERVE]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        port = int(process.stdout.readline())
        yield Door(frozenset({("127.0.0.1", port)})), f"ws://127.0.0.1:{port}"
        process.stdin.close()


def _status(number: int) -> dict[str, object]:
    """A status with everything that a server tells of one, much of which we do not read."""
    home = f"https://social{number % 50}.example"
    link = (
        f'<a href="https://educamp.example/{number}" rel="nofollow">educamp.example</a>'
        if number % 4 == 0
        else ""
    )
    who = f"{home}/users/fan{number}"
    content = (
        f'<p><span class="h-card" translate="no"><a href="{home}/@telekomhilft" class="u-url mention">@<span>telekomhilft'
        "</span></a></span> Liebes Team, ein EduCamp ohne Internet ist wie Kuchen ohne Krümel: könnt ihr bis Freitag eine "
        f'Leitung legen? Danke, sagt Gast {number}! {link}</p><p><a href="{home}/tags/telekomhilf" class="mention hashtag" '
        f'rel="tag">#<span>telekomhilf</span></a> <a href="{home}/tags/echh13" class="mention hashtag" rel="tag">'
        "#<span>echh13</span></a></p>"
    )
    account = {
        "id": str(number),
        "username": f"fan{number}",
        "acct": f"fan{number}",
        "display_name": "Ein Gast",
        "locked": False,
        "bot": False,
        "discoverable": True,
        "group": False,
        "created_at": "2020-01-01T00:00:00.000Z",
        "note": "<p>" + "Gern auf Barcamps, mit Kuchen. " * 20 + "</p>",
        "url": f"{home}/@fan{number}",
        "uri": who,
        "avatar": f"{home}/system/accounts/avatars/{number}/original/picture.png",
        "avatar_static": f"{home}/system/accounts/avatars/{number}/original/picture.png",
        "header": f"{home}/headers/original/missing.png",
        "header_static": f"{home}/headers/original/missing.png",
        "followers_count": 12,
        "following_count": 34,
        "statuses_count": 567,
        "last_status_at": "2026-01-01",
        "emojis": [],
        "fields": [
            {"name": "Web", "value": '<a href="https://fan.example">fan.example</a>', "verified_at": None}
        ]
        * 3,
    }
    tags = [{"name": tag, "url": f"{home}/tags/{tag}"} for tag in ("telekomhilf", "echh13")]
    mention = {"id": "7", "username": "telekomhilft", "url": f"{home}/@telekomhilft", "acct": "telekomhilft"}
    card = {
        "url": "https://educamp.example/",
        "title": "EduCamp Hamburg",
        "description": "Ein Wochenende, an dem alle voneinander lernen. " * 4,
        "type": "link",
        "width": 400,
        "height": 300,
        "image": f"{home}/system/cache/preview_cards/images/{number}/original/picture.png",
    }
    return {
        "id": str(10**17 + number),
        "created_at": "2026-01-01T10:00:00.000Z",
        "in_reply_to_id": None,
        "in_reply_to_account_id": None,
        "sensitive": False,
        "spoiler_text": "",
        "visibility": "public",
        "language": "de",
        "uri": f"{who}/statuses/{number}",
        "url": f"{home}/@fan{number}/{number}",
        "replies_count": 1,
        "reblogs_count": 2,
        "favourites_count": 3,
        "edited_at": None,
        "content": content,
        "reblog": None,
        "application": {"name": "Web", "website": None},
        "account": account,
        "media_attachments": [],
        "mentions": [mention],
        "tags": tags,
        "emojis": [],
        "card": card,
        "poll": None,
        "filtered": [],
    }


def _receives(door: Door, url: str) -> Work:
    """The websocket client alone."""

    def work() -> None:
        with contextlib.closing(door.open_websocket(f"{url}/subscribe")) as socket:
            left = SOCKET_EVENTS
            while left > 0:
                left -= len(socket.messages(1.0))

    return work


def _listens(door: Door, url: str, interest: Interest) -> Work:
    """The same client, and every event read and matched; a batch is full, or the last: nothing is waited for."""

    def work() -> None:
        reader, left, posts = stream._Reader(0), SOCKET_EVENTS, 0
        with contextlib.closing(door.open_websocket(f"{url}/subscribe")) as socket:
            while left > 0:
                reader.take(socket.messages(1.0), interest)
                if reader.seen_events == left or len(reader._wanted) >= stream.BATCH_POSTS:
                    batch = reader.batch(interest)
                    left -= batch.seen_events
                    posts += len(batch.posts)
        assert posts == SOCKET_EVENTS * _WANTED // 100

    return work


def websocket_rows() -> list[Row]:
    """From the wire to what matched. The server is a process of its own and sends ready frames: it is never waited for."""
    with _server() as (door, url):
        ours = _listens(door, url, _interest(10_000))
        name = "local websocket to matched, one process / the same client that only receives"
        return [_row(name, _ratios(_receives(door, url), ours), 0.8)]


def mastodon_rows() -> list[Row]:
    """Pages of a hashtag's timeline, each of 40 statuses, none of them like another.

    The limit decodes all that a page holds, as plain dicts and lists. Ours leaves the HTML to whoever asks for a post's text;
    what that costs in addition is told without a target.
    """
    pages = [msgspec.json.encode([_status(page * PAGE + n) for n in range(PAGE)]) for page in range(PAGES)]
    size = len(pages[0]) / PAGE
    assert 3000 < size < 4000, size

    def bare() -> None:
        for page in pages:
            msgspec.json.decode(page)

    def posts_of(page: bytes) -> list[PostSeen]:
        return [post_seen(status, _TAG) for status in Statuses.decode(page).readable if is_countable(status)]

    def ours() -> None:
        for page in pages:
            assert len(posts_of(page)) == PAGE

    def with_texts() -> None:
        for page in pages:
            assert all(post.text for post in posts_of(page))

    name = f"Mastodon pages, 40 statuses of {size / 1000:.1f} kB, to posts / msgspec decode"
    return [
        _row(name, _ratios(bare, ours), 0.7),
        _row("the same with every HTML read", _ratios(bare, with_texts), 0),
    ]


if __name__ == "__main__":
    if sys.argv[1:] == [_SERVE]:
        serve_frames()
    else:
        sys.exit(report([*jetstream_rows(), *websocket_rows(), *mastodon_rows()], sys.argv[1:]))
