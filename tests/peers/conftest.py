"""The peers: installed at the first run (minutes), started once a session."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.peers import parts
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


def _peer(name: str, settings: str) -> Iterator[Peer]:
    folder = Path(os.environ["STATE_DIR"]) / "peers"
    try:
        python = parts.installed(name, folder)
        if name == "pretix":
            parts.add(python, PLUGIN)
        with running(name, python, folder / f"{name}-data", settings) as peer:
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
