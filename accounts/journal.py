"""Appending to the journal: what happened becomes a row, and the rooms that follow it get due work, in one transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from accounts.actors import Actor
from accounts.models import JournalEntry
from candyplatform.base import work
from candyplatform.base.errors import NotFound


def append(
    *,
    verb: str,
    subject: object,
    organization_id: UUID,
    actor: Actor,
    now: datetime,
    details: dict[str, Any] | None = None,
) -> JournalEntry:
    """Append one entry inside the organization's scope and the running transaction.

    `details` holds plain JSON values and no personal data. Verbs in `settings.JOURNAL_FOLLOWERS` make work due for the subject,
    those in `settings.ENTRY_FOLLOWERS` for the entry. Raises `NotFound` when the actor belongs to another organization: an
    operation that was handed a row of somebody else's ends here, and all that it did is undone.
    """
    if actor.organization_id not in (None, organization_id):
        raise NotFound
    entry = JournalEntry.objects.create(
        organization_id=organization_id,
        at=now,
        verb=verb,
        subject=str(subject),
        actor_kind=actor.kind,
        actor_id=actor.user_id,
        actor_name=actor.name,
        details=details or {},
    )
    announce(verb=verb, subject=subject, organization_id=organization_id, now=now)
    for kind in settings.ENTRY_FOLLOWERS.get(verb, ()):
        work.put(kind=kind, key=entry.pk, due_at=now, organization_id=organization_id)
    return entry


def announce(*, verb: str, subject: object, organization_id: UUID, now: datetime) -> None:
    """Let the rooms that follow `verb` know, without an entry: for what happens too often to be remembered one by one."""
    for kind in settings.JOURNAL_FOLLOWERS.get(verb, ()):
        work.put(kind=kind, key=subject, due_at=now, organization_id=organization_id)
