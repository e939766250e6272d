"""The tenant scope: on whose behalf the running code reads and writes.

Scopes are transactions. Inside one, PostgreSQL's policies show the rows that the scope may see, and the managers of
tenant models filter by organization as well (indexes need it). Outside any scope a tenant query raises `Unscoped`.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from candyplatform.base.rls import transaction_settings


class Unscoped(RuntimeError):  # noqa: N818 - a bug in our own code, not an error a person can mend
    """A tenant's rows were asked for outside any scope: open `organization_scope` (or another scope) around the query."""


@dataclass(frozen=True)
class Scope:
    """What the running transaction may see: one organization's rows, or those a reader's policies show."""

    organization_id: UUID | None = None
    reader: str = ""


_current: ContextVar[Scope | None] = ContextVar("scope", default=None)


def current() -> Scope | None:
    """The innermost open scope."""
    return _current.get()


@contextmanager
def _opened(scope: Scope, **settings: str) -> Iterator[None]:
    values = {"app.organization": str(scope.organization_id or ""), "app.reader": scope.reader}
    values |= {f"app.{name}": value for name, value in settings.items()}
    token = _current.set(scope)
    try:
        with transaction_settings(values):
            yield
    finally:
        _current.reset(token)


@contextmanager
def organization_scope(organization_id: UUID) -> Iterator[None]:
    """One organization's rows, to read and to write."""
    with _opened(Scope(organization_id=organization_id)):
        yield


@contextmanager
def person_scope(user_id: int) -> Iterator[None]:
    """The organizations a person belongs to and the memberships that say so; those that invite an address which the person
    has proven to be theirs, and these invitations; from where they did what, to forget it. Nothing else; read only."""
    with _opened(Scope(reader="person"), person=str(user_id)):
        yield


@contextmanager
def traces_scope(user_id: int, addresses: Iterable[str]) -> Iterator[None]:
    """Every row that names a person, by id or by one of their e-mail addresses, in whichever organization, to read; their
    mails and their own archives, to write."""
    listed = "\n".join(sorted(address.lower() for address in addresses))
    with _opened(Scope(reader="traces"), person=str(user_id), addresses=listed):
        yield


@contextmanager
def public_scope() -> Iterator[None]:
    """What anybody may see: published rows, read only."""
    with _opened(Scope(reader="public")):
        yield


@contextmanager
def paused_scope() -> Iterator[None]:
    """The campaigns that were taken off the stage, with their organizations, read only: to say that there is one, and no more."""
    with _opened(Scope(reader="paused")):
        yield


@contextmanager
def listener_scope() -> Iterator[None]:
    """What listening needs across organizations: whose hashtags are live, and which posts are tracked; read only."""
    with _opened(Scope(reader="listener")):
        yield


@contextmanager
def staff_scope() -> Iterator[None]:
    """What staff look after: everything that was handed in for review or published; read only."""
    with _opened(Scope(reader="staff")):
        yield


@contextmanager
def token_scope(digest: str) -> Iterator[None]:
    """The one API token whose SHA-256 (hex) this is, and nothing else."""
    with _opened(Scope(reader="token"), token=digest):
        yield


@contextmanager
def invitation_scope(digest: str) -> Iterator[None]:
    """The one invitation whose link's secret has this SHA-256 (hex), and the organization it invites to; read only."""
    with _opened(Scope(reader="invitation"), invitation=digest):
        yield


@contextmanager
def mail_scope(mail_id: UUID) -> Iterator[None]:
    """The one outgoing mail with this id, for the worker that sends it."""
    with _opened(Scope(reader="mail"), mail=str(mail_id)):
        yield


@contextmanager
def mail_room_scope() -> Iterator[None]:
    """Mails of more than a week ago, sent or not, to throw away."""
    with _opened(Scope(reader="mail_room")):
        yield


@contextmanager
def old_origins_scope() -> Iterator[None]:
    """From where things were done more than 90 days ago, to forget."""
    with _opened(Scope(reader="archive")):
        yield


ModelT = TypeVar("ModelT", bound=models.Model)


class ScopedManager(models.Manager[ModelT]):
    """The manager of every tenant model: raises outside a scope, filters by organization inside one."""

    def get_queryset(self) -> models.QuerySet[ModelT]:
        scope = current()
        if scope is None:
            raise Unscoped(f"{self.model.__name__} was queried outside any scope.")
        rows = super().get_queryset()
        return rows if scope.organization_id is None else rows.filter(**self._mine(scope.organization_id))

    def _mine(self, organization_id: UUID) -> dict[str, Any]:
        return {"organization_id": organization_id}
