"""A hundred thousand entries of one organization among several: a page reads what it shows, and hardly more."""

import json
from datetime import date
from typing import Any

import pytest
from django.db import connection

from accounts.audit.queries import PAGE, Filters, entries
from accounts.models import Membership
from accounts.scope import organization_scope
from tests.factories import make_organization
from tests.support.database import owner_connection

pytestmark = pytest.mark.django_db(transaction=True)
MANY, BATCH = 100_000, 20_000
# Every 1000th entry is staff's, every 500th about one campaign; a day has 100.
FILL = """
    INSERT INTO accounts_journalentry
        (organization_id, at, verb, subject, actor_kind, actor_id, actor_name, channel, details)
    SELECT %s, timestamptz '2020-01-01' + n * interval '864 seconds', 'campaign.revised',
        CASE WHEN n %% 500 = 0 THEN 'one' ELSE (n %% 97)::text END,
        CASE WHEN n %% 1000 = 0 THEN 'staff' ELSE 'member' END, 1 + n %% 7, '', 'desk', '{}'
    FROM generate_series(%s, %s) AS n
"""


@pytest.fixture
def owner() -> Membership:
    """The organization with the long journal; two more, with half of one each, act at the same time."""
    long, *others = [make_organization(name) for name in ("Long", "Half", "Other half")]
    for begin in range(0, MANY, BATCH):
        for membership, count in ((long, BATCH), *((other, BATCH // 2) for other in others)):
            with organization_scope(membership.organization_id), connection.cursor() as cursor:
                cursor.execute(FILL, [membership.organization_id, begin + 1, begin + count])
    with owner_connection(connection.settings_dict["NAME"]) as database:
        database.execute("ANALYZE accounts_journalentry")
    return long


def read(owner: Membership, filters: Filters, *, before: int | None = None) -> tuple[int, int]:
    """How many rows a page shows, and how many the database looked at for it."""
    with organization_scope(owner.organization_id):
        plan = json.loads(entries(filters, before=before)[: PAGE + 1].explain(format="json", analyze=True))[
            0
        ]["Plan"]
    return plan["Actual Rows"], _looked_at(plan)


def _looked_at(node: dict[str, Any]) -> int:
    """Rows that the scans of journal entries returned or threw away."""
    inner = sum(_looked_at(child) for child in node.get("Plans", []))
    if node.get("Relation Name") != "accounts_journalentry":
        return inner
    return inner + int(node["Actual Loops"] * (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)))


def test_page_reads_hardly_more_than_it_shows(owner: Membership) -> None:
    with organization_scope(owner.organization_id):
        middle = entries(Filters())[MANY // 2].pk
    asked = {
        "newest": (Filters(), None),
        "far back": (Filters(), middle),
        "staff": (Filters(kind="staff"), None),
        "one person": (Filters(kind="member", user_id=3), None),
        "one campaign": (Filters(place="one"), None),
        "two days long ago": (Filters(since=date(2020, 3, 1), until=date(2020, 3, 2)), None),
    }
    found = {name: read(owner, filters, before=before) for name, (filters, before) in asked.items()}
    assert {name: shown for name, (shown, _looked_at) in found.items()} == dict.fromkeys(asked, PAGE + 1)
    assert {name: looked_at for name, (_shown, looked_at) in found.items() if looked_at > 4 * PAGE} == {}
