"""The demo storm while its processes are killed: at the end every number equals the simulator's truth.

Takes four to nine minutes; `./dev test -m chaos` runs it.
"""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from candyplatform.runner.places import CHECKOUT
from candyplatform.runner.ports import is_free

pytestmark = [pytest.mark.chaos]

# What to kill, and words that its command line holds: in this order, ten seconds apart.
VICTIMS = {
    "worker": ("celery", "worker"),
    "web": ("granian",),
    "database": ("postgres", "-D"),
    "listener": ("manage.py", "listen"),
    "broker": ("valkey-server",),
    "simulator": ("campaigns.networks.simulator",),
    "scheduler": ("celery", "beat"),
}
PAUSE = 8
TOTALS = """
import json
from accounts.scope import public_scope
from campaigns.listening.queries import totals_by_network
from campaigns.models import Answer, Campaign, Post
with public_scope():
    campaign = Campaign.objects.get(slug="internet")
    totals = {network: found.as_dict() for network, found in totals_by_network(campaign.id).items()}
print("TOTALS", json.dumps(totals))
"""


def environment(state: Path) -> dict[str, str]:
    """As a stranger would have it: nothing of this test run's own servers."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "STATE_DIR": str(state)}


def family(state: Path) -> dict[int, str]:
    """The processes that work on this state folder, with their command lines."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            surroundings = (folder / "environ").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if str(state) in words or f"STATE_DIR={state}\0" in surroundings + "\0":
            found[int(folder.name)] = words
    return found


def kill(state: Path, words: tuple[str, ...]) -> int:
    """SIGKILL the oldest process whose command line holds all the words. Returns its pid."""
    pids = sorted(pid for pid, line in family(state).items() if all(word in line for word in words))
    assert pids, f"nothing to kill for {words}: {family(state)}"
    os.kill(pids[0], signal.SIGKILL)
    return pids[0]


# X is counted only, and Threads tells no counts of a stranger's post.
UNTOLD = {"x": ("people", "favorites", "reposts"), "threads": ("favorites", "reposts")}


def told(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=5) as answer:
        return json.load(answer)


def totals(state: Path) -> dict[str, dict[str, int]]:
    """The platform's numbers, asked by a second process that attaches to the running servers."""
    command = [sys.executable, "-m", "candyplatform.runner", "manage", "shell", "-c", TOTALS]
    said = subprocess.run(
        command, cwd=CHECKOUT, env=environment(state), capture_output=True, text=True, check=False
    )
    line = next((line for line in said.stdout.splitlines() if line.startswith("TOTALS ")), None)
    assert line, said.stdout + said.stderr
    found: dict[str, dict[str, int]] = json.loads(line.removeprefix("TOTALS "))
    return found


def truth(stage: str) -> dict[str, dict[str, int]]:
    networks = told(f"{stage}/truth.json?posts=0")["networks"]
    names = {"posts": "posts", "people": "authors", "favorites": "favorites", "reposts": "reposts"}
    return {
        network: {
            ours: 0 if ours in UNTOLD.get(network, ()) else facts[theirs] for ours, theirs in names.items()
        }
        for network, facts in networks.items()
    }


def wait_for(condition: Any, *, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if condition():
                return True
        except (OSError, ValueError, AssertionError):
            pass
        time.sleep(1)
    return False


def test_demo_storm_survives_the_kill_of_every_process(state: Path) -> None:
    port = next(port for port in range(8300, 8400) if is_free(port))
    command = [sys.executable, "-m", "candyplatform.runner", "up", "--demo", "--port", str(port)]
    live = f"http://127.0.0.1:{port}/educamp-demo/internet/live.json"
    log = (CHECKOUT / ".dev").joinpath(f"chaos-{os.getpid()}.log")
    log.parent.mkdir(exist_ok=True)
    with log.open("wb") as output:
        up = subprocess.Popen(command, cwd=CHECKOUT, env=environment(state), stdout=output, stderr=output)
    try:
        assert wait_for(lambda: int(told(live)["numbers"]["posts"]) > 10, seconds=90), log.read_text()
        words = log.read_text()
        stage = words[words.index("http://127.0.0.1:4") :].split("/truth.json")[0]
        killed = {}
        for name, line in VICTIMS.items():
            killed[name] = kill(state, line)
            time.sleep(PAUSE)

        def is_equal() -> bool:
            wanted = truth(stage)
            found = {
                network: {key: numbers[key] for key in wanted[network]}
                for network, numbers in totals(state).items()
            }
            return found == wanted

        # A like that came after the look one (storm) hour after its post is seen at the next, four hours after it.
        equal = wait_for(is_equal, seconds=480)
        print(f"killed {killed}; truth {truth(stage)}; platform {totals(state)}")
        assert equal, log.read_text()[-4000:]
    finally:
        up.send_signal(signal.SIGINT)
        up.wait(timeout=60)
    assert wait_for(lambda: not family(state), seconds=20), family(state)
