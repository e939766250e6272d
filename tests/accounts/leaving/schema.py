"""What PostgreSQL says there is, held against what the data catalog says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db import connection

from candyplatform.base.catalog import Archived, ByAddress, ById, Clear, Delete, GoesWith, Stays, Table

# Columns by these names lead to a person even where no foreign key says so.
PERSONAL_NAMES = ("user_id", "actor_id", "person_id", "member_id", "owner_id")
# E-mail addresses: covered, too, where whole rows are deleted by another column.
ADDRESSES = frozenset({"recipient", "email"})
ADVICE = (
    "Give it its lines in candyplatform/data_catalog: what of it is in whose archive (or why not), what erasure does to it, "
    "how long it is kept. docs/privacy.md tells people the same."
)


@dataclass(frozen=True)
class Found:
    """A table as it is: its columns, and those with a foreign key to a person or an organization."""

    name: str
    columns: frozenset[str]
    to_person: frozenset[str] = frozenset()
    to_organization: frozenset[str] = field(default=frozenset())


def schema() -> list[Found]:
    """Every table of the database."""
    people, organizations = _references("accounts_user"), _references("accounts_organization")
    return [
        Found(
            name,
            frozenset(columns),
            people.get(name, frozenset())
            | {column for column in columns if column in ADDRESSES or column.endswith(PERSONAL_NAMES)},
            organizations.get(name, frozenset()) | ({"organization_id"} & set(columns)),
        )
        for name, columns in _rows("""
            SELECT table_name, array_agg(column_name::text) FROM information_schema.columns
            WHERE table_schema = 'public' GROUP BY 1 ORDER BY 1
        """)
    ]


def _references(table: str) -> dict[str, frozenset[str]]:
    sql = f"""
        SELECT conrelid::regclass::text, array_agg(attname::text) FROM pg_constraint
        JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey)
        WHERE contype = 'f' AND confrelid = '{table}'::regclass AND conrelid <> confrelid GROUP BY 1
    """
    return {name: frozenset(columns) for name, columns in _rows(sql)}


def _rows(sql: str) -> list[tuple[str, list[str]]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows: list[tuple[str, list[str]]] = cursor.fetchall()
        return rows


def complaints(found: Iterable[Found], catalog: Iterable[Table], without_model: Iterable[str]) -> list[str]:
    """What the catalog does not say, or says of what there is not; each with what to do."""
    declared = {apps.get_model(table.model)._meta.db_table: table for table in catalog}
    there = {table.name: table for table in found}
    said = [f"table {name}: not in the data catalog. {ADVICE}" for name in there.keys() - declared.keys()]
    said = [text for text in said if text.split()[1].strip(":") not in without_model]
    for name in sorted(there.keys() & declared.keys()):
        said += _of_table(there[name], declared[name])
    return [
        *said,
        *(
            f"table {name}: in the data catalog, but not in the schema"
            for name in declared.keys() - there.keys()
        ),
    ]


def _of_table(there: Found, declared: Table) -> Iterator[str]:
    told = _columns(declared)
    for column in sorted(there.columns - told):
        yield f"column {there.name}.{column}: not in the data catalog. {ADVICE}"
    for column in sorted(told - there.columns):
        yield f"column {there.name}.{column}: in the data catalog, but not in the schema"
    for column in sorted(there.to_person - _known(declared)):
        yield f"column {there.name}.{column}: leads to a person, and erasure of a person does not know it. {ADVICE}"
    for column in sorted(there.to_organization - _erased(declared.erased_organization)):
        yield f"column {there.name}.{column}: leads to an organization, and its erasure does not know it. {ADVICE}"
    if (declared.erased_person or declared.in_person) and not declared.personal:
        yield f"table {there.name}: holds personal data, and the catalog does not say which"


def _columns(table: Table) -> frozenset[str]:
    """The table's own columns of which the catalog says anything."""
    words = [word for columns in table.left_out for word in columns.split()]
    for part in (table.in_organization, table.in_person):
        words += [*part.fields.split(), _column(part.of)] if part else []
    words += _erased(table.erased_organization)
    return frozenset(word for word in words if word and "__" not in word)


def _erased(actions: Iterable[object]) -> frozenset[str]:
    told: list[str] = []
    for action in actions:
        if isinstance(action, Delete | Clear):
            told.append(_column(action.of))
        elif isinstance(action, Stays):
            told += action.columns.split()
    return frozenset(told)


def _known(table: Table) -> frozenset[str]:
    """The columns by which erasure of a person finds its rows, or whose rows it deletes anyhow."""
    goes = any(isinstance(action, Delete | GoesWith) for action in table.erased_person)
    return _erased(table.erased_person) | (ADDRESSES if goes else frozenset())


def _column(of: ById | ByAddress) -> str:
    return of.lookup if isinstance(of, ById) else of.column


def unknown_fields(table: Table, part: Archived) -> list[str]:
    """Fields of a table's archive that it carries by ids alone, though it does not carry them. Raises where one cannot be read."""
    fields = part.fields.split()
    apps.get_model(table.model)._default_manager.values_list(*fields, _column(part.of))
    return [name for name in (part.ids_only.fields.split() if part.ids_only else []) if name not in fields]
