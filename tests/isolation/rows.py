"""What the database itself shows and lets change, asked without any filter of the ORM. Each check raises AssertionError."""

import json
from collections.abc import Collection, Iterator
from typing import Any
from uuid import uuid4

import psycopg
from django.apps import apps
from django.db import DatabaseError, connection, models

from accounts.models import Organization
from accounts.scope import organization_scope
from tests.isolation.visibility import INSERTS, SCOPES, may_change, may_see
from tests.isolation.world import NO_ID, Row, World, passing
from tests.support.database import owner_connection

# A column of each kind of value can be overwritten without being read.
_CONSTANTS = {
    "timestamp with time zone": "now()",
    "character varying": "'x'",
    "text": "'x'",
    "boolean": "true",
    "bytea": "''",
}
# Where every column stands in a constraint: what may be set all the same. Nothing leads to such a row.
_ALL_BOUND = {"campaigns_forgottenauthor": "id = DEFAULT"}


def report(wrong: list[str]) -> None:
    """Raise AssertionError with everything that is wrong, if anything is."""
    if wrong:
        raise AssertionError("\n".join(wrong))


def check_reads(world: World, tables: Collection[str] = ()) -> None:
    """Every scope shows exactly the rows (of these tables, or of all) that it is there for: SELECT without any condition."""
    wrong = []
    for scope in SCOPES:
        with passing(), SCOPES[scope].open(world):
            for table, rows in world.rows.items():
                if tables and table not in tables:
                    continue
                allowed = {str(row["id"]) for row in rows if may_see(scope, table)(world, row)}
                seen = {row[0] for row in _run(f"SELECT id::text FROM {table}")}
                if seen != allowed:
                    wrong.append(
                        f"{scope} scope: {table} shows {len(seen - allowed)} rows too many, {len(allowed - seen)} too few"
                    )
    report(wrong)


def check_changes(world: World) -> None:
    """Every scope changes and deletes exactly the rows that it may: UPDATE and DELETE that read nothing, so that no policy for
    reading hides what a policy for writing lets through."""
    wrong = []
    for scope in SCOPES:
        for table, rows in world.rows.items():
            changed, deleted = may_change(scope, table)
            for verb, statement, rule in (
                ("changes", f"UPDATE {table} SET {_blind(table)}", changed),
                ("deletes", f"DELETE FROM {table}", deleted),
            ):
                allowed = sum(rule(world, row) for row in rows)
                reached = _reached(world, scope, statement)
                if reached != allowed:
                    wrong.append(f"{scope} scope {verb} {reached} rows of {table}, not {allowed}")
    report(wrong)


def check_inserts(world: World) -> None:
    """No scope writes a row of the other organization but where it says so: refused by a policy, before any constraint speaks."""
    wrong = []
    for scope in SCOPES:
        for table, rows in world.rows.items():
            theirs = world.their_rows(table) or rows
            said = _inserted(world, scope, table, _copy(theirs[0]))
            if ("row-level security" in said) == ((SCOPES[scope].like or scope, table) in INSERTS):
                wrong.append(f"{scope} scope, a row of theirs into {table}: {said or 'written'}")
    report(wrong)


def check_archives(world: World) -> None:
    """A person's own archive is written for that person, and where they are asked for alone."""
    own, somebodys = (
        next(
            row
            for row in world.rows["accounts_archive"]
            if row["user_id"] == person and not row["organization_id"]
        )
        for person in (world.people["mine_owner"].pk, world.people["theirs_owner"].pk)
    )
    tried = {
        "one's own": (own, "traces"),
        "somebody else's own": (somebodys, ""),
        "one's own in their name": (own | {"organization_id": str(world.theirs.id)}, ""),
    }
    wrong = []
    for scope in SCOPES:
        for name, (row, allowed) in tried.items():
            said = _inserted(world, scope, "accounts_archive", _copy(row))
            if ("row-level security" in said) == ((SCOPES[scope].like or scope) == allowed):
                wrong.append(f"{scope} scope, an archive, {name}: {said or 'written'}")
    report(wrong)


def check_own_inserts(world: World) -> None:
    """A copy of their row, made ours, meets no trace of theirs: nobody learns from a refusal that a name or key is taken."""
    wrong = []
    for model, table in tenant_tables():
        if table in PLATFORM_WIDE or not world.their_rows(table):
            continue
        ours = next(row for row in world.rows[table] if world.owner_of(table, row) == str(world.mine.id))
        shared = {field.attname: ours[field.attname] for field in parents_of(model)}
        copy = _copy(world.their_rows(table)[0] | shared | {"organization_id": ours["organization_id"]})
        # Ours go first: what a copy still meets is theirs.
        said = _inserted(world, "organization", table, copy, before=f"DELETE FROM {table}")
        if said:
            wrong.append(
                f"{table}: {said}. Is the key unique on the whole platform? Then say why in PLATFORM_WIDE."
            )
    report(wrong)


