"""The simulator as a process: killed, started again, and with many posts."""

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from campaigns.networks.contract import HashtagTopic
from campaigns.networks.mastodon import Mastodon
from campaigns.networks.simulator import Simulator, Start
from campaigns.networks.simulator.simulator import remembered
from candyplatform.base.http import Door
from tests.campaigns.networks.simulator.asking import door_of
from tests.support.ports import free_port

ROOT = Path(__file__).resolve().parents[4]


@contextlib.contextmanager
def _process(*words: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "campaigns.networks.simulator", *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_killed_simulator_goes_on_with_the_same_story(tmp_path: Path) -> None:
    ports = [free_port() for _ in range(3)]
    words = [
        "--mastodon-port",
        str(ports[0]),
        "--second-mastodon-port",
        str(ports[1]),
        "--jetstream-port",
        str(ports[2]),
    ]
    words += [
        "--posts",
        "50",
        "--state",
        str(tmp_path / "state.json"),
        "--truth",
        str(tmp_path / "truth.json"),
    ]
    told = []
    for _ in range(2):
        with _process(*words) as process:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line.startswith("Storm simulator ready.")
            url = urlsplit(line.split()[-1])
            door = Door(frozenset({("127.0.0.1", ports[0])}))
            told.append(door.request("GET", url.geturl()).body)
    assert told[0] == told[1] == (tmp_path / "truth.json").read_bytes()


def test_remembered_starts_anew_for_another_storm(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "state.json"
    before = time.time()
    first = remembered(Start(posts=5), path)
    assert before + 2 <= first.started_at <= time.time() + 2
    assert remembered(Start(posts=5), path) == first
    other = remembered(Start(posts=6), path)
    assert (other.posts, remembered(Start(posts=6), path)) == (6, other)
    path.write_text("half a fi")
    assert remembered(Start(posts=5), path).started_at >= first.started_at


def test_many_posts_are_no_slower_to_page() -> None:
    assert quickest_page(posts=20_000) < 5 * quickest_page(posts=200)


def quickest_page(*, posts: int) -> float:
    """Seconds of the quickest of twenty readings of the first page, which is full."""
    with Simulator(Start(posts=posts, started_at=time.time() - 10_000)) as simulator:
        door, host = door_of(simulator), simulator.instances[0]
        took: list[float] = []
        for _ in range(20):
            started = time.perf_counter()
            page = Mastodon().fetch(host=host, topic=HashtagTopic("telekomhilf"), cursor="min:0", door=door)
            took.append(time.perf_counter() - started)
            assert len(page.posts) > 30
    return min(took)
