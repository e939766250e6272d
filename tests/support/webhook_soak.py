"""Many messages, with their receiver and the workers killed throughout; what is lost, out of order or refused is counted."""

import itertools
import os
import random
import signal
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
from candyplatform.base.models import DueWork
from candyplatform.base.rls import transaction_settings
from tests.factories import make_campaign, make_company, make_organization
from tests.support.killing import CHECKOUT
from tests.support.ports import free_port

# Waits and leases are shortened, so that a death costs a second; what happens is the same.
_WORKER = """
import time, django
from datetime import timedelta
django.setup()
from django.conf import settings
from django.utils.module_loading import import_string
from campaigns.webhooks import delivering, retrying, sending
from candyplatform.base import clock, work
retrying._WAITS = (timedelta(seconds=0.3),) * 10
delivering.LASTING = work.LEASE = timedelta(seconds=2)
sending.TIMEOUT = 1.0
while True:
    # As few at a time as a process does before their leases run out.
    leased = work.lease_due(now=clock.now(), limit=4)
    for one in leased:
        if one.kind in ("webhooks.follow", "webhook.deliver"):
            import_string(settings.WORK_KINDS[one.kind])(work_id=one.id, lease=str(one.lease))
    if not leased:
        time.sleep(0.05)
"""
WORKERS = 2
CAMPAIGNS = 10
BATCH = 20
# So many more happen before those that did have arrived.
AHEAD = 400


@dataclass(frozen=True)
class Figures:
    """What came of it. `violations`: messages that arrived for the first time after a later one of their campaign."""

    messages: int
    kills: int
    lost: int
    twice: int
    violations: int
    refused: int


def soak(
    messages: int,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    between: tuple[int, int],
    patience: float,
) -> Figures:
    """Send so many, and kill something after every so many that arrived; until all have, or `patience` seconds are over.

    Not by the clock: a slow machine would never get beyond starting what was killed.
    """
    port, file = free_port(), folder / "received"
    monkeypatch.setattr(settings, "HTTP_ALLOW_LOOPBACK", [f"127.0.0.1:{port}"])
    campaigns, secret = _set_up(port)
    rng, kills, ends = random.Random(1), 0, time.monotonic() + patience
    expected: list[list[str]] = [[] for _ in campaigns]
    with _running(port, secret, file) as crew:
        while time.monotonic() < ends:
            made, received = sum(map(len, expected)), _received(file)
            if made < messages and made - len(received) < AHEAD:
                _let_happen(campaigns, expected, min(BATCH, messages - made))
            elif made == messages and {name for ids in expected for name in ids} <= set(received):
                break
            kills += crew.kill_when_it_is_time(
                rng.randint(*between), len(received), rng.randrange(WORKERS + 1)
            )
            time.sleep(0.02)
    return _figures(expected, _received(file), kills)


def _set_up(port: int) -> tuple[list[Campaign], str]:
    membership, now = make_organization(now=clock.now()), clock.now()
    company = make_company(now=now)
    campaigns = [make_campaign(membership, state="live", company=company, now=now) for _ in range(CAMPAIGNS)]
    # What else is due of them is nobody's here, and would only be handed out again and again.
    with transaction_settings({"app.reader": "sweeper"}):
        DueWork.objects.all().delete()
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
        self._before = 0

    def _start(self, command: Sequence[str]) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(command, cwd=CHECKOUT, env=self._environment)

    def kill_when_it_is_time(self, wait: int, received: int, victim: int) -> bool:
        """Once `wait` more have arrived since the last time, kill one as the kernel would, and start another in its place."""
        if received < self._before + wait:
            return False
        self._before = received
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
