"""Due work on a real database: leased once, done once, never lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection, transaction

from candyplatform.base import clock, work
from candyplatform.base.models import DueWork
from candyplatform.base.rls import transaction_settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    return clock.now()


def rows() -> list[DueWork]:
    with transaction_settings({"app.reader": "sweeper"}):
        return list(DueWork.objects.order_by("id"))


def leased(now: datetime) -> work.Leased:
    (one,) = work.lease_due(now=now)
    return one


def run(one: work.Leased, operation: Callable[[work.Job], datetime | None]) -> None:
    work.run(work_id=one.id, lease=str(one.lease), operation=operation)


def test_put_twice_makes_one_row_due_at_the_earlier_moment(now: datetime) -> None:
    work.put(kind="mail.send", key="a", due_at=now)
    work.put(kind="mail.send", key="a", due_at=now + timedelta(hours=1))
    (row,) = rows()
    assert (row.due_at, row.generation) == (now, 1)
    work.put(kind="mail.send", key="a", due_at=now - timedelta(hours=1))
    (row,) = rows()
    assert (row.due_at, row.generation) == (now - timedelta(hours=1), 2)


def test_put_all_makes_each_kind_due_once(now: datetime) -> None:
    work.put(kind="mail.send", key="a", due_at=now)
    work.put_all(kinds=["page.renew", "mail.send", "page.renew"], key="a", due_at=now)
    assert sorted((row.kind, row.generation) for row in rows()) == [("mail.send", 1), ("page.renew", 1)]


@pytest.mark.django_db(transaction=True)
def test_work_that_waits_is_taken_in_hand_only_when_who_asked_again_is_done(now: datetime) -> None:
    """Else it would be done, and gone, before what it was asked for can be seen."""
    work.put(kind="mail.send", key="a", due_at=now)

    def lease() -> list[work.Leased]:
        try:
            return work.lease_due(now=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            work.put(kind="mail.send", key="a", due_at=now)
            assert pool.submit(lease).result(10) == []
        assert [one.kind for one in pool.submit(lease).result(10)] == ["mail.send"]


def test_lease_due_leaves_out_what_is_not_due_or_leased_already(now: datetime) -> None:
    work.put(kind="mail.send", key="now", due_at=now)
    work.put(kind="mail.send", key="later", due_at=now + timedelta(seconds=1))
    assert [one.kind for one in work.lease_due(now=now)] == ["mail.send"]
    assert work.lease_due(now=now) == []


def test_lease_that_ran_out_is_handed_out_again(now: datetime) -> None:
    work.put(kind="mail.send", key="a", due_at=now)
    first = leased(now)
    again = leased(now + work.LEASE + timedelta(seconds=1))
    assert again.id == first.id
    assert work.begin(work_id=first.id, lease=first.lease, now=now) is None


def test_run_deletes_work_that_is_done(now: datetime) -> None:
    work.put(kind="mail.send", key="a", due_at=now)
    done: list[str] = []
    run(leased(now), lambda job: done.append(job.key))
    assert (done, rows()) == (["a"], [])


def test_run_does_the_same_message_once(now: datetime) -> None:
    work.put(kind="feed.fetch", key="a", due_at=now)
    one = leased(now)
    done: list[str] = []
    for _ in range(2):
        work.run(work_id=one.id, lease=str(one.lease), operation=lambda job: done.append(job.key))
    assert done == ["a"]


def test_run_reschedules_work_that_comes_again(now: datetime) -> None:
    work.put(kind="feed.fetch", key="a", due_at=now)
    next_due = now + timedelta(minutes=5)
    run(leased(now), lambda job: next_due)
    (row,) = rows()
    assert (row.due_at, row.lease, row.attempts) == (next_due, None, 0)


def test_run_keeps_work_that_was_asked_for_meanwhile(now: datetime) -> None:
    work.put(kind="answers.notice", key="a", due_at=now)
    run(leased(now), lambda job: work.put(kind="answers.notice", key="a", due_at=now))
    (row,) = rows()
    assert (row.due_at, row.lease) == (now, None)


def test_run_keeps_work_that_failed_and_says_why(now: datetime) -> None:
    def operation(job: work.Job) -> None:
        raise ValueError("no such server")

    work.put(kind="mail.send", key="a", due_at=now)
    run(leased(now), operation)
    (row,) = rows()
    assert (row.lease, row.attempts, row.last_error) == (None, 1, "ValueError: no such server")
    assert row.due_at > now


def test_put_of_an_organization_needs_its_scope(now: datetime) -> None:
    organization_id = uuid4()
    with transaction_settings({"app.organization": str(organization_id)}):
        work.put(kind="answers.notice", key="a", due_at=now, organization_id=organization_id)
    assert DueWork.objects.count() == 0
    assert [row.organization_id for row in rows()] == [organization_id]


def test_drop_ends_work_of_the_platform_and_of_the_open_scope_only(now: datetime) -> None:
    mine, theirs = uuid4(), uuid4()
    work.put(kind="feed.refresh", key="a", due_at=now)
    for organization_id in (mine, theirs):
        with transaction_settings({"app.organization": str(organization_id)}):
            work.put(kind="campaign.start", key=organization_id, due_at=now, organization_id=organization_id)
    with transaction_settings({"app.organization": str(mine)}):
        work.drop(kind="feed.refresh", key="a")
        work.drop(kind="campaign.start", key=mine)
        work.drop(kind="campaign.start", key=theirs)
    assert [row.organization_id for row in rows()] == [theirs]


def test_hold_is_for_one_at_a_time(now: datetime) -> None:
    one, other = uuid4(), uuid4()
    ten = timedelta(seconds=10)
    assert work.hold(kind="feed.listen", key=1, holder=one, now=now, lasting=ten)
    assert not work.hold(kind="feed.listen", key=1, holder=other, now=now, lasting=ten)
    assert work.hold(kind="feed.listen", key=1, holder=one, now=now + ten, lasting=ten)
    assert work.hold(kind="feed.listen", key=1, holder=other, now=now + 3 * ten, lasting=ten)
    assert work.lease_due(now=now + 10 * ten) == []


def test_let_go_frees_the_place(now: datetime) -> None:
    one, other = uuid4(), uuid4()
    ten = timedelta(seconds=10)
    work.hold(kind="feed.listen", key=1, holder=one, now=now, lasting=ten)
    work.let_go(kind="feed.listen", key=1, holder=other)
    assert not work.hold(kind="feed.listen", key=1, holder=other, now=now, lasting=ten)
    work.let_go(kind="feed.listen", key=1, holder=one)
    assert work.hold(kind="feed.listen", key=1, holder=other, now=now, lasting=ten)


@pytest.mark.django_db(transaction=True)
def test_lease_due_by_many_sweeps_hands_each_row_out_once(now: datetime) -> None:
    for number in range(60):
        work.put(kind="mail.send", key=number, due_at=now)
    found: list[int] = []

    def sweep() -> None:
        while batch := work.lease_due(now=now, limit=7):
            found.extend(one.id for one in batch)
        connection.close()

    threads = [Thread(target=sweep) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == len(set(found)) == 60
