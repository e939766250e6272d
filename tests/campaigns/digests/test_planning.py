"""Which digests are due: each once a period."""

import threading
from datetime import date, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.db import connection

from accounts.actors import actor_of
from accounts.preferences import move_to_time_zone, want_digest
from accounts.scope import organization_scope
from campaigns.digests.planning import plan_digests
from campaigns.enums import Outcome
from campaigns.models import Digest
from campaigns.transitions import operations as transitions
from candyplatform.base import work
from tests.campaigns.digests.storm import MORNING, digests, due, storm, work_at
from tests.factories import NOW, make_campaign, make_organization

pytestmark = pytest.mark.django_db


def periods(found: list[Digest]) -> list[date]:
    return [digest.period for digest in found]


def test_founding_an_organization_plans_the_founders_next_morning() -> None:
    with time_machine.travel(NOW, tick=False):
        make_organization()
        assert due("digest.plan") == [NOW]
        work_at(NOW)

    assert due("digest.plan") == [MORNING]


def test_plan_writes_one_digest_a_campaign_and_asks_for_the_next_morning() -> None:
    membership, campaign = storm()

    work_at(MORNING, "digest.plan")

    [digest] = digests(membership)
    assert (digest.campaign_id, digest.period) == (campaign.id, date(2013, 4, 23))
    assert (digest.since, digest.until) == (NOW, MORNING)
    assert due("digest.compose") == [MORNING]
    assert due("digest.plan") == [MORNING + timedelta(days=1)]


def test_plan_before_the_morning_writes_nothing() -> None:
    membership, _campaign = storm()

    work_at(MORNING - timedelta(seconds=1), "digest.plan")

    assert digests(membership) == []


def test_plan_again_in_the_same_period_writes_nothing() -> None:
    membership, _campaign = storm()
    work_at(MORNING)

    for hours in (0, 7, 13):
        now = MORNING + timedelta(hours=hours)
        with organization_scope(membership.organization_id):
            work.put(
                kind="digest.plan", key=membership.pk, due_at=now, organization_id=membership.organization_id
            )
        work_at(now)

    assert periods(digests(membership)) == [date(2013, 4, 23)]


@pytest.mark.django_db(transaction=True)
def test_two_plans_at_once_write_one_digest() -> None:
    membership, _campaign = storm()
    barrier = threading.Barrier(2)
    planned: list[int] = []

    def plan() -> None:
        try:
            with organization_scope(membership.organization_id):
                barrier.wait(timeout=60)
                planned.append(plan_digests(membership=membership, period=date(2013, 4, 23), now=MORNING))
        finally:
            connection.close()

    threads = [threading.Thread(target=plan) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(planned) == [0, 1]
    assert len(digests(membership)) == 1
    assert due("digest.compose") == [MORNING]


def test_next_digest_begins_where_the_last_one_ended() -> None:
    membership, _campaign = storm()

    work_at(MORNING)
    work_at(MORNING + timedelta(days=1))

    first, second = digests(membership)
    assert second.since == first.until
    assert second.period == date(2013, 4, 24)


def test_platform_that_was_down_for_two_days_writes_one_digest() -> None:
    membership, _campaign = storm()
    work_at(MORNING)

    back = MORNING + timedelta(days=3, hours=5)
    work_at(back)

    first, second = digests(membership)
    assert (second.since, second.until, second.period) == (first.until, back, date(2013, 4, 26))
    assert due("digest.plan") == [MORNING + timedelta(days=4)]


@pytest.mark.parametrize(
    ("time_zone", "changed_at", "next_digest"),
    [
        # Honolulu's 23 April comes ten hours later: it was told in Berlin already.
        ("Pacific/Honolulu", MORNING + timedelta(hours=1), datetime.fromisoformat("2013-04-24T18:00Z")),
        # In Kiritimati it is 24 April soon after: the day gained brings no second digest at once.
        ("Pacific/Kiritimati", MORNING + timedelta(hours=5), datetime.fromisoformat("2013-04-23T18:00Z")),
    ],
)
def test_who_changes_the_time_zone_gets_no_second_digest_of_a_period(
    time_zone: str, changed_at: datetime, next_digest: datetime
) -> None:
    membership, _campaign = storm()
    work_at(MORNING)

    with time_machine.travel(changed_at, tick=False):
        move_to_time_zone(user=membership.user, time_zone=time_zone, now=changed_at)
    for hours in range(60):
        work_at(changed_at + timedelta(hours=hours))
        if len(digests(membership)) > 1:
            break

    first, second = digests(membership)
    assert second.until - first.until >= timedelta(hours=6)
    assert next_digest <= second.until < next_digest + timedelta(hours=1)
    assert second.period > first.period


def test_member_who_wants_no_digest_gets_none_until_they_want_it_again() -> None:
    membership, _campaign = storm()
    turn = partial(
        want_digest,
        membership_id=membership.pk,
        organization_id=membership.organization_id,
        actor=actor_of(membership),
    )
    turn(wanted=False, now=NOW)

    work_at(MORNING)
    assert digests(membership) == []
    assert due("digest.plan") == []

    noon = MORNING + timedelta(hours=4)
    turn(wanted=True, now=noon)
    work_at(noon)
    assert digests(membership) == [], "who turns it on at noon begins the next morning"
    work_at(MORNING + timedelta(days=1))
    assert periods(digests(membership)) == [date(2013, 4, 24)]


def test_closed_campaign_is_told_of_once_more() -> None:
    membership, campaign = storm()
    work_at(MORNING)
    closed_at = MORNING + timedelta(hours=3)
    transitions.close(campaign=campaign, outcome=Outcome.FULFILLED, actor=actor_of(membership), now=closed_at)

    for days in (1, 2, 3):
        work_at(MORNING + timedelta(days=days))

    assert periods(digests(membership)) == [date(2013, 4, 23), date(2013, 4, 24)]


def test_draft_is_not_told_of() -> None:
    membership, _campaign = storm()
    make_campaign(membership, state="draft", slug="another")

    work_at(MORNING)

    assert len(digests(membership)) == 1


def test_plan_sees_its_own_organization_only() -> None:
    first, campaign = storm()
    with time_machine.travel(NOW, tick=False):
        other = make_organization("Barcamp Bonn")

    work_at(MORNING)

    assert [digest.campaign_id for digest in digests(first)] == [campaign.id]
    assert digests(other) == []


def test_plan_refuses_work_without_an_organization() -> None:
    with time_machine.travel(NOW, tick=False):
        work.put(kind="digest.plan", key=1, due_at=NOW)
        work_at(NOW)

    assert len(due("digest.plan")) == 1