# Keys that are unique on the whole platform, and why that tells nobody anything.
PLATFORM_WIDE = {
    "accounts_organization": "short names are addresses, public by nature",
    "accounts_apitoken": "the digest of 202 random bits",
    "accounts_invitation": "the digest of 256 random bits",
    "campaigns_campaign": "short codes: ten random digits that nobody chooses",
    "accounts_journalentry": "nothing of it is unique, and nobody deletes from it",
    "base_duework": "kind and key: written by operations alone, keys are ids",
}


def check_moves(world: World) -> None:
    """A row of ours cannot become theirs, nor hang on a row of theirs."""
    wrong = []
    for model, table in tenant_tables():
        ours = next(row for row in world.rows[table] if world.owner_of(table, row) == str(world.mine.id))
        for field in (None, *parents_of(model)):
            column = field.attname if field else "organization_id"
            said = _moved(world, table, ours, column, _target(world, table, field))
            if "permission denied" in said:
                said = _added(world, table, ours | {column: _target(world, table, field)})
            expected = "violates foreign key" if field else "row-level security"
            if expected not in said:
                wrong.append(f"{table}.{column} of ours set to theirs: {said or 'done'}")
    report(wrong)


def check_proposals(world: World) -> None:
    """An organization verifies no company, and proposes none in another's name."""
    ours = str(world.mine.values["company"])
    acts = {
        "verifies": f"UPDATE campaigns_company SET verified_at = now() WHERE id = '{ours}'",
        # Without a condition, as that would ask the policies for reading too.
        "hands over": f"UPDATE campaigns_company SET proposed_by_id = '{world.theirs.id}'",
        "writes down as verified": "INSERT INTO campaigns_company (id, name, website, proposed_by_id, verified_at, created_at) "
        f"VALUES (gen_random_uuid(), 'x', '', '{world.mine.id}', now(), now())",
    }
    said = {name: _said(world, statement) for name, statement in acts.items()}
    report(
        [
            f"a company of ours: {name}: {text or 'done'}"
            for name, text in said.items()
            if "row-level" not in text
        ]
    )


def check_owner(world: World) -> None:
    """The role that owns the tables is bound as everybody is, as long as it says nothing else."""
    wrong = []
    with owner_connection(connection.settings_dict["NAME"]) as owner:
        for table, rows in world.rows.items():
            [[seen]] = owner.execute(f"SELECT count(*) FROM {table}").fetchall()
            if seen != sum(may_see("none", table)(world, row) for row in rows):
                wrong.append(f"the owner sees {seen} rows of {table}")
            said = _owner_deletes(owner, table)
            if said and "append-only" not in said:
                wrong.append(f"the owner deletes from {table}: {said}")
    report(wrong)


def check_append_only(world: World) -> None:
    """Nobody changes the journal: the web role lacks the privilege, and a trigger refuses the tables' owner as well."""
    journal, wrong = "accounts_journalentry", []
    for verb, statement in (
        ("updates", f"UPDATE {journal} SET verb = verb"),
        ("deletes", f"DELETE FROM {journal}"),
    ):
        said = _said(world, statement)
        if "permission denied" not in said:
            wrong.append(f"the web role {verb}: {said or 'done'}")
    with owner_connection(connection.settings_dict["NAME"]) as owner:
        said = _owner_deletes(owner, journal)
        if "append-only" not in said:
            wrong.append(f"the owner deletes: {said or 'done'}")
    report(wrong)


def check_last_owner(world: World) -> None:
    """An organization keeps an owner, whatever code forgets."""
    only = f"organization_id = '{world.mine.id}' AND role = 'owner'"
    wrong = []
    for statement in (
        f"UPDATE accounts_membership SET role = 'editor' WHERE {only}",
        f"DELETE FROM accounts_membership WHERE {only}",
    ):
        said = _said(world, f"{statement}; SET CONSTRAINTS accounts_membership_keep_an_owner IMMEDIATE")
        if "keeps an owner" not in said:
            wrong.append(f"{statement}: {said or 'done'}")
    report(wrong)


