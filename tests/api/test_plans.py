"""Lists are read along an index in their order: a page of a long one does not sort all of it."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import QuerySet

from accounts.members.queries import memberships
from accounts.scope import organization_scope
from api.answers.queries import answers_of
from api.campaigns.queries import narrowed
from api.chosen import EVERYTHING
from api.companies.views import companies
from api.events import queries as events
from api.updates.views import updates_of
from campaigns.gathering.sharing import sharers_of
from campaigns.models import Campaign
from tests.factories import make_organization

pytestmark = pytest.mark.django_db
Rows = Callable[[], QuerySet]  # type: ignore[type-arg]  # of whichever model
EVENTS = ("created_at", "modified_at", "event_starts_at")
ORDERS = ("created_at", "modified_at", "deadline", "slug")


def ordered(order: str) -> Rows:
    return lambda: narrowed({"ordering": order}, EVERYTHING)


def by_event(order: str) -> Rows:
    return lambda: events.narrowed({"ordering": order})


LISTS: dict[str, Rows] = {
    **{f"campaigns by {sign}{order}": ordered(f"{sign}{order}") for order in ORDERS for sign in ("", "-")},
    **{f"events by {sign}{order}": by_event(f"{sign}{order}") for order in EVENTS for sign in ("", "-")},
    "companies": lambda: companies().order_by("name", "id"),
    "members": memberships,
    "answers": lambda: answers_of(uuid4()),
    "updates": lambda: updates_of(uuid4()),
    "addresses": lambda: sharers_of(Campaign(id=uuid4())),
}


def plan_of(rows: Rows) -> str:
    """How PostgreSQL would read the first page, were scanning and sorting the whole of it forbidden."""
    with organization_scope(make_organization().organization_id), connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off"
        )
        return rows()[:50].explain()


@pytest.mark.parametrize("name", LISTS)
def test_list_is_read_in_its_order(name: str) -> None:
    lines = [line.partition("(")[0].strip(" ->") for line in plan_of(LISTS[name]).splitlines()]
    assert "Sort" not in lines, "\n".join(lines)
