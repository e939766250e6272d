"""What can go wrong when a network is asked. Four answers, no more; the caller decides what follows from each.

The caller retries `Throttled` and `Unavailable`, gives up on `Rejected`, and shows `NotMeasured` to people.
"""

from typing import Literal

Why = Literal["off", "login_required", "refused", "app_review", "account_missing"]


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
    """Nothing is counted here, which is not the same as zero. `why` is stable, `reason` one sentence for people."""

    code = "not_measured"

    def __init__(self, reason: str, *, why: Why = "refused") -> None:
        super().__init__(reason)
        self.reason = reason
        self.why: Why = why
