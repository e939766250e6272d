"""The meter: what a network may cost a day is never exceeded, whoever asks at the same time."""

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from campaigns.listening.budgets import Resting
from campaigns.listening.spending import Claim, claim, pace, pay_for, renewed_at, settle, shares_of, spent_on
from campaigns.networks.errors import Throttled, Unavailable
from campaigns.networks.x import X
from candyplatform.base import clock
from tests.factories import NOW, make_organization

DAY = NOW.date()
BUDGET = 100_000
CONNECTOR = X(token="t", daily_budget=BUDGET)
ids = st.uuids()


@given(st.dictionaries(ids, st.integers(-5, 50), max_size=6), st.integers(1, 100))
def test_shares_pay_the_price_within_what_is_left(left: dict[UUID, int], price: int) -> None:
    shares = shares_of(left, price)
    assert all(share <= left[payer] for payer, share in shares.items())
    assert len(set(shares.values())) <= 1
    if shares:
        assert price <= sum(shares.values()) < price + len(shares)
    else:
        assert max(left.values(), default=0) < price


def take(organization: UUID, price: int) -> Claim:
    return claim(network="x", organizations=[organization], price=price, budget=BUDGET, now=NOW)


@pytest.mark.django_db
def test_claim_takes_before_it_is_asked_and_settle_gives_back() -> None:
    one = make_organization().organization_id
    paid = take(one, 60_000)
    assert (paid.shares, spent_on(one, "x", DAY)) == ({one: 60_000}, 60_000)
    assert take(one, 60_000).shares == {}
    settle(paid, cost=5_000)
    assert spent_on(one, "x", DAY) == 5_000
    assert take(one, 60_000).shares == {one: 60_000}


@pytest.mark.django_db
def test_claim_is_shared_by_those_who_can_pay() -> None:
    one, two, three = (make_organization(slug=slug).organization_id for slug in ("a", "b", "c"))
    take(three, BUDGET)
    paid = claim(network="x", organizations=[one, two, three], price=5_001, budget=BUDGET, now=NOW)
    assert paid.shares == {one: 2_501, two: 2_501}
    settle(paid, cost=5_001)
    assert [spent_on(who, "x", DAY) for who in (one, two, three)] == [2_501, 2_501, BUDGET]


@pytest.mark.django_db
def test_a_new_day_is_a_new_budget() -> None:
    one = make_organization().organization_id
    take(one, BUDGET)
    tomorrow = NOW + timedelta(days=1)
    again = claim(network="x", organizations=[one], price=BUDGET, budget=BUDGET, now=tomorrow)
    assert again.day == DAY + timedelta(days=1)
    assert again.shares == {one: BUDGET}


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_never_overspend() -> None:
    """Eight workers, each in a transaction of its own, claim from two budgets until nothing is left."""
    both = [make_organization(slug=slug).organization_id for slug in ("a", "b")]
    together = Barrier(8)
    paid: list[Claim] = []

    def work() -> None:
        together.wait()
        while (claimed := claim(network="x", organizations=both, price=6_000, budget=BUDGET, now=NOW)).shares:
            paid.append(claimed)
        connection.close()

    threads = [Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = [spent_on(organization, "x", DAY) for organization in both]
    assert sum(sum(claimed.shares.values()) for claimed in paid) == sum(spent)
    assert all(BUDGET - 6_000 < amount <= BUDGET for amount in spent)
    assert len(paid) == 33


@pytest.mark.django_db
def test_pay_for_asks_nothing_when_the_budget_has_no_room() -> None:
    one = make_organization().organization_id
    asked: list[int] = []

    def ask() -> tuple[str, int]:
        asked.append(1)
        return "answer", 60_000

    assert pay_for(CONNECTOR, price=BUDGET, organizations=[one], ask=ask) == ("answer", frozenset({one}))
    assert pay_for(CONNECTOR, price=BUDGET, organizations=[one], ask=ask) == (None, frozenset())
    assert spent_on(one, "x", clock.now().date()) == 60_000
    assert asked == [1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "spent"),
    [
        (Unavailable("lost on the way"), 5_000),
        (Throttled("slow down", retry_after=9), 0),
        (Resting("https://api.x.com", 9), 0),
    ],
)
def test_an_answer_that_got_lost_may_have_cost_something(error: Exception, spent: int) -> None:
    one = make_organization().organization_id

    def ask() -> tuple[str, int]:
        raise error

    with pytest.raises(type(error)):
        pay_for(CONNECTOR, price=5_000, organizations=[one], ask=ask)
    assert spent_on(one, "x", clock.now().date()) == spent


@pytest.mark.django_db
def test_pace_makes_the_budget_last_until_midnight() -> None:
    one = make_organization().organization_id
    noon = datetime(2013, 4, 22, 12, tzinfo=UTC)
    assert pace(CONNECTOR, price=5_000, organizations=[one], now=noon) == timedelta(minutes=36)
    take(one, 90_000)
    assert pace(CONNECTOR, price=5_000, organizations=[one], now=noon) == timedelta(hours=6)
    take(one, 10_000)
    assert noon + pace(CONNECTOR, price=5_000, organizations=[one], now=noon) == renewed_at(noon)
    assert pace(CONNECTOR, price=0, organizations=[one], now=noon) == timedelta()


def test_budgets_are_renewed_at_midnight_in_utc() -> None:
    assert renewed_at(datetime(2013, 4, 22, 23, 59, tzinfo=UTC)) == datetime(2013, 4, 23, tzinfo=UTC)
    assert date(2013, 4, 22) == DAY
