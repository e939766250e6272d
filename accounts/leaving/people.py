"""A person deletes their account: asked for, thought over for thirty days, then done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.actors import PLATFORM, actor_of
from accounts.entrance.sessions import end_others
from accounts.leaving import erasing, letters, organizations, subjects
from accounts.leaving.grace import GRACE, REMINDED_BEFORE, TooLate
from accounts.models import Membership, Organization, User
from accounts.queries import memberships_of
from accounts.roles import PERMISSIONS, Role
from accounts.scope import organization_scope
from candyplatform.base import clock, work
from candyplatform.base.errors import Conflict

ERASE, REMIND = "person.erase", "person.remind"
# Every kind of due work whose key is a person's id.
OF_A_PERSON = (ERASE, REMIND, "archive.build", "archive.expire")
# The longest erasure takes less: a few rows in each organization of theirs.
LASTING = timedelta(minutes=5)


class LastOwner(Conflict):
    """Somebody else is in an organization that would be left without an owner."""

    code = "last_owner"
    message = _(
        "You are the only owner of an organization that others belong to. Make one of them an owner, or delete the organization, "
        "then come back."
    )


@dataclass(frozen=True)
class Standing:
    """What a person's leaving means for their organizations: `stuck` would lose their only owner, `alone` their only member.

    An owner who is leaving as well is none to rely on.
    """

    stuck: Sequence[Organization]
    alone: Sequence[Membership]


def standing_of(user: User) -> Standing:
    """What leaving would mean now. The others' memberships stay as they are until a running transaction ends."""
    stuck, alone = list[Organization](), list[Membership]()
    for membership in memberships_of(user):
        with organization_scope(membership.organization_id):
            members = Membership.objects.select_for_update(of=("self",)).select_related("user")
            others = list(members.exclude(user_id=user.pk))
        if not others:
            alone.append(membership)
        elif membership.role == Role.OWNER and not any(map(_owns_and_stays, others)):
            stuck.append(membership.organization)
    return Standing(stuck, alone)


def _owns_and_stays(member: Membership) -> bool:
    return member.role == Role.OWNER and member.user.erasure_due_at is None


def ask_to_be_deleted(*, user: User, now: datetime) -> datetime:
    """Begin the grace of a person's account: they are logged out everywhere, and told by mail how to stop it.

    Organizations that nobody else belongs to leave with them. Returns when the account will be erased; asking again
    changes nothing. Raises `LastOwner`.
    """
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=user.pk)
        if person.erasure_due_at:
            return person.erasure_due_at
        standing = standing_of(person)
        if standing.stuck:
            raise LastOwner
        due_at = now + GRACE
        User.objects.filter(pk=person.pk).update(erasure_due_at=due_at)
        for membership in standing.alone:
            organizations.begin_leaving(
                organization_id=membership.organization_id, actor=actor_of(membership), due_at=due_at, now=now
            )
        work.put(kind=ERASE, key=person.pk, due_at=due_at)
        work.put(kind=REMIND, key=person.pk, due_at=due_at - REMINDED_BEFORE)
        end_others(person, current="")
        letters.account_leaves(person, due_at, [found.organization for found in standing.alone], now=now)
        return due_at


def keep_account(*, user: User, now: datetime) -> None:
    """They stay after all, and so do the organizations that were to leave with them. Raises `TooLate`."""
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=user.pk)
        if person.erasure_due_at is None:
            return
        if person.erasure_due_at <= now:
            raise TooLate
        User.objects.filter(pk=person.pk).update(erasure_due_at=None)
        for membership in memberships_of(person):
            if membership.organization.erasure_due_at == person.erasure_due_at:
                organizations.stop_leaving(
                    organization_id=membership.organization_id, actor=actor_of(membership), now=now
                )
        for kind in (ERASE, REMIND):
            work.drop(kind=kind, key=person.pk)


def remind(job: work.Job) -> None:
    """Due work `person.remind`: their last days are told once more."""
    person = User.objects.filter(pk=int(job.key), erasure_due_at__isnull=False).first()
    if person and person.erasure_due_at and person.erasure_due_at > clock.now():
        letters.account_leaves_soon(person, person.erasure_due_at, now=clock.now())


def erase(job: work.Job) -> datetime | None:
    """Due work `person.erase`: after the grace, erase the person by the catalog, all in one transaction.

    What the journal says of them stays under their number. One that is early is due again in time.
    """
    now = clock.now()
    with transaction.atomic():
        person = User.objects.select_for_update().filter(pk=int(job.key)).first()
        if person is None or person.erasure_due_at is None:
            return None
        if person.erasure_due_at > now:
            return person.erasure_due_at
        _settle_organizations(standing_of(person), now)
        subject = subjects.person(person.pk)
        with subject.scope():
            for organization_id in erasing.erase_person(subject):
                _note_erased(organization_id, now)
        for kind in OF_A_PERSON:
            work.drop(kind=kind, key=person.pk)
    return None


def _settle_organizations(standing: Standing, now: datetime) -> None:
    """What changed for their organizations since they asked must not keep a person here: others own, or it leaves as well."""
    for organization in standing.stuck:
        _hand_over(organization, now)
    for membership in standing.alone:
        if membership.organization.erasure_due_at is None:
            organizations.begin_leaving(
                organization_id=membership.organization_id, actor=PLATFORM, due_at=now, now=now
            )


def _hand_over(organization: Organization, now: datetime) -> None:
    """The member who may do most, and of those the one who has been there longest, owns it from now on.

    Nobody, where all the others are owners who are leaving: the last of them takes it along.
    """
    with organization_scope(organization.id):
        others = Membership.objects.exclude(role=Role.OWNER).order_by("joined_at", "id")
        heir = max(others, key=lambda member: len(PERMISSIONS[member.role]), default=None)
        if heir is None:
            return
        Membership.objects.filter(id=heir.pk).update(role=Role.OWNER)
        journal.append(
            verb="membership.role_changed",
            subject=heir.pk,
            organization_id=organization.id,
            actor=PLATFORM,
            now=now,
            details={"from": heir.role, "to": str(Role.OWNER)},
        )


def _note_erased(organization_id: UUID, now: datetime) -> None:
    with organization_scope(organization_id):
        journal.append(
            verb="person.erased",
            subject=organization_id,
            organization_id=organization_id,
            actor=PLATFORM,
            now=now,
        )
