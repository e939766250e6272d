"""One message on its way out, through the HTTP door: no redirects, fifteen seconds, and what came of it as a plain value."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus

from campaigns.models import WebhookDelivery
from campaigns.webhooks.signing import signed_headers
from candyplatform.base.http import Door, DoorError

TIMEOUT = 15.0
MAX_ANSWER = 64_000
KEPT_ANSWER = 1_000
_SUCCESS = range(200, 300)


@dataclass(frozen=True)
class Outcome:
    """What came of one try. `status` is None where nobody answered; `error` then says why, by a code of the door's errors."""

    at: datetime
    milliseconds: int
    status: int | None = None
    error: str = ""
    answer: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_delivered(self) -> bool:
        """Whether the receiver has it."""
        return self.status in _SUCCESS

    @property
    def is_gone(self) -> bool:
        """Whether the receiver wants nothing any more, for good."""
        return self.status == HTTPStatus.GONE

    def as_log(self) -> dict[str, object]:
        """What the log keeps of it."""
        return {
            "at": self.at.isoformat(),
            "status": self.status,
            "milliseconds": self.milliseconds,
            "error": self.error,
            "answer": self.answer,
        }


def post(delivery: WebhookDelivery, *, door: Door, now: datetime) -> Outcome:
    """Send the message to its endpoint, once, and say what came of it. No transaction is open meanwhile."""
    endpoint, began = delivery.endpoint, time.perf_counter()
    signed = signed_headers(
        event_id=delivery.event_id, body=delivery.body, keys=endpoint.secrets_at(now), now=now
    )
    try:
        response = door.request(
            "POST",
            endpoint.url,
            headers={"Content-Type": "application/json", **signed},
            body=delivery.body.encode(),
            timeout=TIMEOUT,
            max_bytes=MAX_ANSWER,
            max_redirects=0,
        )
    except DoorError as error:
        return Outcome(now, _milliseconds(began), error=error.code)
    answer = _as_text(response.body)
    return Outcome(now, _milliseconds(began), response.status, answer=answer, headers=response.headers)


def _milliseconds(began: float) -> int:
    return round((time.perf_counter() - began) * 1000)


def _as_text(body: bytes) -> str:
    """The beginning of what came back, as text that PostgreSQL takes."""
    return body[:KEPT_ANSWER].decode(errors="replace").replace("\x00", "\ufffd")
