"""The networks that are listened to, as the environment says. `candyplatform.settings` takes them in."""

from decimal import Decimal
from typing import Any

import environ


def networks(env: environ.Env) -> dict[str, dict[str, Any]]:
    """Each network's connector, whether it is enabled, the servers it asks and with what."""
    enabled = env.bool("NETWORKS_ENABLED", default=True)  # one switch for all of them
    return {
        "mastodon": {
            "connector": "campaigns.networks.mastodon.Mastodon",
            "enabled": enabled and env.bool("MASTODON_ENABLED", default=True),
            "hosts": env.list("MASTODON_INSTANCES", default=["https://mastodon.social"]),
            "tokens": env.dict("MASTODON_TOKENS", default={}),
        },
        "bluesky": {
            "connector": "campaigns.networks.bluesky.Bluesky",
            "enabled": enabled and env.bool("BLUESKY_ENABLED", default=True),
            "hosts": env.list("BLUESKY_JETSTREAM", default=["wss://jetstream2.us-east.bsky.network"]),
            "api": env.str("BLUESKY_API", default="https://public.api.bsky.app"),
            "pds": env.str("BLUESKY_PDS", default="https://bsky.social"),
            "handle": env.str("BLUESKY_HANDLE", default=""),
            "app_password": env.str("BLUESKY_APP_PASSWORD", default=""),
        },
        "x": {
            "connector": "campaigns.networks.x.X",
            "enabled": enabled and env.bool("X_ENABLED", default=True),
            "hosts": [env.str("X_API", default="https://api.x.com")],
            "token": env.str("X_TOKEN", default=""),
            "mode": env.str("X_MODE", default="counts"),
            # US dollars an organization and day, as millionths
            "daily_budget": round(Decimal(env.str("X_DAILY_BUDGET", default="0")) * 1_000_000),
        },
        "threads": {
            "connector": "campaigns.networks.threads.Threads",
            "enabled": enabled and env.bool("THREADS_ENABLED", default=True),
            "hosts": [env.str("THREADS_API", default="https://graph.threads.net")],
            "token": env.str("THREADS_TOKEN", default=""),
            "reviewed": env.bool("THREADS_REVIEWED", default=False),
        },
    }
