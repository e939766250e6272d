"""Row level security: the settings that policies read, and the migration operations that lay policies down.

A policy compares a row with settings of the running transaction: `app.organization`, `app.reader` and their like.
They are set with `SET LOCAL` semantics only: a session-level setting would leak to the pool's next user.

Who reads across organizations does so as a role of its own, `READERS`, which the readers' policies are for. So an organization's own
queries are planned with the tenant policy alone: planning every reader's conditions with each query took longer than running it.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.migrations.operations import RunSQL

TENANT = "organization_id = (SELECT nullif(current_setting('app.organization', true), '')::uuid)"
PERSON = "(SELECT nullif(current_setting('app.person', true), '')::bigint)"
READERS = "candystorm_reader"
ADDRESSES = "(SELECT string_to_array(current_setting('app.addresses', true), E'\\n'))"


def reader_is(*readers: str) -> str:
    """The SQL condition that the transaction reads as one of `readers` (such as public, listener, staff, sweeper)."""
    names = ", ".join(f"'{reader}'" for reader in readers)
    return f"(SELECT current_setting('app.reader', true)) IN ({names})"


@contextmanager
def transaction_settings(values: Mapping[str, str]) -> Iterator[None]:
    """Run the block in a transaction (or savepoint) with these settings; what they were before is put back after it.

    With `app.reader` goes the role whose policies tell readers apart.
    """
    if "app.reader" in values:
        values = {**values, "role": READERS if values["app.reader"] else "none"}
    ends_by_itself = not connection.in_atomic_block
    with transaction.atomic():
        before = _apply(values)
        yield
        # With its transaction a setting goes by itself; a savepoint's would stay.
        if not ends_by_itself:
            _apply(before)


def _apply(values: Mapping[str, str]) -> dict[str, str]:
    """Set each value for this transaction and return what stood there before, in one round trip."""
    names = list(values)
    old = ", ".join("coalesce(current_setting(%s, true), '')" for _ in names)
    new = ", ".join("set_config(%s, %s, true)" for _ in names)
    # The subquery is materialized first, so that the old values are read before the new ones are set.
    sql = f"WITH before AS MATERIALIZED (SELECT ARRAY[{old}] AS old) SELECT old, {new} FROM before"  # noqa: S608 - placeholders only
    parameters = [*names, *(part for name in names for part in (name, values[name]))]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        row = cursor.fetchone()
    return dict(zip(names, row[0] if row else [], strict=True))


def _reversible(forward: Sequence[str], backward: Sequence[str]) -> RunSQL:
    return RunSQL(sql=list(forward), reverse_sql=list(backward))


def force_row_security(table: str) -> RunSQL:
    """Enable and force row level security, so that the table's owner is bound by it too."""
    return _reversible(
        [f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"],
        [
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        ],
    )


def policy(
    table: str, name: str, *, command: str = "ALL", using: str = "", check: str = "", to: str = "PUBLIC"
) -> RunSQL:
    """One permissive policy. `using` limits the rows seen, `check` the rows written.

    `to` is `READERS` for whatever asks `reader_is`.
    """
    return _reversible(
        [_create(table, name, command=command, using=using, check=check, to=to)],
        [f"DROP POLICY {name} ON {table}"],
    )


def replace_policy(table: str, name: str, *, old: Mapping[str, str], new: Mapping[str, str]) -> RunSQL:
    """Another condition for a policy; `old` and `new` are the keywords of `policy`."""
    drop = f"DROP POLICY {name} ON {table}"
    return _reversible([drop, _create(table, name, **new)], [drop, _create(table, name, **old)])


def _create(
    table: str, name: str, *, command: str = "ALL", using: str = "", check: str = "", to: str = "PUBLIC"
) -> str:
    clauses = (f" USING ({using})" if using else "") + (f" WITH CHECK ({check})" if check else "")
    return f"CREATE POLICY {name} ON {table} FOR {command} TO {to}{clauses}"


def tenant_table(table: str, *, parents: Mapping[str, str] | None = None) -> list[RunSQL]:
    """What every table with `organization_id` needs: forced security, the tenant policy, composite foreign keys.

    `parents` maps a foreign key column to its tenant table, which must have UNIQUE (organization_id, id). A row can so
    never point at another tenant's row, not even by mistake of the code.
    """
    operations = [force_row_security(table), policy(table, "tenant", using=TENANT, check=TENANT)]
    for column, parent in (parents or {}).items():
        name = f"{table}_{column}_same_organization"
        add = (
            f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (organization_id, {column}) "
            f"REFERENCES {parent} (organization_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED"
        )
        operations.append(_reversible([add], [f"ALTER TABLE {table} DROP CONSTRAINT {name}"]))
    return operations


def traces(table: str, *, person: Sequence[str] = (), address: Sequence[str] = (), where: str = "") -> RunSQL:
    """Show the rows that name a person, by id in `person`'s columns or by e-mail in `address`'s, in `traces_scope`.

    `where` is any other condition by which a row leads to `PERSON`.
    """
    leads = [f"{column} = {PERSON}" for column in person]
    leads += [f"lower({column}) = ANY ({ADDRESSES}::text[])" for column in address]
    leads += [where] if where else []
    using = f"{reader_is('traces')} AND ({' OR '.join(leads)})"
    return policy(table, "traces", command="SELECT", using=using, to=READERS)


def changes_only(table: str, column: str, *, reader: str) -> RunSQL:
    """What transactions that read as `reader` update in a table is this column, whatever a policy lets them update.

    Columns' privileges cannot say so: every reader is the same role.
    """
    name = f"{table}_{reader}_changes_only"
    function = f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF current_setting('app.reader', true) = '{reader}'
                AND to_jsonb(NEW) - '{column}' IS DISTINCT FROM to_jsonb(OLD) - '{column}'
            THEN
                RAISE insufficient_privilege USING MESSAGE = 'as {reader}, only {table}.{column} may be changed';
            END IF;
            RETURN NEW;
        END $$
    """
    trigger = f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    return _reversible([function, trigger], [f"DROP TRIGGER {name} ON {table}", f"DROP FUNCTION {name}()"])


def append_only(table: str) -> RunSQL:
    """Rows are added and read, and nothing else: UPDATE, DELETE and TRUNCATE are refused to every role, the owner included.

    A cascade from another table is refused as well. Only who owns the table can take the trigger away, and not by accident.
    """
    name = f"{table}_append_only"
    function = f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE insufficient_privilege USING MESSAGE = '{table} is append-only: ' || TG_OP || ' is refused';
        END $$
    """
    # Once a statement, so that it is refused where row level security leaves no row to change, too.
    trigger = f"""
        CREATE TRIGGER {name} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION {name}()
    """
    return _reversible([function, trigger], [f"DROP TRIGGER {name} ON {table}", f"DROP FUNCTION {name}()"])


def revoke(table: str, *privileges: str) -> RunSQL:
    """Take privileges on a table away from the web and worker role, and from the role it reads as."""
    what, roles = f"{', '.join(privileges)} ON {table}", f"candystorm_app, {READERS}"
    return _reversible([f"REVOKE {what} FROM {roles}"], [f"GRANT {what} TO {roles}"])
