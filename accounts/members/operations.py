"""Everything that changes who belongs to an organization, and as what.

Such changes happen one after the other: each locks the organization's row first and looks at what is true then, so that two
owners who demote each other at the same moment do not leave it without one. (A trigger holds that in the database, too.)
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.actors import Actor, actor_of
from accounts.members import mails
from accounts.members.errors import LastOwner, NoSuchMember
from accounts.models import Membership, Organization
from accounts.roles import Permission, Role
from accounts.scope import organization_scope
from candyplatform.base.errors import Invalid


@contextmanager
def members_in_hand(actor: Actor, permission: Permission) -> Iterator[Organization]:
    """The actor's organization, in its scope, with nobody else changing its members meanwhile.

    Raises `Forbidden` unless the actor may do this now: a role that was taken away a moment ago does not count.
    """
    actor.require(permission)
    with organization_scope(actor.own_organization()):
        organization = Organization.objects.select_for_update(no_key=True).get()
        if actor.kind == "member":
            acting = _acting(actor)
            (actor_of(acting) if acting else Actor(kind="member")).require(permission)
        yield organization


def _acting(actor: Actor) -> Membership | None:
    """The actor's own membership as it is now; None for who is no member (any more)."""
    if actor.user_id is None:
        return None
    return Membership.objects.select_related("user").filter(user_id=actor.user_id).first()


def change_role(*, membership_id: int, role: str, actor: Actor, now: datetime) -> Membership:
    """Give a member another role, and tell them by mail. Owners only. The role they have already changes nothing.

    Raises `NoSuchMember`, `LastOwner`, `Invalid` for a role that there is not.
    """
    if role not in Role.values:
        raise Invalid(fields={"role": [_("Choose a role from the list.")]})
    with members_in_hand(actor, Permission.MANAGE_MEMBERS) as organization:
        member = _member(membership_id)
        if member.role != role:
            _put_in_role(member, role, organization, actor, now)
    return member


def transfer_ownership(*, membership_id: int, actor: Actor, now: datetime) -> Membership:
    """Make another member an owner, and the acting owner an editor, in one. Returns the new owner's membership.

    Raises `NoSuchMember`; `Invalid` when the actor names themselves or is nobody who could step down.
    """
    with members_in_hand(actor, Permission.MANAGE_MEMBERS) as organization:
        heir = _member(membership_id)
        giver = _acting(actor)
        if giver is None or heir.pk == giver.pk:
            raise Invalid(fields={"membership": [_("Choose another member.")]})
        if heir.role != Role.OWNER:
            _put_in_role(heir, Role.OWNER, organization, actor, now)
        _put_in_role(giver, Role.EDITOR, organization, actor, now)
    return heir


def remove(*, membership_id: int, actor: Actor, now: datetime) -> Membership:
    """End somebody's membership, and tell them by mail. Owners only. API tokens they made stay: they are the organization's.

    Raises `NoSuchMember`, `LastOwner`.
    """
    with members_in_hand(actor, Permission.MANAGE_MEMBERS) as organization:
        member = _member(membership_id)
        _end(member, "membership.removed", actor, now)
        mails.tell_of_removal(member, organization, now=now)
    return member


def leave(*, actor: Actor, now: datetime) -> None:
    """End one's own membership. The last owner cannot: raises `LastOwner`. Raises `NoSuchMember` for who has left already."""
    with members_in_hand(actor, Permission.READ):
        member = _acting(actor)
        if member is None:
            raise NoSuchMember
        _end(member, "membership.left", actor, now)


def _member(membership_id: int) -> Membership:
    member = Membership.objects.select_related("user").filter(id=membership_id).first()
    if member is None:
        raise NoSuchMember
    return member


def _put_in_role(
    member: Membership, role: str, organization: Organization, actor: Actor, now: datetime
) -> None:
    before = member.role
    if before == Role.OWNER:
        _keep_an_owner(member)
    Membership.objects.filter(id=member.pk).update(role=role)
    member.role = role
    details = {"from": before, "to": str(role), "person": member.user_id}
    _note("membership.role_changed", member, actor, now, details)
    if member.user_id != actor.user_id:
        mails.tell_of_role(member, organization, now=now)


def _end(member: Membership, verb: str, actor: Actor, now: datetime) -> None:
    if member.role == Role.OWNER:
        _keep_an_owner(member)
    Membership.objects.filter(id=member.pk).delete()
    _note(verb, member, actor, now, {"role": member.role, "person": member.user_id})


def _keep_an_owner(besides: Membership) -> None:
    if not Membership.objects.filter(role=Role.OWNER).exclude(id=besides.pk).exists():
        raise LastOwner


def _note(verb: str, member: Membership, actor: Actor, now: datetime, details: dict[str, object]) -> None:
    journal.append(
        verb=verb,
        subject=member.pk,
        organization_id=member.organization_id,
        actor=actor,
        now=now,
        details=details,
    )
