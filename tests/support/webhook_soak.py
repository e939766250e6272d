"""Many messages, with their receiver and the workers killed throughout; what is lost, out of order or refused is counted."""

import itertools
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from accounts import journal
from accounts.actors import PLATFORM, actor_of
from accounts.scope import organization_scope
from campaigns.models import Campaign
from campaigns.webhooks.events import events_of
from campaigns.webhooks.operations import create_endpoint
from candyplatform.base import clock
from tests.factories import make_campaign, make_company, make_organization
from tests.support.killing import CHECKOUT

# Waits and leases are shortened, so that a death costs a second; what happens is the same.
_WORKER = """
import time, django
from datetime import timedelta
django.setup()
from campaigns.webhooks import delivering, retrying, sending
from candyplatform.base import work
from tests.support.due_work import sweep_and_work
retrying._WAITS = (timedelta(seconds=0.3),) * 10
delivering.LASTING = work.LEASE = timedelta(seconds=2)
sending.TIMEOUT = 1.0
while True:
    if not sweep_and_work(kinds=("webhooks.follow", "webhook.deliver")):
        time.sleep(0.05)
"""
WORKERS = 2
CAMPAIGNS = 10
BATCH = 20
# After so many messages, more or less, something dies: by the clock a slow machine would never get beyond starting.
BETWEEN = (20, 60)


@dataclass(frozen=True)
class Figures:
    """What came of it. `violations`: messages that arrived for the first time after a later one of their campaign."""

    messages: int
    kills: int
    lost: int
    twice: int
    violations: int
    refused: int


def soak(messages: int, folder: Path, monkeypatch: pytest.MonkeyPatch, *, patience: float) -> Figures:
    """Send so many; kill something every second or so until all that was to be told is told, or `patience` seconds are over."""
    port, file = _free_port(), folder / "received"
    monkeypatch.setattr(settings, "HTTP_ALLOW_LOOPBACK", [f"127.0.0.1:{port}"])
    campaigns, secret = _set_up(port)
    rng, kills, ends = random.Random(1), 0, time.monotonic() + patience
    expected: list[list[str]] = [[] for _ in campaigns]
    with _running(port, secret, file) as crew:
        while time.monotonic() < ends:
            if sum(map(len, expected)) < messages:
                _let_happen(campaigns, expected, min(BATCH, messages - sum(map(len, expected))))
            elif {name for ids in expected for name in ids} <= set(_received(file)):
                break
            kills += crew.kill_when_it_is_time(rng, len(_received(file)))
            time.sleep(0.02)
    return _figures(expected, _received(file), kills)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _set_up(port: int) -> tuple[list[Campaign], str]:
    membership, now = make_organization(now=clock.now()), clock.now()
    company = make_company(now=now)
    campaigns = [make_campaign(membership, state="live", company=company, now=now) for _ in range(CAMPAIGNS)]
    issued = create_endpoint(
        url=f"http://127.0.0.1:{port}/", event_types=["answer.detected"], actor=actor_of(membership), now=now
    )
    return campaigns, issued.secret


def _let_happen(campaigns: Sequence[Campaign], expected: list[list[str]], count: int) -> None:
    """Something about each campaign in turn."""
    for _ in range(count):
        number = sum(map(len, expected)) % len(campaigns)
        campaign = campaigns[number]
        with organization_scope(campaign.organization_id):
            entry = journal.append(
                verb="answer.detected",
                subject=campaign.id,
                organization_id=campaign.organization_id,
                actor=PLATFORM,
                now=clock.now(),
                details={"answer": len(expected[number])},
            )
        expected[number] += [event.id for event in events_of(entry)]


def _received(file: Path) -> list[str]:
    return file.read_text().split() if file.exists() else []


def _figures(expected: Sequence[Sequence[str]], received: Sequence[str], kills: int) -> Figures:
    firsts = list(dict.fromkeys(name for name in received if not name.startswith("!")))
    arrived = {name: place for place, name in enumerate(firsts)}
    violations = 0
    for ids in expected:
        places = [arrived[name] for name in ids if name in arrived]
        violations += sum(later < earlier for earlier, later in itertools.pairwise(places))
    wanted = {name for ids in expected for name in ids}
    return Figures(
        messages=len(wanted),
        kills=kills,
        lost=len(wanted - set(firsts)),
        twice=len(received) - len(set(received)),
        violations=violations,
        refused=sum(name.startswith("!") for name in received),
    )


class _Crew:
    """The programs that are killed and started again."""

    def __init__(self, commands: Sequence[Sequence[str]], environment: dict[str, str]) -> None:
        self._commands, self._environment = commands, environment
        self._running = [self._start(command) for command in commands]
        self._next = BETWEEN[0]

    def _start(self, command: Sequence[str]) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(command, cwd=CHECKOUT, env=self._environment)

    def kill_when_it_is_time(self, rng: random.Random, received: int) -> bool:
        """Kill one of them as the kernel would, and start another in its place."""
        if received < self._next:
            return False
        self._next = received + rng.randint(*BETWEEN)
        victim = rng.randrange(len(self._commands))
        self._end(self._running[victim])
        self._running[victim] = self._start(self._commands[victim])
        return True

    def end(self) -> None:
        for process in self._running:
            self._end(process)

    def _end(self, process: "subprocess.Popen[bytes]") -> None:
        process.send_signal(signal.SIGKILL)
        process.wait()


@contextmanager
def _running(port: int, secret: str, file: Path) -> Iterator[_Crew]:
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{settings.DATABASES['default']['NAME']}")
    environment = {
        **os.environ,
        "DATABASE_URL": url.geturl(),
        "HTTP_ALLOW_LOOPBACK": f"127.0.0.1:{port}",
        "PGAPPNAME": "candystorm-webhook-soak",
    }
    receiver = [sys.executable, "-m", "tests.support.receiver", str(port), secret, str(file)]
    crew = _Crew([receiver, *[[sys.executable, "-c", _WORKER]] * WORKERS], environment)
    try:
        yield crew
    finally:
        crew.end()