def _owner_deletes(owner: psycopg.Connection[Any], table: str) -> str:
    """What the database says when the owner of the table deletes all it can, undone: "" when it reaches no row."""
    try:
        with owner.transaction(force_rollback=True):
            reached = owner.execute(f"DELETE FROM {table}").rowcount
    except psycopg.Error as error:
        return str(error)
    return f"{reached} rows" if reached else ""


def check_filters(world: World) -> None:
    """The managers of tenant models show our rows alone inside our scope, whatever the database would show."""
    wrong = []
    with passing(), organization_scope(world.mine.id):
        models_here: list[Any] = [*(model for model, _ in tenant_tables()), Organization]
        for model in models_here:
            table = model._meta.db_table
            if not hasattr(model._default_manager, "_mine"):
                continue
            seen = {str(key) for key in model._default_manager.values_list("pk", flat=True)}
            ours = {
                str(row["id"])
                for row in world.rows[table]
                if world.owner_of(table, row) == str(world.mine.id)
            }
            if seen != ours:
                wrong.append(f"{model.__name__}.objects shows {len(seen - ours)} rows too many")
    report(wrong)


def tenant_tables() -> Iterator[tuple[type[models.Model], str]]:
    """The models with an organization's rows."""
    for model in apps.get_models():
        if any(field.attname == "organization_id" for field in model._meta.concrete_fields):
            yield model, model._meta.db_table


def parents_of(model: type[models.Model]) -> list[Any]:
    """The foreign keys to other rows of the same organization."""
    tenants = {tenant for tenant, _ in tenant_tables()}
    return [field for field in model._meta.concrete_fields if field.related_model in tenants]


def _target(world: World, table: str, field: Any) -> Any:
    """A row of theirs to hang ours on: one that no row of the table hangs on yet, as some columns are unique."""
    if field is None:
        return str(world.theirs.id)
    used = {row[field.attname] for row in world.rows[table]}
    theirs = [row["id"] for row in world.their_rows(field.related_model._meta.db_table)]
    return next((key for key in theirs if key not in used), theirs[0])


def _moved(world: World, table: str, ours: Row, column: str, target: Any) -> str:
    try:
        with passing(), organization_scope(world.mine.id), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [target, ours["id"]])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except DatabaseError as error:
        return str(error)
    return ""


def _added(world: World, table: str, row: Row) -> str:
    """What the database says against a row of ours at the end of the transaction."""
    return _inserted(world, "organization", table, _copy(row), after="SET CONSTRAINTS ALL IMMEDIATE")


def _said(world: World, statement: str) -> str:
    try:
        with passing(), organization_scope(world.mine.id), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return str(error)
    return ""


def _reached(world: World, scope: str, statement: str) -> int:
    """How many rows the statement reaches; 0 when it is not permitted at all, -1 when a constraint stops it on the way."""
    try:
        with passing(), SCOPES[scope].open(world), connection.cursor() as cursor:
            cursor.execute(statement)
            return int(cursor.rowcount)
    except DatabaseError as error:
        return 0 if isinstance(error.__cause__, psycopg.errors.InsufficientPrivilege) else -1


def _inserted(
    world: World, scope: str, table: str, row: Row, *, before: str = "SELECT", after: str = "SELECT"
) -> str:
    """What the database says against a row; "" when it takes it."""
    try:
        with passing(), SCOPES[scope].open(world), connection.cursor() as cursor:
            cursor.execute(before)
            cursor.execute(
                f"INSERT INTO {table} SELECT * FROM jsonb_populate_record(NULL::{table}, %s)",
                [json.dumps(row)],
            )
            cursor.execute(after)
    except DatabaseError as error:
        return str(error)
    return ""


def _copy(row: Row) -> Row:
    """The row under another primary key."""
    return row | {"id": str(uuid4()) if isinstance(row["id"], str) else NO_ID}


def _blind(table: str) -> str:
    """A SET clause that reads nothing of the row, and breaks no constraint."""
    found = _run(
        """
        SELECT a.attname, format_type(a.atttypid, NULL) FROM pg_attribute a
        WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT EXISTS (
            SELECT FROM pg_constraint c WHERE c.conrelid = a.attrelid AND a.attnum = ANY (c.conkey) AND c.contype <> 'n')
        ORDER BY a.attnum
        """,
        [table],
    )
    column = next(((name, kind) for name, kind in found if kind in _CONSTANTS), None)
    return (
        f"{column[0]} = {_CONSTANTS[column[1]]}"
        if column
        else _ALL_BOUND.get(table, "organization_id = organization_id")
    )


def _run(statement: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
