"""What a network that takes money may cost: claimed before it is asked, corrected by what the answer cost.

The claim is a row an organization, network and day (UTC). Workers claim one after the other (the row is locked while
they do), so together they never spend more than the budget. A worker that dies in between leaves its claim standing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from uuid import UUID

from django.db import connection, transaction

from accounts.scope import organization_scope
from campaigns.listening.budgets import Resting
from campaigns.models import Spending
from campaigns.networks.contract import Connector
from campaigns.networks.errors import ConnectorError, Unavailable
from candyplatform.base import clock

AnswerT = TypeVar("AnswerT")


@dataclass(frozen=True)
class Claim:
    """Who pays which part of a question."""

    network: str
    day: date
    shares: Mapping[UUID, int]


def pay_for(
    connector: Connector,
    *,
    price: int,
    organizations: Iterable[UUID],
    ask: Callable[[], tuple[AnswerT, int]],
) -> tuple[AnswerT | None, frozenset[UUID]]:
    """Ask a question that costs at most `price`, for these organizations: the answer, and for whom it is.

    `ask` returns the answer and what it did cost. None for nobody when no budget has room for it. A question without an
    answer may have been charged all the same, so its claim stands; not so where the server is left alone: it was not asked.
    """
    wanting = frozenset(organizations)
    if not price:
        return ask()[0], wanting
    budget = connector.traits.prices.daily_budget
    paid = claim(
        network=connector.network, organizations=wanting, price=price, budget=budget, now=clock.now()
    )
    if not paid.shares:
        return None, frozenset()
    try:
        answer, cost = ask()
    except ConnectorError as error:
        if isinstance(error, Resting) or not isinstance(error, Unavailable):
            settle(paid, cost=0)
        raise
    settle(paid, cost=cost)
    return answer, frozenset(paid.shares)


def claim(*, network: str, organizations: Iterable[UUID], price: int, budget: int, now: datetime) -> Claim:
    """Take the price from the day's budgets, in equal parts from all that have room for theirs."""
    day = now.astimezone(UTC).date()
    with transaction.atomic():
        left = {
            organization: budget - _locked(organization, network, day)
            for organization in sorted(organizations)
        }
        shares = shares_of(left, price)
        for organization, share in shares.items():
            _add(organization, network, day, share)
    return Claim(network, day, shares)


def settle(paid: Claim, *, cost: int) -> None:
    """The answer has cost so much: give back what was claimed beyond it."""
    actual = _part(cost, len(paid.shares))
    with transaction.atomic():
        for organization in sorted(paid.shares):
            _add(organization, paid.network, paid.day, actual - paid.shares[organization])


def shares_of(left: Mapping[UUID, int], price: int) -> dict[UUID, int]:
    """Who pays how much, given what each has left: equal parts, rounded up; nobody when nobody has enough."""
    payers = list(left)
    while payers:
        share = _part(price, len(payers))
        able = [organization for organization in payers if left[organization] >= share]
        if len(able) == len(payers):
            return dict.fromkeys(payers, share)
        payers = able
    return {}


def pace(connector: Connector, *, price: int, organizations: Iterable[UUID], now: datetime) -> timedelta:
    """How long to wait between two questions so that the day's budget lasts until midnight."""
    if not price:
        return timedelta()
    budget, day = connector.traits.prices.daily_budget, now.astimezone(UTC).date()
    left = sum(max(0, budget - spent_on(one, connector.network, day)) for one in set(organizations))
    remaining = renewed_at(now) - now
    return remaining / max(1, left // price)


def spent_on(organization_id: UUID, network: str, day: date) -> int:
    """What was spent for an organization on that day, claims included, in millionths of a US dollar."""
    with organization_scope(organization_id):
        row = Spending.objects.filter(network=network, day=day).values_list("spent", flat=True).first()
    return row or 0


@dataclass(frozen=True)
class Meter:
    """What was spent for an organization on one network today (UTC), and the most that may be: millionths of a US dollar."""

    spent: int
    budget: int


def meters(connectors: Iterable[Connector], *, now: datetime) -> dict[str, Meter]:
    """By network, for those that take money here. Within the organization's scope; one query, none where all is free."""
    budgets = {
        connector.network.value: connector.traits.prices.daily_budget
        for connector in connectors
        if connector.traits.prices.daily_budget and not connector.not_measured
    }
    if not budgets:
        return {}
    today = Spending.objects.filter(day=now.astimezone(UTC).date(), network__in=budgets)
    spent = dict(today.values_list("network", "spent"))
    return {network: Meter(spent.get(network, 0), budget) for network, budget in budgets.items()}


def renewed_at(now: datetime) -> datetime:
    """When the budgets are new: the next midnight in UTC."""
    return datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), time(), UTC)


def _part(price: int, count: int) -> int:
    return -(-price // count)


def _locked(organization_id: UUID, network: str, day: date) -> int:
    """What was spent so far; nobody else changes it until the transaction ends."""
    sql = """
        INSERT INTO campaigns_spending AS spending (organization_id, network, day, spent) VALUES (%s, %s, %s, 0)
        ON CONFLICT (organization_id, network, day) DO UPDATE SET spent = spending.spent RETURNING spent
    """
    with organization_scope(organization_id), connection.cursor() as cursor:
        cursor.execute(sql, [organization_id, network, day])
        (spent,) = cursor.fetchone() or (0,)
    return int(spent)


def _add(organization_id: UUID, network: str, day: date, amount: int) -> None:
    sql = "UPDATE campaigns_spending SET spent = spent + %s WHERE organization_id = %s AND network = %s AND day = %s"
    with organization_scope(organization_id), connection.cursor() as cursor:
        cursor.execute(sql, [amount, organization_id, network, day])
