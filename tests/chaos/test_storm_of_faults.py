"""A storm under hundreds of faults: processes killed, a broker emptied, a clock that steps, servers that fail in every way they know.

`CHAOS_POSTS` (3,000), `CHAOS_FAULTS` (200), `CHAOS_SPEED` (40 storm seconds a second) and `CHAOS_SEED` choose how much of it;
100,000 posts want `CHAOS_SPEED=8`. The storm and its likes have come to rest after 14,200 storm seconds: six minutes with the
defaults, half an hour at 8; `./dev test -m chaos` runs it.
"""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random

import pytest
import redis

from candyplatform.runner.places import CHECKOUT
from candyplatform.runner.ports import is_free
from tests.chaos.test_demo_storm import (
    VICTIMS,
    environment,
    family,
    kill,
    told,
    totals,
    truth,
    wait_for,
)

pytestmark = [pytest.mark.chaos]
POSTS = int(os.environ.get("CHAOS_POSTS", "3000"))
FAULTS = int(os.environ.get("CHAOS_FAULTS", "200"))
SPEED = float(os.environ.get("CHAOS_SPEED", "40"))
SEED = int(os.environ.get("CHAOS_SEED", "13"))
# Posts are looked at again on a schedule that much faster than the storm: its look after four hours then comes when even a storm's
# most liked post has all its likes (2.2 storm hours), and none is waited for longer.
LOOKS_SPEED = SPEED * 1.75
STORM = 80 * 60 / SPEED
# The faults are spread over most of the storm.
PAUSE = max(0.8, 0.9 * STORM / FAULTS)
# The share of faults that are kills, or an emptied broker; and, of all, of clocks set forward or back.
KILLED = 0.35
STEPPED = 0.1
# By how many seconds the platform's clock is wrong. The networks' is right: nothing says that two machines agree.
STEPS = (-90, -20, 0, 20, 90)
# The last post's look at its likes, and some time for all that wait with it.
SETTLED_AFTER = STORM + 4 * 3600 / LOOKS_SPEED + 20 * 60 / SPEED

# Trouble that a server makes by itself. Half a message never comes over a websocket, and an empty answer is how Bluesky's
# API says that a post is gone: both are left out where they would be a lie rather than a fault.
TROUBLE: tuple[dict[str, object], ...] = (
    {"service": "mastodon", "throttle": True},
    {"service": "bluesky", "throttle": True},
    {"service": "mastodon", "fail": 500},
    {"service": "mastodon", "fail": 502},
    {"service": "bluesky", "fail": 503},
    {"service": "jetstream", "fail": 503},
    {"service": "mastodon", "truncate": True},
    {"service": "bluesky", "truncate": True},
    {"service": "mastodon", "empty": True},
    {"service": "mastodon", "drop": True},
    {"service": "bluesky", "drop": True},
    {"service": "jetstream", "drop": True},
    {"service": "jetstream", "silent": True},
    {"service": "mastodon", "slow": 12.0},
    {"service": "bluesky", "slow": 12.0},
)


