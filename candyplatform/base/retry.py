"""From an error and the attempts so far to the next try: one pure function, testable without a worker."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Retry:
    """How often and how patiently work is tried again: `first * 2**(attempts - 1)`, at most `longest`."""

    first: timedelta = timedelta(seconds=5)
    longest: timedelta = timedelta(hours=1)
    attempts: int = 20


DEFAULT = Retry()


def delay_after(error: BaseException, attempts: int, policy: Retry = DEFAULT) -> timedelta | None:
    """How long to wait after the `attempts`-th failure; None when it is time to give up.

    An error may ask for a wait of its own by carrying `retry_after`, a number of seconds, or say with `is_final` that
    trying again cannot help.
    """
    if attempts >= policy.attempts or getattr(error, "is_final", False):
        return None
    asked = getattr(error, "retry_after", None)
    if isinstance(asked, int | float):
        return timedelta(seconds=max(asked, 1))
    doubled: timedelta = policy.first * 2 ** min(attempts - 1, 30)
    return min(doubled, policy.longest)
