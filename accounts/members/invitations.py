"""The life of an invitation: mailed, mailed again, withdrawn, accepted, declined."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.actors import Actor, actor_of
from accounts.hashing import digest_of
from accounts.members import mails
from accounts.members.addresses import address_in, is_proven
from accounts.members.errors import InvitationGone, TooManyInvitations, WrongAddress
from accounts.members.operations import members_in_hand
from accounts.models import Invitation, JournalEntry, Membership, Organization, User
from accounts.roles import Permission, Role
from accounts.scope import organization_scope
from candyplatform.base import clock, work
from candyplatform.base.errors import Invalid, Text

DAYS = (1, 7, 30)
AT_ONCE = 20
# Mails to people who did not ask for them: what an organization may send in a day.
A_DAY = 100
# How long an invitation that expired can still be sent again, before its address goes.
KEPT = timedelta(days=30)
FORGET = "invitation.forget"
_MAILED = ("invitation.sent", "invitation.resent")


@dataclass(frozen=True)
class Refused:
    """An entry that nobody was invited for, as it was typed in, and why."""

    entry: str
    reason: Text


@dataclass(frozen=True)
class Outcome:
    """What became of a list of addresses."""

    sent: Sequence[Invitation] = ()
    refused: Sequence[Refused] = ()


def invite(*, entries: Sequence[str], role: str, days: int = 7, actor: Actor, now: datetime) -> Outcome:
    """Mail an invitation to each address in `entries` (typed in by a person, at most 20). Owners only.

    An entry that cannot be is refused with its reason, and the others are invited all the same. The answer is the same
    whether an address has an account here or not. Raises `Invalid`, `TooManyInvitations`.
    """
    _check(entries, role, days)
    with members_in_hand(actor, Permission.MANAGE_MEMBERS) as organization:
        _forget_expired(entries, now)
        sent, refused = list[Invitation](), list[Refused]()
        allowed = A_DAY - _mailed_lately(now)
        for entry, address in _once(entries):
            reason = _in_the_way(address) or ("" if len(sent) < allowed else TooManyInvitations.message)
            if reason:
                refused.append(Refused(entry, reason))
            else:
                expires_at = now + timedelta(days=days)
                new = Invitation(email=address, role=role, sent_at=now, expires_at=expires_at)
                sent.append(_send("invitation.sent", new, organization, actor))
    return Outcome(sent, refused)


def resend(*, invitation_id: UUID, actor: Actor, now: datetime) -> Invitation:
    """Mail an invitation again with a new link, valid as long as the first was; the old link ends. Owners only.

    Raises `InvitationGone`, `TooManyInvitations`.
    """
    with members_in_hand(actor, Permission.MANAGE_MEMBERS) as organization:
        invitation = _locked(invitation_id)
        if _mailed_lately(now) >= A_DAY:
            raise TooManyInvitations
        lasting = invitation.expires_at - invitation.sent_at
        invitation.sent_at, invitation.expires_at = now, now + lasting
        return _send("invitation.resent", invitation, organization, actor)


def revoke(*, invitation_id: UUID, actor: Actor, now: datetime) -> Invitation:
    """Withdraw an invitation: its link opens nothing from now on. Owners only. Raises `InvitationGone`."""
    with members_in_hand(actor, Permission.MANAGE_MEMBERS):
        invitation = _locked(invitation_id)
        _end(invitation, "invitation.revoked", actor, now)
    return invitation


def accept(*, invitation: Invitation, user: User, now: datetime) -> Membership:
    """Join the organization in the role that the invitation names, and tell its owners. `invitation` as a read path showed it.

    Only a person who has proven the invited address may: whoever got the link from somebody else stays outside. Who belongs
    already stays what they are. Raises `WrongAddress`, `InvitationGone`.
    """
    with organization_scope(invitation.organization_id):
        organization = Organization.objects.select_for_update(no_key=True).get()
        there = _open(invitation, now)
        if not is_proven(there.email, by=user):
            raise WrongAddress
        membership, is_new = Membership.objects.get_or_create(
            organization=organization, user=user, defaults={"role": there.role, "joined_at": now}
        )
        actor = actor_of(membership)
        _end(there, "invitation.accepted", actor, now)
        if is_new:
            _welcome(membership, organization, actor, now)
    return membership


def decline(*, invitation: Invitation, now: datetime) -> None:
    """Answer with no. Whoever holds the link may: it gives nothing away. The journal does not tell who it was.

    Raises `InvitationGone`.
    """
    with organization_scope(invitation.organization_id):
        guest = Actor(kind="guest", organization_id=invitation.organization_id)
        _end(_open(invitation, now), "invitation.declined", guest, now)


def forget(job: work.Job) -> datetime | None:
    """Due work `invitation.forget`: throw an invitation away that expired `KEPT` ago and that nobody sent again."""
    with organization_scope(job.organization):
        there = Invitation.objects.select_for_update().filter(id=UUID(job.key)).first()
        if there is not None and clock.now() < there.expires_at + KEPT:
            return there.expires_at + KEPT
        if there is not None:
            there.delete()
    return None


def new_secret() -> str:
    """What only the link in one mail holds: 256 random bits."""
    return secrets.token_urlsafe(32)


def _check(entries: Sequence[str], role: str, days: int) -> None:
    wrong: dict[str, list[Text]] = {}
    if not entries:
        wrong["emails"] = [_("Say whom to invite: one address a line.")]
    elif len(entries) > AT_ONCE:
        wrong["emails"] = [_("20 addresses at once at most. Invite the others after these.")]
    if role not in Role.values:
        wrong["role"] = [_("Choose a role from the list.")]
    if days not in DAYS:
        wrong["days"] = [_("Choose one of the times in the list.")]
    if wrong:
        raise Invalid(fields=wrong)


def _once(entries: Sequence[str]) -> list[tuple[str, str]]:
    """Each entry with its address, the same address only once."""
    found: dict[str, str] = {}
    for entry in entries:
        found.setdefault(address_in(entry) or entry, entry)
    return [(entry, address_in(entry)) for entry in found.values()]


def _in_the_way(address: str) -> Text:
    """Why the address cannot be invited; "" when it can. Knows of the organization's own people, and of no other account."""
    if not address:
        return _("This is no mail address.")
    if Membership.objects.filter(user__email__iexact=address).exists():
        return _("This person belongs to the organization already.")
    if Invitation.objects.filter(email=address).exists():
        return _(
            "This address is invited already: you can send the mail again, in the list of those invited."
        )
    return ""


