"""Two listeners, one of them killed: the other goes on within ten seconds, and nothing is lost or counted twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from accounts.scope import organization_scope
from campaigns.listening import queries
from campaigns.listening.verifying import differences, recountable_campaigns
from campaigns.models import Campaign
from campaigns.networks.simulator.simulator import Simulator, Start
from candyplatform.base import clock
from candyplatform.base.models import DueWork
from candyplatform.base.work import _sweeping
from tests.factories import make_campaign, make_organization
from tests.storm.test_storm import asked_company

pytestmark = pytest.mark.django_db(transaction=True)
LIMIT = 10.0


def listener(simulator: Simulator, name: str) -> subprocess.Popen[bytes]:
    """`manage.py listen`, on this test's database, where it is known by that name."""
    url = urlsplit(os.environ["DATABASE_URL"])
    variables = {"DATABASE_URL": url._replace(path=f"/{settings.DATABASES['default']['NAME']}").geturl()}
    variables |= simulator.environment() | {"PGAPPNAME": name, "DEBUG": "true"}
    return subprocess.Popen([sys.executable, "manage.py", "listen"], env=os.environ | variables)


def is_connected(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = %s", [name])
        return bool(cursor.fetchone()[0])


@pytest.fixture
def listeners(
    storm: Callable[[Start], Simulator],
) -> Iterator[tuple[Simulator, list[subprocess.Popen[bytes]]]]:
    simulator = storm(Start(posts=1500, speed=60))
    running = [listener(simulator, "first")]
    yield simulator, running
    for process in running:
        process.kill()
        process.wait()


def wait_until(condition: Callable[[], bool], *, seconds: float) -> float:
    """How long it took."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds, "it did not happen"
        time.sleep(0.1)
    return time.monotonic() - began


def posts(campaign: Campaign) -> int:
    with organization_scope(campaign.organization_id):
        return queries.totals_by_network(campaign.id).get("bluesky", queries.Totals()).posts


def holder() -> object:
    with _sweeping():
        return DueWork.objects.filter(kind="feed.listen").values_list("lease", flat=True).first()


def test_second_listener_takes_over_within_ten_seconds(
    listeners: tuple[Simulator, list[subprocess.Popen[bytes]]],
) -> None:
    simulator, running = listeners
    began = clock.now() - timedelta(minutes=1)
    campaign = make_campaign(make_organization(), state="live", company=asked_company(), now=began)
    wait_until(lambda: posts(campaign) > 5, seconds=180)
    first = holder()
    running.append(listener(simulator, "second"))
    wait_until(lambda: is_connected("second"), seconds=180)
    time.sleep(3)
    assert holder() == first, "one connection serves everybody"
    os.kill(running[0].pid, signal.SIGKILL)
    heard = posts(campaign)
    held = wait_until(lambda: holder() not in (first, None), seconds=30)
    took = held + wait_until(lambda: posts(campaign) > heard, seconds=30)
    print(f"the place was taken after {held:.1f} s, the next post counted after {took:.1f} s")
    assert held < LIMIT
    assert took < LIMIT

    def truth() -> int:
        return simulator.truth(so_far=True)["networks"]["bluesky"]["posts"]  # type: ignore[index,no-any-return]

    wait_until(lambda: time.time() > simulator.world.ends_at, seconds=300)
    wait_until(lambda: posts(campaign) == truth(), seconds=180)
    (counted,) = recountable_campaigns()
    assert differences(counted) == []
