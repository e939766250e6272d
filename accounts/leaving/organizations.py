"""An organization is deleted: asked for by an owner, off the stage at once, erased after thirty days, its journal kept."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.actors import PLATFORM, Actor
from accounts.leaving import erasing, letters
from accounts.leaving.grace import GRACE, REMINDED_BEFORE, TooLate
from accounts.models import ApiToken, Membership, Organization
from accounts.roles import Permission, Role
from accounts.scope import organization_scope
from candyplatform.base import clock, work
from candyplatform.base.errors import Invalid

ERASE, REMIND = "organization.erase", "organization.remind"
# Then another worker may have the next batches.
BATCHES_A_TURN = 50


def ask_to_delete_organization(
    *, organization_id: UUID, short_name: str, actor: Actor, now: datetime
) -> datetime:
    """Begin the grace of an organization; `short_name` is its own, typed by hand. Returns when it will be erased.

    Owners only. Raises `Invalid` on `short_name`. Asking again changes nothing.
    """
    actor.require(Permission.DELETE_ORGANIZATION)
    with organization_scope(organization_id):
        organization = Organization.objects.get()
        if short_name.strip() != organization.slug:
            text = _("Type the short name just as it stands above.")
            raise Invalid(fields={"short_name": [text]})
    return begin_leaving(organization_id=organization_id, actor=actor, due_at=now + GRACE, now=now)


def begin_leaving(*, organization_id: UUID, actor: Actor, due_at: datetime, now: datetime) -> datetime:
    """Take the organization off the stage until `due_at`, when it is erased: policies hide its campaigns from this moment on,
    and its API tokens are revoked. Its owners are told. Returns when; one that is leaving already keeps its moment."""
    with organization_scope(organization_id):
        organization = Organization.objects.select_for_update().get()
        if organization.erasure_due_at:
            return organization.erasure_due_at
        Organization.objects.filter(id=organization_id).update(erasure_due_at=due_at)
        revoked = ApiToken.objects.filter(revoked_at=None).update(revoked_at=now)
        details = {"due_at": due_at.isoformat(), "tokens_revoked": revoked}
        _note("organization.leaving", organization_id, actor, now, **details)
        work.put(kind=ERASE, key=organization_id, due_at=due_at, organization_id=organization_id)
        reminded_at = due_at - REMINDED_BEFORE
        work.put(kind=REMIND, key=organization_id, due_at=reminded_at, organization_id=organization_id)
        for owner in _owners():
            letters.organization_leaves(owner.user, organization, due_at, now=now)
        return due_at


def keep_organization(*, organization_id: UUID, actor: Actor, now: datetime) -> None:
    """It stays after all, and what was public is public again. Tokens stay revoked. Owners only. Raises `TooLate`."""
    actor.require(Permission.DELETE_ORGANIZATION)
    stop_leaving(organization_id=organization_id, actor=actor, now=now)


def stop_leaving(*, organization_id: UUID, actor: Actor, now: datetime) -> None:
    """The other way round from `begin_leaving`. Raises `TooLate`."""
    with organization_scope(organization_id):
        organization = Organization.objects.select_for_update().get()
        if organization.erasure_due_at is None:
            return
        if organization.erasure_due_at <= now:
            raise TooLate
        Organization.objects.filter(id=organization_id).update(erasure_due_at=None)
        _note("organization.kept", organization_id, actor, now)
        for kind in (ERASE, REMIND):
            work.drop(kind=kind, key=organization_id)


def remind(job: work.Job) -> None:
    """Due work `organization.remind`: its owners are told of its last days."""
    organization_id = job.organization
    with organization_scope(organization_id):
        organization = Organization.objects.get()
        if organization.erasure_due_at and organization.erasure_due_at > clock.now():
            for owner in _owners():
                letters.organization_leaves_soon(
                    owner.user, organization, organization.erasure_due_at, now=clock.now()
                )


def erase(job: work.Job) -> datetime | None:
    """Due work `organization.erase`: after the grace, delete everything but the journal, batch by batch.

    Killed at any moment it goes on where it was. One that is early is due again in time.
    """
    organization_id, now = job.organization, clock.now()
    with organization_scope(organization_id):
        due_at = Organization.objects.get().erasure_due_at
    if due_at is None or due_at > now:
        return due_at
    if not erasing.erase_some(organization_id, job, batches=BATCHES_A_TURN):
        return now
    _bury(organization_id, now)
    return None


def _bury(organization_id: UUID, now: datetime) -> None:
    """The row that is left says nothing but that there was one."""
    with organization_scope(organization_id):
        erasing.erase_queue(organization_id)
        Organization.objects.filter(id=organization_id).update(
            name="",
            slug=f"erased-{organization_id.hex}",
            website="",
            is_trusted=False,
            is_public=False,
            erasure_due_at=None,
            erased_at=now,
        )
        _note("organization.erased", organization_id, PLATFORM, now)


def _owners() -> list[Membership]:
    return list(Membership.objects.filter(role=Role.OWNER).select_related("user").order_by("id"))


def _note(verb: str, organization_id: UUID, actor: Actor, now: datetime, **details: object) -> None:
    journal.append(
        verb=verb,
        subject=organization_id,
        organization_id=organization_id,
        actor=actor,
        now=now,
        details=details,
    )
