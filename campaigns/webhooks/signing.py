"""Standard Webhooks: secrets, and the headers that a message is told by and verified with."""

import base64
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from standardwebhooks import Webhook

START = "whsec_"
_RANDOM_BYTES = 32


def new_secret() -> str:
    """A secret that nobody had before."""
    return START + base64.b64encode(secrets.token_bytes(_RANDOM_BYTES)).decode()


def signed_headers(*, event_id: str, body: str, keys: Sequence[str], now: datetime) -> dict[str, str]:
    """The three headers of the specification. One signature a key, so that a receiver with any of them is content."""
    moment = now.astimezone(UTC)  # the package takes any other zone for UTC
    signatures = [Webhook(key).sign(event_id, moment, body) for key in keys]
    return {
        "webhook-id": event_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
