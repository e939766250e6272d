"""Where the storm simulator of `./dev up --demo` listens, and the settings that lead the platform to it."""

from dataclasses import dataclass

from candyplatform.runner.errors import RunnerError
from candyplatform.runner.ports import is_free

# Storm seconds a second: an hour in a minute and a half.
SPEED = 40
# What the simulator takes for every network's token; it is no secret.
_TOKEN = "storm-token"  # noqa: S105 - opens the simulator alone
_FIRST_PORT = 4810
_STEP = 10
_BLOCKS = 20


@dataclass(frozen=True)
class Stage:
    """The simulator's ports: two Mastodon instances (the first is Bluesky's API too) and a Jetstream."""

    first_port: int

    @property
    def ports(self) -> tuple[int, int, int]:
        """All three."""
        return self.first_port, self.first_port + 1, self.first_port + 2

    def options(self) -> tuple[str, ...]:
        """For `python -m campaigns.networks.simulator`."""
        mastodon, second, jetstream = self.ports
        return (
            f"--mastodon-port={mastodon}",
            f"--second-mastodon-port={second}",
            f"--jetstream-port={jetstream}",
            f"--speed={SPEED}",
            "--everywhere",
        )

    def variables(self) -> dict[str, str]:
        """For Django: the simulator in place of the real networks, and leave to dial it."""
        mastodon, second, jetstream = (f"127.0.0.1:{port}" for port in self.ports)
        return {
            "MASTODON_INSTANCES": f"http://{mastodon},http://{second}",
            "MASTODON_TOKENS": f"http://{mastodon}={_TOKEN},http://{second}={_TOKEN}",
            "BLUESKY_JETSTREAM": f"ws://{jetstream}",
            "BLUESKY_API": f"http://{mastodon}",
            "BLUESKY_PDS": f"http://{mastodon}",
            "BLUESKY_HANDLE": "platform.storm.localhost",
            "BLUESKY_APP_PASSWORD": "storm-app-password",
            "X_API": f"http://{mastodon}",
            "X_TOKEN": _TOKEN,
            "X_DAILY_BUDGET": "50.00",
            "THREADS_API": f"http://{mastodon}",
            "THREADS_TOKEN": _TOKEN,
            "THREADS_REVIEWED": "true",
            "HTTP_ALLOW_LOOPBACK": f"{mastodon},{second},{jetstream}",
            "REHEARSAL_SPEED": str(SPEED),
        }


def free_stage() -> Stage:
    """The first three ports in a row that are free; the same at every start if nothing else takes them."""
    for first in range(_FIRST_PORT, _FIRST_PORT + _STEP * _BLOCKS, _STEP):
        stage = Stage(first)
        if all(is_free(port) for port in stage.ports):
            return stage
    raise RunnerError("the storm simulator found no free ports from 4810 on.")
