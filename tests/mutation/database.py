"""What holds in the database, taken away piece by piece: policies and their conditions, FORCE, keys, triggers, privileges.

All of it is asked without any filter of the ORM, so each piece stands alone. Where a policy asks another table (EXISTS), the other
table's own policy is a second layer that would hide that the first is gone. So each reading policy is looked at once more while the
readers' conditions of the tables it may lead to are off.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cache, partial

from tests.isolation import rows
from tests.isolation.world import World
from tests.mutation.conditions import weaker
from tests.mutation.mutants import Check, Mutant, ask_owner, statements, together

POLICIES = """
    SELECT tablename, policyname, coalesce(qual, ''), coalesce(with_check, ''), cmd
    FROM pg_policies WHERE schemaname = 'public' ORDER BY tablename, policyname
"""
SECURED = (
    "SELECT relname FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace ORDER BY 1"
)
KEYS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = 'f' AND cardinality(conkey) = 2 ORDER BY 1, 2
"""
TRIGGERS = "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2"
# Privileges that the web role does not have, though it has them on every other table.
TAKEN = """
    SELECT relname, privilege FROM pg_class, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS privilege
    WHERE relrowsecurity AND relnamespace = 'public'::regnamespace
        AND NOT has_table_privilege('candystorm_app', oid, privilege) ORDER BY 1, 2
"""
# Policies that say which rows of a parent the readers of its children find.
LED_TO = ("asked", "known", "person", "published")
_WRITES: list[Check] = [
    rows.check_reads,
    rows.check_changes,
    rows.check_inserts,
    rows.check_archives,
    rows.check_proposals,
    rows.check_moves,
]
Apply = Callable[[], AbstractContextManager[None]]


def policy_mutants() -> list[Mutant]:
    """Each policy open to all, and without each conjunct of its conditions, for what is seen and for what is written."""
    return [
        Mutant(
            f"{table}.{name} {clause} ({form})",
            _altered(table, name, clause, form, condition),
            _WRITES if command != "SELECT" else _reads(table, condition),
        )
        for table, name, using, check, command in ask_owner(POLICIES)
        for clause, condition in (("USING", using), ("WITH CHECK", check))
        if condition not in ("", "true")
        for form in dict.fromkeys(["true", *weaker(condition)])
    ]


def security_mutants() -> list[Mutant]:
    """Each table without row security, and without its owner being bound by it."""
    tables = [table for (table,) in ask_owner(SECURED)]
    return [
        *(_table(table, "DISABLE", "ENABLE", [rows.check_reads, rows.check_changes]) for table in tables),
        *(_table(table, "NO FORCE", "FORCE", [rows.check_owner]) for table in tables),
    ]


def key_mutants() -> list[Mutant]:
    """Each composite foreign key gone, each trigger off, each privilege that was taken away given back."""
    keys = [
        Mutant(
            f"{table}: {name}",
            partial(
                statements,
                [f"ALTER TABLE {table} DROP CONSTRAINT {name}"],
                [f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"],
            ),
            [rows.check_moves],
        )
        for table, name, definition in ask_owner(KEYS)
    ]
    triggers = [
        Mutant(
            f"{table}: trigger {name}",
            partial(
                statements,
                [f"ALTER TABLE {table} DISABLE TRIGGER {name}"],
                [f"ALTER TABLE {table} ENABLE TRIGGER {name}"],
            ),
            [rows.check_changes, rows.check_append_only, rows.check_last_owner],
        )
        for table, name in ask_owner(TRIGGERS)
    ]
    privileges = [
        Mutant(
            f"{table}: {privilege}",
            partial(
                statements,
                [f"GRANT {privilege} ON {table} TO candystorm_app"],
                [f"REVOKE {privilege} ON {table} FROM candystorm_app"],
            ),
            [rows.check_changes, rows.check_append_only],
        )
        for table, privilege in ask_owner(TAKEN)
    ]
    return [*keys, *triggers, *privileges]


def security_off() -> AbstractContextManager[None]:
    """All tables without row security: what is left is what code does."""
    tables = [table for (table,) in ask_owner(SECURED)]
    return statements(
        [f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY" for table in tables],
        [f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY" for table in tables],
    )


def _reads(table: str, condition: str) -> list[Check]:
    """A condition that asks nothing but another table has no layer of its own."""
    return [rows.check_reads, *([second_layer_off(table)] if "app.reader" in condition else [])]


@cache
def second_layer_off(table: str) -> Check:
    """The table's own reads, while the readers' conditions of the other tables are off."""
    parts = [
        _altered(other, name, "USING", form, using)
        for other, name, using, _, command in ask_owner(POLICIES)
        if other != table and name in LED_TO and command == "SELECT"
        for form in [next((form for form in weaker(using) if "app.reader" not in form), "")]
        if form
    ]

    def check(world: World) -> None:
        with together([part() for part in parts]):
            rows.check_reads(world, (table,))

    return check


def _altered(table: str, name: str, clause: str, form: str, condition: str) -> Apply:
    return partial(
        statements,
        [f"ALTER POLICY {name} ON {table} {clause} ({form})"],
        [f"ALTER POLICY {name} ON {table} {clause} ({condition})"],
    )


def _table(table: str, forward: str, backward: str, checks: list[Check]) -> Mutant:
    return Mutant(
        f"{table}: {forward} ROW LEVEL SECURITY",
        partial(
            statements,
            [f"ALTER TABLE {table} {forward} ROW LEVEL SECURITY"],
            [f"ALTER TABLE {table} {backward} ROW LEVEL SECURITY"],
        ),
        checks,
    )
