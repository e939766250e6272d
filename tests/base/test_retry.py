from datetime import timedelta

import pytest

from candyplatform.base.retry import Retry, delay_after

POLICY = Retry(first=timedelta(seconds=5), longest=timedelta(minutes=1), attempts=6)


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 5), (2, 10), (3, 20), (4, 40), (5, 60)])
def test_delay_doubles_up_to_the_longest(attempts: int, seconds: int) -> None:
    assert delay_after(ValueError(), attempts, POLICY) == timedelta(seconds=seconds)


def test_delay_ends_after_the_last_attempt() -> None:
    assert delay_after(ValueError(), 6, POLICY) is None


def test_delay_is_what_the_error_asks_for() -> None:
    error = ValueError()
    error.retry_after = 90  # type: ignore[attr-defined]
    assert delay_after(error, 1, POLICY) == timedelta(seconds=90)
