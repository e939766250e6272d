"""Sessions that ran out are thrown away, from the first log-in on."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from time_machine import travel

from candyplatform.base import clock
from tests.accounts.leaving.conftest import LogIn
from tests.factories import make_user
from tests.support.due_work import sweep_and_work

pytestmark = pytest.mark.django_db


def test_sessions_that_ran_out_go_once_a_day(log_in: LogIn) -> None:
    log_in(make_user())
    now = clock.now()
    assert Session.objects.count() == 1
    with travel(now + timedelta(days=10), tick=False):
        Client().force_login(make_user())
        assert sweep_and_work(kinds=("session.tidy",)) == 1
        assert Session.objects.count() == 2
    with travel(now + timedelta(days=15), tick=False):
        assert sweep_and_work(kinds=("session.tidy",)) == 1
        assert Session.objects.count() == 1
