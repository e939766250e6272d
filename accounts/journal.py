"""Appending to the journal: what happened becomes a row, and the rooms that follow it get due work, in one transaction.

What of it is personal stands beside the entry, in tables that can be emptied: from where it was done (`JournalOrigin`), and
what somebody wrote about it (`JournalRemark`).
"""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings

from accounts import origin
from accounts.actors import Actor
from accounts.models import JournalEntry, JournalOrigin, JournalRemark
from accounts.models.journal import NAMED_KINDS
from accounts.scope import old_origins_scope, person_scope
from candyplatform.base import clock, work
from candyplatform.base.errors import NotFound

# How long it is known from where something was done. The policy of the table says the same.
KEPT = timedelta(days=90)
TIDY, TIDYING = "journal.tidy", timedelta(days=1)
# Whose addresses an owner may see: their own people's and tools', not those of the platform's staff.
_SEEN_COMING = ("member", "token")


class PersonalDetail(ValueError):  # noqa: N818 - a bug in our own code, not an error a person can mend
    """The details of a journal entry, which stays for good, hold an address or a handle: keep them elsewhere."""


def append(
    *,
    verb: str,
    subject: object,
    organization_id: UUID,
    actor: Actor,
    now: datetime,
    details: dict[str, Any] | None = None,
    remark: str = "",
) -> JournalEntry:
    """Append one entry inside the organization's scope and the running transaction.

    `details` holds plain JSON values and no personal data, `remark` what a person wrote about it. Verbs in
    `settings.JOURNAL_FOLLOWERS` make work due for the subject, those in `settings.ENTRY_FOLLOWERS` for the entry. Each verb
    needs a sentence in one of `settings.JOURNAL_WORDS`. Raises `NotFound` when the actor belongs to another organization: an
    operation that was handed a row of somebody else's ends here, and all that it did is undone.
    """
    _check(actor, organization_id, verb, details or {})
    came = origin.current() if actor.kind != "platform" else origin.NOBODY
    entry = JournalEntry.objects.create(
        organization_id=organization_id,
        at=now,
        verb=verb,
        subject=str(subject),
        actor_kind=actor.kind,
        actor_id=actor.user_id,
        actor_name=_name_of(actor),
        channel=came.channel,
        details=details or {},
    )
    if remark:
        JournalRemark.objects.create(organization_id=organization_id, entry=entry, text=remark)
    if came.address and actor.kind in _SEEN_COMING:
        _keep_origin(entry, came, now)
    announce(verb=verb, subject=subject, organization_id=organization_id, now=now)
    for kind in settings.ENTRY_FOLLOWERS.get(verb, ()):
        work.put(kind=kind, key=entry.pk, due_at=now, organization_id=organization_id)
    return entry


def _check(actor: Actor, organization_id: UUID, verb: str, details: dict[str, Any]) -> None:
    if actor.organization_id not in (None, organization_id):
        raise NotFound
    if "@" in json.dumps(details):
        raise PersonalDetail(f"{verb}: one of {sorted(details)}")


def _name_of(actor: Actor) -> str:
    return actor.name if actor.kind in NAMED_KINDS else ""


def announce(*, verb: str, subject: object, organization_id: UUID, now: datetime) -> None:
    """Let the rooms that follow `verb` know, without an entry: for what happens too often to be remembered one by one."""
    if kinds := settings.JOURNAL_FOLLOWERS.get(verb):
        work.put_all(kinds=kinds, key=subject, due_at=now, organization_id=organization_id)


def latest(*, verb: str, subject: object, actor: Actor, since: datetime) -> JournalEntry | None:
    """The last time that this actor did this to the subject, unless it is longer ago. Within the organization's scope."""
    mine = JournalEntry.objects.filter(
        actor_kind=actor.kind, actor_id=actor.user_id, actor_name=_name_of(actor), verb=verb
    )
    return mine.filter(subject=str(subject), at__gt=since).order_by("-id").first()


def remark_on(entry: JournalEntry) -> str:
    """What was written about what happened; "" when nothing was, or when it is gone. Within the organization's scope."""
    return JournalRemark.objects.filter(entry=entry).values_list("text", flat=True).first() or ""


def tidy(job: work.Job) -> datetime:
    """Due work `journal.tidy`: forget from where things were done longer than `KEPT` ago. Returns when to do so again."""
    now = clock.now()
    with old_origins_scope():
        JournalOrigin.objects.filter(at__lt=now - KEPT).delete()
    return now + TIDYING


def forget_origins(*, user_id: int) -> None:
    """Forget from where a person did anything, in whichever organization. Deleting the person's row does the same."""
    with person_scope(user_id):
        JournalOrigin.objects.filter(user_id=user_id).delete()


def _keep_origin(entry: JournalEntry, came: origin.Origin, now: datetime) -> None:
    JournalOrigin.objects.create(
        organization_id=entry.organization_id,
        entry=entry,
        user_id=entry.actor_id,
        at=now,
        address=came.address,
        browser=came.browser,
        system=came.system,
    )
    work.ensure(kind=TIDY, key="", due_at=now + TIDYING)