class Stage:
    """The simulator in a process of its own, from when the campaign is live; killed and started again, it goes on where it was."""

    def __init__(self, state: Path) -> None:
        self._state = state
        first = next(port for port in range(4910, 4990, 3) if all(is_free(port + n) for n in range(3)))
        self.ports = (first, first + 1, first + 2)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def clock(self) -> Path:
        """Tells the platform's processes by how many seconds their clock is wrong: see `stepping`."""
        return self._state / "clock"

    def step_clock(self, seconds: int) -> None:
        self.clock.write_text(str(seconds))

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.ports[0]}"

    def variables(self) -> dict[str, str]:
        one, two, jetstream = (f"127.0.0.1:{port}" for port in self.ports)
        return {
            "MASTODON_INSTANCES": f"http://{one},http://{two}",
            "BLUESKY_JETSTREAM": f"ws://{jetstream}",
            "BLUESKY_API": f"http://{one}",
            "HTTP_ALLOW_LOOPBACK": f"{one},{two},{jetstream}",
            "REHEARSAL_SPEED": str(LOOKS_SPEED),
            "CHAOS_CLOCK": str(self.clock),
            "PYTHONPATH": str(CHECKOUT / "tests" / "chaos" / "stepping"),
        }

    def look_after(self) -> None:
        """Start it, and start it again when it was killed."""
        if self.process is None or self.process.poll() is not None:
            self.process = self._start()

    def end(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()

    def trouble(self, fault: dict[str, object], seconds: float) -> None:
        body = json.dumps(fault | {"for": seconds}).encode()
        urllib.request.urlopen(f"{self.origin}/control", data=body, timeout=5).close()

    def _start(self) -> subprocess.Popen[bytes]:
        mastodon, second, jetstream = self.ports
        command = [
            sys.executable, "-m", "campaigns.networks.simulator", f"--posts={POSTS}", f"--speed={SPEED}",
            f"--mastodon-port={mastodon}", f"--second-mastodon-port={second}", f"--jetstream-port={jetstream}",
            f"--state={self._state / 'storm.json'}", "--rate-limit=6000",
        ]  # fmt: skip
        return subprocess.Popen(
            command, cwd=CHECKOUT, env=environment(self._state), stdout=subprocess.DEVNULL
        )


def manage(state: Path, variables: dict[str, str], *words: str) -> str:
    command = [sys.executable, "-m", "candyplatform.runner", "manage", *words]
    done = subprocess.run(
        command, cwd=CHECKOUT, env=environment(state) | variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def flush(state: Path) -> None:
    redis.Redis(unix_socket_path=str(next(state.rglob("valkey.sock")))).flushall()


def faults(state: Path, stage: Stage) -> Iterator[tuple[str, Callable[[], object]]]:
    """One fault after the other, the same at every run of a seed."""
    rng, wrong_by = Random(SEED), 0
    while True:
        kind = rng.random()
        if kind < STEPPED:
            wrong_by = rng.choice([seconds for seconds in STEPS if seconds != wrong_by])
            yield f"clock wrong by {wrong_by:+} s", partial(stage.step_clock, wrong_by)
        elif kind < STEPPED + KILLED:
            name = rng.choice([*VICTIMS, "flush"])
            yield (
                f"kill {name}",
                partial(flush, state) if name == "flush" else partial(kill, state, VICTIMS[name]),
            )
        else:
            fault = rng.choice(TROUBLE)
            yield " ".join(map(str, fault.values())), partial(stage.trouble, fault, rng.uniform(0.5, 3))


def make_trouble(state: Path, stage: Stage) -> Counter[str]:
    """As many faults as asked for; one whose victim is just being started again is tried later."""
    made: Counter[str] = Counter()
    for name, fault in faults(state, stage):
        stage.look_after()
        try:
            fault()
        except (OSError, AssertionError, StopIteration, redis.RedisError):
            time.sleep(PAUSE)
            continue
        made[name] += 1
        if made.total() >= FAULTS:
            return made
        time.sleep(PAUSE)
    raise AssertionError("unreachable")


def test_storm_of_faults_leaves_every_number_true(state: Path) -> None:
    port = next(port for port in range(8400, 8500) if is_free(port))
    state.mkdir(parents=True, exist_ok=True)
    stage = Stage(state)
    surroundings = environment(state) | stage.variables()
    command = [sys.executable, "-m", "candyplatform.runner", "up", "--port", str(port)]
    log = (CHECKOUT / ".dev").joinpath(f"faults-{os.getpid()}.log")
    log.parent.mkdir(exist_ok=True)
    with log.open("wb") as output:
        up = subprocess.Popen(command, cwd=CHECKOUT, env=surroundings, stdout=output, stderr=output)
    live = f"http://127.0.0.1:{port}/educamp-demo/internet/live.json"
    try:
        assert wait_for(lambda: "ready:" in log.read_text(), seconds=120), log.read_text()
        manage(state, stage.variables(), "demo")
        stage.look_after()
        began = time.monotonic()
        assert wait_for(lambda: int(told(live)["numbers"]["posts"]) > 0, seconds=120), log.read_text()
        made = make_trouble(state, stage)
        stage.step_clock(0)
        print(f"{made.total()} faults: {dict(made)}")
        # Whoever asks for the numbers all the time takes the machine from those who count.
        while time.monotonic() < began + SETTLED_AFTER:
            stage.look_after()
            time.sleep(1)

        def is_equal() -> bool:
            stage.look_after()
            wanted, found = truth(stage.origin), totals(state)
            return wanted == {
                network: {key: found[network][key] for key in numbers} for network, numbers in wanted.items()
            }

        equal = wait_for(is_equal, seconds=600)
        print(f"truth {truth(stage.origin)}; platform {totals(state)}")
        assert equal, log.read_text()[-4000:]
        assert "0 differences" in manage(state, stage.variables(), "verify_metrics")
    finally:
        up.send_signal(signal.SIGINT)
        up.wait(timeout=90)
        stage.end()
    assert wait_for(lambda: not family(state), seconds=30), family(state)
