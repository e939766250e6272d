"""Statements of ours are prepared, and nothing else on their connection is."""

import pytest
from django.db import connection

from campaigns.listening.rollup import rows

pytestmark = pytest.mark.django_db


def prepared() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return {statement for (statement,) in cursor.fetchall()}


def test_statements_are_prepared_and_what_django_asks_afterwards_is_not() -> None:
    """Django writes values into its texts: prepared, each would stay with the connection, however long it is."""
    assert rows("SELECT %(number)s::int + 1", {"number": 1}) == [(2,)]
    with connection.cursor() as cursor:
        for number in range(3):
            cursor.execute("SELECT %s + 40", [number])
    told = prepared()
    assert "SELECT $1::int + 1" in told
    assert [statement for statement in told if "40" in statement] == []
