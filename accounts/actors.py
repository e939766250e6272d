"""Who acts: every operation is told, and the journal remembers."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.roles import Permission, allows
from candyplatform.base.errors import Forbidden


@dataclass(frozen=True)
class Actor:
    """Who acts, on whose behalf. `role` is the member's role; staff and the platform itself have none.

    `kind` is one of member, staff, token, platform, guest (somebody invited, who is no member). `name` is what the running
    request calls them; of a person the journal keeps only `user_id`. `used_second_factor` is told where an operation asks
    for it. `granted` is what an owner lets a token do beyond its role.
    """

    kind: str
    organization_id: UUID | None = None
    user_id: int | None = None
    role: str = ""
    name: str = ""
    used_second_factor: bool = False
    granted: frozenset[Permission] = frozenset()

    def require(self, permission: Permission) -> None:
        """Raise `Forbidden` unless the actor may do this. Staff and the platform act by their own rules, checked where
        they enter."""
        if self.kind in ("staff", "platform") or permission in self.granted:
            return
        if not self.role or not allows(self.role, permission):
            raise Forbidden(_("Your role does not allow this. Ask an owner of the organization."))

    def require_staff(self) -> None:
        """Raise `Forbidden` unless the actor is a member of the platform's staff."""
        if self.kind != "staff":
            raise Forbidden(_("Only staff of the platform can do this."))

    def own_organization(self) -> UUID:
        """The one organization whose rows the actor may change. Raises `Forbidden` for who acts for none."""
        if self.organization_id is None:
            raise Forbidden(_("This is done by a member of the organization."))
        return self.organization_id


PLATFORM = Actor(kind="platform", name="Candystorm")


def staff(*, user_id: int, name: str) -> Actor:
    """A member of the platform's staff."""
    return Actor(kind="staff", user_id=user_id, name=name)


def actor_of(membership: Membership) -> Actor:
    """The member as the one who acts in their organization."""
    return Actor(
        kind="member",
        organization_id=membership.organization_id,
        user_id=membership.user_id,
        role=membership.role,
        name=str(membership.user),
    )
