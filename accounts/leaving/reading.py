"""Reading a table for an archive: in the order of its keys, a batch and a short transaction at a time."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps

from accounts.leaving.subjects import Subject, rows_of
from candyplatform.base.catalog import Archived, Table

BATCH = 2000


class Reading:
    """One table of one archive. `name` is the table's, `title` what people call it, `columns` are the fields as the archive calls them."""

    def __init__(self, table: Table, part: Archived, subject: Subject) -> None:
        self._table, self._part, self._subject = table, part, subject
        self._fields = part.fields.split()
        about = apps.get_model(table.model)._meta
        self.name: str = about.db_table
        self.title = about.verbose_name_plural
        self.columns = [column.replace("__", "_") for column in self._fields]

    def count(self) -> int:
        """How many rows there are now, within the subject's scope."""
        return rows_of(self._table, self._part.of, self._subject).count()

    def batches(self) -> Iterator[list[Sequence[Any]]]:
        """The rows, outside any scope: each batch opens the subject's."""
        last: Any = None
        while found := self._batch(last):
            last = found[-1][0]
            yield [self._told(row) for row in found]

    def _batch(self, last: Any) -> list[tuple[Any, ...]]:
        kind = self._part.ids_only.lookup if self._part.ids_only else "pk"
        with self._subject.scope():
            rows = rows_of(self._table, self._part.of, self._subject).order_by("pk")
            later = rows if last is None else rows.filter(pk__gt=last)
            return list(later.values_list("pk", kind, *self._fields)[:BATCH])

    def _told(self, row: tuple[Any, ...]) -> Sequence[Any]:
        """What may leave the platform of it."""
        _key, kind, *values = row
        only = self._part.ids_only
        if only is None or kind not in only.values:
            return values
        kept = only.fields.split()
        return [value if field in kept else None for field, value in zip(self._fields, values, strict=True)]
