"""Reads about who belongs to an organization, and who is invited."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import Invitation, Membership, User
from accounts.models.organization import RANK
from accounts.roles import Role
from accounts.scope import invitation_scope, person_scope


@dataclass(frozen=True)
class MemberRow:
    """A member as the list shows them. `is_last_owner`: nobody else could take over."""

    membership: Membership
    is_oneself: bool
    is_last_owner: bool

    @property
    def name(self) -> str:
        """What colleagues call them."""
        return name_among_colleagues(self.membership.user)


@dataclass(frozen=True)
class InvitationRow:
    """An invitation as owners see it."""

    invitation: Invitation
    is_open: bool


def name_among_colleagues(user: User) -> str:
    """The person's name, or what stands before the @ of their address."""
    return user.name or user.email.partition("@")[0]


def memberships() -> QuerySet[Membership]:
    """The organization's members with who they are, owners first, then by when they came. Within its scope."""
    return Membership.objects.select_related("user").order_by(RANK, "joined_at", "id")


def members_of(organization_id: UUID, *, seen_by: int) -> list[MemberRow]:
    """The same, as somebody (a user's id) sees them."""
    members = list(memberships().filter(organization_id=organization_id))
    owners = sum(member.role == Role.OWNER for member in members)
    return [
        MemberRow(member, member.user_id == seen_by, member.role == Role.OWNER and owners == 1)
        for member in members
    ]


def invitations_of(organization_id: UUID, *, now: datetime) -> list[InvitationRow]:
    """The organization's unanswered invitations with who sent them, newest first. Within its scope."""
    rows = Invitation.objects.filter(organization_id=organization_id).select_related("invited_by")
    return [InvitationRow(row, row.is_open(now)) for row in rows.order_by("-sent_at", "email")]


def invitation_behind(digest: str, *, now: datetime) -> Invitation | None:
    """The open invitation whose link has a secret with this digest, with its organization; None when there is none."""
    with invitation_scope(digest):
        rows = Invitation.objects.select_related("organization", "invited_by")
        return rows.filter(digest=digest, expires_at__gt=now).first()


def invitations_for(user: User, *, now: datetime) -> list[Invitation]:
    """The open invitations to the addresses that the person has proven to be theirs, with their organizations."""
    with person_scope(user.pk):
        rows = Invitation.objects.select_related("organization", "invited_by")
        return list(rows.filter(expires_at__gt=now).order_by("organization__name"))
