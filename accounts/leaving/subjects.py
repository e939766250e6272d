"""Whose data it is, and which rows of the catalog's tables lead there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from accounts.models import User
from accounts.scope import organization_scope, traces_scope
from candyplatform.base.catalog import Archived, ByAddress, ById, Table


@dataclass(frozen=True)
class Subject:
    """An organization (a UUID) or a person (a number, and every e-mail address of theirs in lower case)."""

    id: UUID | int
    addresses: frozenset[str] = frozenset()

    @contextmanager
    def scope(self) -> Iterator[None]:
        """The scope that shows what is theirs."""
        with (
            organization_scope(self.id)
            if isinstance(self.id, UUID)
            else traces_scope(self.id, self.addresses)
        ):
            yield

    def part_of(self, table: Table) -> Archived | None:
        """What of the table belongs in their archive."""
        return table.in_organization if isinstance(self.id, UUID) else table.in_person


def person(user_id: int) -> Subject:
    """The person, with the addresses they have now."""
    known = [
        *User.objects.filter(pk=user_id).values_list("email", flat=True),
        *EmailAddress.objects.filter(user_id=user_id).values_list("email", flat=True),
    ]
    return Subject(user_id, frozenset(address.lower() for address in known))


def tables() -> tuple[Table, ...]:
    """The catalog, parents first."""
    catalog: tuple[Table, ...] = settings.DATA_CATALOG
    return catalog


def rows_of(table: Table, of: ById | ByAddress, subject: Subject) -> "models.QuerySet[Any]":
    """The table's rows that lead to the subject. Within a scope."""
    rows: models.QuerySet[Any] = apps.get_model(table.model)._default_manager.all()
    if isinstance(of, ById):
        return rows.filter(**{of.lookup: subject.id})
    known: models.QuerySet[Any] = rows.annotate(address=Lower(of.column))
    return known.filter(address__in=subject.addresses)


def organization_field(table: Table) -> "models.Field[Any, Any] | None":
    """The column that says to which organization a row belongs; None for tables that have none."""
    fields = apps.get_model(table.model)._meta.concrete_fields
    return next((field for field in fields if field.attname == "organization_id"), None)
