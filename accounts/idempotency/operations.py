"""The life of an idempotency key: claimed with the request, kept with its answer, forgotten after a day.

The key is claimed in the transaction that does the request's work. So there is never a key without its work, whenever a
process dies, and what fails leaves its key free. Who does the same at the same moment is told so, and waits for nobody.

Answers with a secret are kept as the others are, encrypted: a secret that is shown once and lost on the way is what a key is
for. Who may ask for it anew needs the same scope, the same request and the same key.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from accounts.hashing import digest_of
from accounts.models import IdempotentAnswer
from accounts.scope import organization_scope
from candyplatform.base import work
from candyplatform.base.errors import Conflict, DomainError, Invalid

KEPT = timedelta(hours=24)
FORGET = "idempotency.forget"
KEY_LENGTH = 255


class KeyUnfit(Invalid):
    """The key is empty, or longer than 255 letters."""

    code = "idempotency_key_unfit"
    message = _("An idempotency key has between 1 and 255 letters: send a random one, such as a UUID.")


class KeyInFlight(Conflict):
    """Another request with this key is being worked on just now."""

    code = "idempotency_key_in_flight"
    message = _(
        "A request with this key is being worked on. Ask again in a second: you will be told its answer."
    )


class KeyReused(DomainError):  # noqa: N818
    """The key was used for another request."""

    code = "idempotency_key_reused"
    message = _(
        "This key was used for another request in the last 24 hours. Send a new key with a new request."
    )


def claim(*, organization_id: UUID, key: str, fingerprint: str, now: datetime) -> IdempotentAnswer:
    """The answer that was kept for the key; or, with the status 0, a new row that waits for one.

    Within the organization's scope, and in the transaction that does the request's work. `fingerprint` is a SHA-256 (hex) of
    the request. Raises `KeyUnfit`, `KeyInFlight`, and `KeyReused` when the key stands for another request.
    """
    if not 0 < len(key) <= KEY_LENGTH:
        raise KeyUnfit
    digest = digest_of(key)
    if not _hold(f"{organization_id}:{digest}"):
        raise KeyInFlight
    # One that due work has not come to yet counts no more.
    IdempotentAnswer.objects.filter(digest=digest, created_at__lte=now - KEPT).delete()
    kept = IdempotentAnswer.objects.filter(digest=digest).first()
    if kept is None:
        return _begun(organization_id, digest, fingerprint, now)
    if kept.fingerprint != fingerprint:
        raise KeyReused
    return kept


def keep(*, answer: IdempotentAnswer, status: int, headers: Mapping[str, str], body: str) -> None:
    """Keep the answer to a request whose key was claimed, in the same transaction."""
    IdempotentAnswer.objects.filter(id=answer.pk).update(status=status, headers=dict(headers), body=body)


def forget(job: work.Job) -> None:
    """Due work `idempotency.forget`: the day is over. `job.key` is the row's id."""
    with organization_scope(job.organization):
        IdempotentAnswer.objects.filter(id=int(job.key)).delete()


def _hold(name: str) -> bool:
    """Whether nobody else holds the name. Held to the end of the transaction, or until what it did is undone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        row = cursor.fetchone()
    return bool(row and row[0])


def _begun(organization_id: UUID, digest: str, fingerprint: str, now: datetime) -> IdempotentAnswer:
    begun = IdempotentAnswer.objects.create(
        organization_id=organization_id, digest=digest, fingerprint=fingerprint, created_at=now
    )
    work.put(kind=FORGET, key=begun.pk, due_at=now + KEPT, organization_id=organization_id)
    return begun
