"""A storm for several tests."""

import time
from collections.abc import Iterator

import pytest

from campaigns.networks.simulator import Simulator, Start


@pytest.fixture(scope="package")
def over() -> Iterator[Simulator]:
    """A storm that ended long ago: everything is there at once."""
    with Simulator(Start(posts=200, started_at=time.time() - 10_000), rate_limit=10_000) as simulator:
        yield simulator