def _forget_expired(entries: Sequence[str], now: datetime) -> None:
    addresses = [address_in(entry) for entry in entries]
    Invitation.objects.filter(email__in=addresses, expires_at__lte=now).delete()


def _mailed_lately(now: datetime) -> int:
    return JournalEntry.objects.filter(verb__in=_MAILED, at__gt=now - timedelta(days=1)).count()


def _send(verb: str, invitation: Invitation, organization: Organization, actor: Actor) -> Invitation:
    """Give the invitation a new link, and mail that."""
    secret, now = new_secret(), invitation.sent_at
    invitation.organization, invitation.invited_by_id = organization, actor.user_id
    invitation.digest = digest_of(secret)
    invitation.save()
    mails.invite(invitation, secret=secret, now=now)
    due_at = invitation.expires_at + KEPT
    work.put(kind=FORGET, key=invitation.id, due_at=due_at, organization_id=organization.id)
    _note(verb, invitation, actor, now)
    return invitation


def _locked(invitation_id: UUID) -> Invitation:
    """An invitation of the organization whose scope is open, expired or not."""
    invitation = Invitation.objects.select_for_update().filter(id=invitation_id).first()
    if invitation is None:
        raise InvitationGone
    return invitation


def _open(seen: Invitation, now: datetime) -> Invitation:
    """The invitation as it stands now, when its link still opens it."""
    there = _locked(seen.id)
    if there.digest != seen.digest or not there.is_open(now):
        raise InvitationGone
    return there


def _end(invitation: Invitation, verb: str, actor: Actor, now: datetime) -> None:
    Invitation.objects.filter(id=invitation.id).delete()
    _note(verb, invitation, actor, now)


def _welcome(membership: Membership, organization: Organization, actor: Actor, now: datetime) -> None:
    journal.append(
        verb="membership.joined",
        subject=membership.pk,
        organization_id=organization.id,
        actor=actor,
        now=now,
        details={"role": membership.role},
    )
    mails.tell_of_joining(membership, organization, now=now)


def _note(verb: str, invitation: Invitation, actor: Actor, now: datetime) -> None:
    journal.append(
        verb=verb,
        subject=invitation.id,
        organization_id=invitation.organization_id,
        actor=actor,
        now=now,
        details={"role": invitation.role},
    )
