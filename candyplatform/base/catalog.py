"""The words of the data catalog: for each table what is in whose archive, what erasure does to it, how long it stays.

The catalog itself is data in the wiring (`settings.DATA_CATALOG`), so that rooms which move data out or erase it need not
know the models they do it to. Columns are named as PostgreSQL has them (`user_id`); several stand in one string.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class ById:
    """Rows that lead to somebody by id. `lookup` is the ORM's path from the row to a person or an organization."""

    lookup: str


@dataclass(frozen=True)
class ByAddress:
    """Rows that lead to a person by one of their e-mail addresses, in this column."""

    column: str


@dataclass(frozen=True)
class IdsOnly:
    """Rows whose `lookup` has one of `values` carry nothing outward but `fields`."""

    lookup: str
    values: tuple[str, ...]
    fields: str


@dataclass(frozen=True)
class Archived:
    """How rows stand in an archive: which rows, and which of their fields, in this order.

    A field may also be a path (`company__name`), which stands in the archive with one underscore.
    """

    of: ById | ByAddress
    fields: str
    ids_only: IdsOnly | None = None


@dataclass(frozen=True)
class Delete:
    """The rows go. `where` narrows them further."""

    of: ById | ByAddress
    where: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Clear:
    """The rows stay, the column that leads to the person becomes null."""

    of: ById


@dataclass(frozen=True)
class Stays:
    """The rows stay as they are; `why` a sentence. `columns` are those that lead to the person or organization."""

    why: str
    columns: str = ""


@dataclass(frozen=True)
class InSessions:
    """Rows of the session store, which name their person inside what they hold."""


@dataclass(frozen=True)
class GoesWith:
    """The rows go with those of another table that they hang on."""

    model: str


Erasure = Delete | Clear | Stays | InSessions | GoesWith


@dataclass(frozen=True)
class Table:
    """One table. Parents stand before their children: erasure goes from the last to the first.

    `personal` says which personal data it holds, "" none; `kept` for how long its rows are kept. `left_out` gives a reason for
    columns that are in neither archive, so that every column of the table stands in an archive or there. `erased_person`
    is what the erasure of a person does, `erased_organization` that of an organization: nothing where no row leads to one.
    """

    model: str
    kept: str
    personal: str = ""
    in_organization: Archived | None = None
    in_person: Archived | None = None
    left_out: Mapping[str, str] = field(default_factory=dict)
    erased_person: tuple[Erasure, ...] = ()
    erased_organization: tuple[Delete | Stays | GoesWith, ...] = ()
