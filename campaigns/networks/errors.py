"""What can go wrong when a network is asked. Four answers, no more; the caller decides what follows from each.

The caller retries `Throttled` and `Unavailable`, gives up on `Rejected`, and shows `NotMeasured` to people.
"""

from typing import Literal

Why = Literal[
    "off", "no_token", "no_budget", "not_reviewed", "no_login", "login_required", "refused", "account_missing"
]

# One sentence for people to each reason; what shows them marks them for translation.
REASONS: dict[Why, str] = {
    "off": "Turned off on this platform.",
    "no_token": "Off until the operator sets a token.",
    "no_budget": "Off until the operator sets a daily budget.",
    "not_reviewed": "Until the network has approved this platform, its search finds our own posts only.",
    "no_login": "The network refuses the operator's account: what was posted before is not searched for.",
    "login_required": "This server shows such posts only to people who are logged in.",
    "refused": "This server does not answer such questions.",
    "account_missing": "This server does not know the account.",
}


class ConnectorError(Exception):
    """Base of the four. `args[0]` is one English sentence for the log, without secrets."""

    code: str = "connector_error"


class Rejected(ConnectorError):  # noqa: N818 - read as a sentence: raise Rejected
    """The network will not answer this question however often it is asked: a wrong handle, a bad request."""

    code = "rejected"


class Throttled(ConnectorError):  # noqa: N818
    """Too many questions. Ask again after `retry_after` seconds, not sooner."""

    code = "throttled"

    def __init__(self, message: str, *, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = max(0.0, retry_after)


class Unavailable(ConnectorError):  # noqa: N818
    """No usable answer just now: connection lost, server error, half an answer. Ask again later."""

    code = "unavailable"


class NotMeasured(ConnectorError):  # noqa: N818
    """Nothing is counted here, which is not the same as zero. `why` is stable, `reason` is its sentence for people."""

    code = "not_measured"

    def __init__(self, why: Why, detail: str = "") -> None:
        self.why: Why = why
        self.reason = REASONS[why]
        super().__init__(f"{self.reason} {detail}".strip())
