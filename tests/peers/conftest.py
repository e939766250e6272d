"""The peers: installed at the first run (minutes), started once a session. With `-s` the suite says which and what came of it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from tests.peers import parts
from tests.peers.receiving import Receiver, receiver_of
from tests.peers.running import Peer, running

PLUGIN = parts.CHECKOUT / "docs" / "integrations" / "pretix-plugin"
_SECRET = "a-peer-on-loopback-has-no-secrets-but-asks-for-fifty-letters"
PRETIX = f"""[pretix]
instance_name=Peers
url={{url}}
datadir={{home}}
[database]
backend=sqlite3
[django]
secret={_SECRET}
"""
PRETALX = f"""[filesystem]
data={{home}}
[site]
url={{url}}
secret={_SECRET}
debug=False
[database]
backend=sqlite3
name={{home}}/db.sqlite3
"""


NAMES = {"de": "EduCamp Hamburg, Frühling", "en": "EduCamp Hamburg, Spring"}
STARTS_AT = (datetime.now(UTC) + timedelta(days=90)).replace(hour=8, minute=30, second=0, microsecond=0)
MOVED_TO = STARTS_AT + timedelta(days=7, hours=2)
PAGE = "https://candystorm.example/educamp/internet/"


@dataclass(frozen=True)
class Event:
    """An event that was made in a peer."""

    peer: Peer
    slug: str
    token: str

    def link(self, path: str = "spring") -> str:
        parts = [self.peer.url, self.slug, *([path] if self.peer.name == "pretix" else [])]
        return "/".join([*parts, ""])

    def move(self) -> None:
        self.peer.tell(act="move", slug=self.slug, starts_at=MOVED_TO.isoformat(), place="Kampnagel, Hamburg")


def make_event(peer: Peer, page: str = PAGE) -> Event:
    """A new one; in pretix, one whose shop shows the campaign at `page`."""
    slug = f"e{uuid4().hex[:10]}"
    place = "Museum der Arbeit\nHamburg"
    told = peer.tell(act="make", slug=slug, starts_at=STARTS_AT.isoformat(), place=place, page=page, **NAMES)
    return Event(peer, slug, told.get("token", ""))


def _folder() -> Path:
    return Path(os.environ["STATE_DIR"]) / "peers"


def _installed(name: str) -> Path:
    python = parts.installed(name, _folder())
    print(f"\n{parts.wanted(name)} on {parts.run([str(python), '--version'], {}).strip()}")
    return python


def _peer(name: str, settings: str) -> Iterator[Peer]:
    try:
        python = _installed(name)
        if name == "pretix":
            parts.add(python, PLUGIN)
        with running(name, python, _folder() / f"{name}-data", settings) as peer:
            yield peer
    except parts.MissingPart as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def pretix() -> Iterator[Peer]:
    """A real pretix. Skipped, with what was said, where it cannot be installed."""
    yield from _peer("pretix", PRETIX)


@pytest.fixture(scope="session")
def pretalx() -> Iterator[Peer]:
    """A real pretalx, likewise."""
    yield from _peer("pretalx", PRETALX)


@pytest.fixture
def peer(request: pytest.FixtureRequest) -> Peer:
    """The one that a test names."""
    found: Peer = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def event(peer: Peer) -> Event:
    """A new one in that peer."""
    return make_event(peer)


@pytest.fixture(scope="session")
def verifying() -> Path:
    """The Python of an environment that has the `standardwebhooks` package and nothing of ours. Skipped likewise."""
    try:
        return _installed("standardwebhooks")
    except parts.MissingPart as error:
        pytest.skip(str(error))


@pytest.fixture
def receiver(verifying: Path, tmp_path: Path) -> Iterator[Receiver]:
    """A stranger's receiver of webhooks."""
    with receiver_of(verifying, tmp_path) as running_one:
        yield running_one
