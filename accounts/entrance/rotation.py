"""Changing the key that secrets are encrypted with: everything encrypted is written anew for the first of ENCRYPTION_KEYS.

Batch by batch, each in a transaction of its own; what the first key opens already is left alone. So a rotation that was
killed is simply started again, and nothing is unreadable in between.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Manager, Model, QuerySet, TextField
from django.db.models.functions import Cast

from accounts.models import Organization
from accounts.scope import ScopedManager, organization_scope, staff_scope
from candyplatform.base.encryption import EncryptedTextField, is_current, rotated

BATCH = 200
_RAW = "raw_"
Tell = Callable[[str], None]
# The secrets in what allauth keeps of a factor; recovery codes come from the seed, or were brought along as a list.
_FACTOR_SECRETS = ("secret", "seed", "migrated_codes")


@dataclass(frozen=True)
class Table:
    """A table with secrets: its rows, and how one row is written anew; that is True when it had to be."""

    name: str
    manager: Manager[Any]
    renew: Callable[[Any], bool]
    raw: Mapping[str, Cast] = field(default_factory=dict)

    def rows(self) -> QuerySet[Any]:
        """Those in the open scope."""
        rows: QuerySet[Any] = self.manager.annotate(**self.raw)
        return rows.order_by("pk")


def rotate(models: Iterable[type[Model]], *, tell: Tell, batch: int = BATCH) -> int:
    """Encrypt every secret of these models, and of people's factors, with the first key. Returns how many rows changed.

    `tell` is given a line for each batch and each table. Raises `Undecryptable`, with all batches before kept.
    """
    return sum(_rotate(table, tell=tell, batch=batch) for table in _tables(models))


def _tables(models: Iterable[type[Model]]) -> Iterator[Table]:
    yield Table("mfa.Authenticator", Authenticator.objects, _renew_factor)
    for model in models:
        about = model._meta
        names = [known.name for known in about.local_fields if isinstance(known, EncryptedTextField)]
        if names:
            manager = model._default_manager
            raw = {f"{_RAW}{name}": Cast(name, TextField()) for name in names}
            yield Table(about.label, manager, partial(_renew_fields, manager=manager, names=names), raw)


def _rotate(table: Table, *, tell: Tell, batch: int) -> int:
    changed = sum(_rotate_in(scope, table, tell, batch) for scope in _scopes(table))
    tell(f"{table.name}: {changed} encrypted anew")
    return changed


def _scopes(table: Table) -> list[Callable[[], AbstractContextManager[None]]]:
    """The scopes that together see all of the table's rows: each organization's, or for the platform's own none."""
    if not isinstance(table.manager, ScopedManager):
        return [transaction.atomic]
    with staff_scope():
        organizations = list(Organization.objects.order_by("pk").values_list("pk", flat=True))
    return [partial(organization_scope, organization_id) for organization_id in organizations]


def _rotate_in(
    scope: Callable[[], AbstractContextManager[None]], table: Table, tell: Tell, batch: int
) -> int:
    changed, last = 0, None
    while True:
        with scope():
            rows = table.rows().select_for_update()
            found = list((rows if last is None else rows.filter(pk__gt=last))[:batch])
            changed += sum(table.renew(row) for row in found)
        if not found:
            return changed
        last = found[-1].pk
        tell(f"{table.name}: seen up to {last}")


def _renew_fields(row: Model, *, manager: Manager[Any], names: list[str]) -> bool:
    old = [name for name in names if not _is_settled(getattr(row, f"{_RAW}{name}"))]
    if old:
        manager.filter(pk=row.pk).update(**{name: getattr(row, name) for name in old})
    return bool(old)


def _is_settled(token: str | None) -> bool:
    return token is None or is_current(token)


def _renew_factor(factor: Any) -> bool:
    new = {name: _renewed(value) if name in _FACTOR_SECRETS else value for name, value in factor.data.items()}
    if new == factor.data:
        return False
    factor.data = new
    factor.save(update_fields=["data"])
    return True


def _renewed(value: Any) -> Any:
    return [rotated(token) for token in value] if isinstance(value, list) else rotated(value)
