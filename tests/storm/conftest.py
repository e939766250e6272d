"""A storm to listen to: the simulator's servers, and the platform set up to hear them."""

from collections.abc import Callable, Iterator

import pytest
from pytest_django.fixtures import Settings

from campaigns.listening import connectors
from campaigns.networks.simulator.simulator import Simulator, Start


def forget_networks() -> None:
    """The networks of the settings are read again."""
    connectors.connectors.cache_clear()
    connectors.door.cache_clear()


@pytest.fixture
def storm(settings: Settings) -> Iterator[Callable[[Start], Simulator]]:
    """Starts a simulator and points the platform at it, through its own connectors and the one HTTP door."""
    running: list[Simulator] = []

    def begin(start: Start) -> Simulator:
        simulator = Simulator(start, rate_limit=100_000)
        simulator.start()
        running.append(simulator)
        point_at(settings, simulator)
        return simulator

    yield begin
    for simulator in running:
        simulator.stop()
    forget_networks()


def point_at(settings: Settings, simulator: Simulator) -> None:
    """Set the platform's settings as `./dev up --demo` would."""
    mastodon = settings.NETWORKS["mastodon"] | {"hosts": list(simulator.instances)}
    bluesky = settings.NETWORKS["bluesky"] | {"hosts": [simulator.jetstream], "api": simulator.bluesky_api}
    settings.NETWORKS = settings.NETWORKS | {"mastodon": mastodon, "bluesky": bluesky}
    settings.HTTP_ALLOW_LOOPBACK = [f"{host}:{port}" for host, port in simulator.loopback]
    forget_networks()
