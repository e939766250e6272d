"""Erasure by the catalog: of a person in one transaction, of an organization in many small ones."""

from collections.abc import Iterator
from itertools import islice
from uuid import UUID

from accounts.leaving.sessions import end_sessions
from accounts.leaving.subjects import Subject, organization_field, rows_of, tables
from accounts.scope import organization_scope
from candyplatform.base import clock, work
from candyplatform.base.catalog import Clear, Delete, Erasure, InSessions, Table

BATCH = 1000
# What an organization still has in the queue goes last, with its name: else a worker killed in between would be forgotten.
QUEUE = "base.DueWork"
LASTING = work.LEASE * 4


def erase_person(subject: Subject) -> list[UUID]:
    """Erase every trace that the catalog knows, within the subject's scope. Returns the organizations that had one.

    Each organization's rows are changed in its own scope; foreign keys to the person that were forgotten fail the transaction.
    """
    organizations = organizations_with_traces(subject)
    for organization_id in organizations:
        with organization_scope(organization_id):
            for table in reversed(tables()):
                if organization_field(table) is not None:
                    _erase_in(table, subject)
    for table in reversed(tables()):
        field = organization_field(table)
        if field is None or field.null:
            _erase_in(table, subject)
    return organizations


def organizations_with_traces(subject: Subject) -> list[UUID]:
    """The organizations in which any row leads to the person, within their scope."""
    found: set[UUID] = set()
    for table in tables():
        if organization_field(table) is not None:
            for action in table.erased_person:
                if isinstance(action, Delete | Clear):
                    rows = rows_of(table, action.of, subject).order_by()
                    found.update(filter(None, rows.values_list("organization_id", flat=True).distinct()))
    return sorted(found)


def _erase_in(table: Table, subject: Subject) -> None:
    for action in table.erased_person:
        _erase(table, action, subject)


def _erase(table: Table, action: Erasure, subject: Subject) -> None:
    if isinstance(action, Delete):
        rows_of(table, action.of, subject).filter(**action.where).delete()
    elif isinstance(action, Clear):
        rows_of(table, action.of, subject).update(**{action.of.lookup: None})
    elif isinstance(action, InSessions):
        assert isinstance(subject.id, int)  # noqa: S101 - organizations do not log in
        end_sessions(subject.id)


def erase_some(organization_id: UUID, job: work.Job, *, batches: int) -> bool:
    """Delete up to that many batches of an organization's rows, each in a transaction. Returns whether none are left."""
    done = sum(1 for _ in islice(_batches(organization_id, job), batches))
    return done < batches


def _batches(organization_id: UUID, job: work.Job) -> Iterator[int]:
    subject = Subject(organization_id)
    for table in reversed(tables()):
        for action in table.erased_organization:
            if isinstance(action, Delete) and table.model != QUEUE:
                while deleted := _delete_batch(table, action, subject, job):
                    yield deleted


def _delete_batch(table: Table, action: Delete, subject: Subject, job: work.Job) -> int:
    with subject.scope():
        rows = rows_of(table, action.of, subject).filter(**action.where).order_by("pk")
        keys = list(rows.values_list("pk", flat=True)[:BATCH])
        if keys:
            work.keep(job, now=clock.now(), lasting=LASTING)
            deleted, _ = rows.model._default_manager.filter(pk__in=keys).delete()
            if not deleted:
                raise RuntimeError(f"{table.model}: row security shows rows that it does not let go")
        return len(keys)


def erase_queue(organization_id: UUID) -> None:
    """Drop everything that was still due for the organization, within its scope."""
    subject = Subject(organization_id)
    for table in tables():
        for action in table.erased_organization:
            if isinstance(action, Delete) and table.model == QUEUE:
                rows_of(table, action.of, subject).delete()
