"""What the database itself says about tenancy: no table may be forgotten."""

from typing import Any

import pytest
from django.conf import settings
from django.db import connection

pytestmark = [pytest.mark.django_db, pytest.mark.isolation]


def query(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


TENANT_TABLES = """
    SELECT c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relkind IN ('r', 'p', 'm', 'v') AND c.relnamespace = 'public'::regnamespace
        AND a.attname = 'organization_id' AND NOT a.attisdropped
"""


def test_catalog_forces_row_security_on_every_table_with_an_organization() -> None:
    bare = [name for _, name, enabled, forced in query(TENANT_TABLES) if not (enabled and forced)]
    assert bare == []
    assert len(query(TENANT_TABLES)) == 32


def test_catalog_has_a_tenant_policy_on_every_table_with_an_organization() -> None:
    policies = {name for (name,) in query("SELECT tablename FROM pg_policies WHERE policyname = 'tenant'")}
    assert {name for _, name, _, _ in query(TENANT_TABLES)} - policies == set()


def test_catalog_ties_every_tenant_row_to_a_parent_of_the_same_organization() -> None:
    """A foreign key between two tenant tables is composite, or another tenant's row could be pointed at."""
    lone = query(f"""
        SELECT conrelid::regclass::text, conname FROM pg_constraint
        WHERE contype = 'f' AND cardinality(conkey) = 1
            AND conrelid IN (SELECT oid FROM ({TENANT_TABLES}) t) AND confrelid IN (SELECT oid FROM ({TENANT_TABLES}) t)
    """)
    assert lone == []
    composite = query(f"""
        SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND cardinality(conkey) = 2
            AND confrelid IN (SELECT oid FROM ({TENANT_TABLES}) t)
    """)
    assert composite[0][0] >= 12


def test_catalog_has_a_composite_key_for_every_column_that_points_at_a_tenant_row() -> None:
    """Django makes no constraint of its own for `parent_key`: each such column must stand in a composite one."""
    uncovered = query(f"""
        SELECT t.relname, a.attname FROM ({TENANT_TABLES}) t JOIN pg_attribute a ON a.attrelid = t.oid
        WHERE a.attname IN ('campaign_id', 'author_id', 'post_id', 'membership_id', 'entry_id', 'replaces_id', 'endpoint_id') AND NOT EXISTS (
            SELECT FROM pg_constraint c
            WHERE c.conrelid = t.oid AND c.contype = 'f' AND cardinality(c.conkey) = 2 AND a.attnum = ANY (c.conkey))
    """)
    assert uncovered == []


def test_catalog_lets_the_web_role_own_and_bypass_nothing() -> None:
    role = settings.DATABASES["default"]["USER"]
    assert query("SELECT current_user") == [(role,)]
    assert query("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user") == [
        (False, False)
    ]
    # Temporary tables are their session's own, seen by nobody else and gone with it: ingest copies batches into one.
    owned = query("""
        SELECT relname FROM pg_class JOIN pg_namespace AS schema ON schema.oid = relnamespace
        WHERE pg_get_userbyid(relowner) = current_user AND relkind IN ('r', 'v') AND nspname NOT LIKE 'pg\\_temp\\_%'
    """)
    assert owned == []
    may_truncate = query("""
        SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
            AND has_table_privilege(oid, 'TRUNCATE')
    """)
    assert may_truncate == []


def test_catalog_tells_readers_apart_by_a_role_that_nobody_is_without_asking() -> None:
    """Conditions of readers in a policy for all would be planned with every query of an organization."""
    policies = query("""
        SELECT tablename, policyname, roles::text, coalesce(qual, '') || coalesce(with_check, '') LIKE '%app.reader%'
        FROM pg_policies WHERE schemaname = 'public'
    """)
    wrong = [
        (table, name, roles)
        for table, name, roles, asks in policies
        if roles != ("{candystorm_reader}" if asks else "{public}")
    ]
    assert wrong == []
    assert query(
        "SELECT rolcanlogin, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = 'candystorm_reader'"
    ) == [(False, False, False)]
    assert query(
        "SELECT pg_has_role('candystorm_reader', 'SET'), pg_has_role('candystorm_reader', 'USAGE')"
    ) == [(True, False)]


def test_catalog_gives_readers_the_privileges_of_the_web_role_and_no_more() -> None:
    different = query("""
        SELECT relname, privilege
        FROM pg_class, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS privilege
        WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
            AND has_table_privilege('candystorm_reader', oid, privilege) <> has_table_privilege(oid, privilege)
    """)
    assert different == []


def test_catalog_lets_nobody_change_the_journal() -> None:
    changing = query("""
        SELECT has_table_privilege('accounts_journalentry', 'UPDATE'),
            has_table_privilege('accounts_journalentry', 'DELETE'), has_table_privilege('accounts_journalentry', 'INSERT')
    """)
    assert changing == [(False, False, True)]


def test_catalog_has_no_view_that_reads_as_its_owner() -> None:
    views = query("""
        SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace
            AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)
    """)
    assert views == []


def test_catalog_has_no_function_that_reads_as_its_owner() -> None:
    functions = query("""
        SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace
    """)
    assert functions == []
