"""An operator's own limits."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from candyplatform.rate_limits import RATES, chosen
from tests.test_production import asked


def test_chosen_limits_replace_ours() -> None:
    assert chosen({"login.account": "20/5 minutes"}) == {**RATES, "login.account": "20/5 minutes"}


@pytest.mark.parametrize("own", [{"logins": "20/minute"}, {"login.account": "many"}])
def test_chosen_limits_that_make_no_sense_stop_the_start(own: dict[str, str]) -> None:
    with pytest.raises(ImproperlyConfigured, match="RATE_LIMITS"):
        chosen(own)


def test_limits_come_from_the_environment() -> None:
    limits = "print(s.RATE_LIMITS['login.account'], s.RATE_LIMITS['api.token'])"
    assert (
        asked(limits, RATE_LIMITS="login.account=20/5 minutes,api.token=1/second")
        == "20/5 minutes 1/second\n"
    )
    assert asked(limits, RATE_LIMITS="") == "10/5 minutes 300/minute\n"
