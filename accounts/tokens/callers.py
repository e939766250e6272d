"""Who asks the API: a token, or a member who tries it from the desk."""

from dataclasses import dataclass
from uuid import UUID

from accounts.actors import Actor, actor_of
from accounts.models import JournalEntry, Membership
from accounts.scope import organization_scope
from accounts.tokens.scopes import scopes_of

# So many of the journal's newest entries, as `accounts_bearer` reads them.
_NEWEST = 20


@dataclass(frozen=True, kw_only=True)
class Caller:
    """For whom a request speaks, what it may do, and the newest entries of the organization's journal at that moment: while these are
    the newest, nothing has happened. `counted_as` is whose requests it is counted with."""

    counted_as: str
    organization_id: UUID
    scopes: frozenset[str]
    actor: Actor
    newest: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class AuthenticatedToken(Caller):
    """Whom a valid secret speaks for."""

    token_id: UUID


def member_calling(membership: Membership) -> Caller:
    """A member as a caller: what they may do at the desk, they may do here."""
    with organization_scope(membership.organization_id):
        newest = JournalEntry.objects.order_by("-id").values_list("id", flat=True)[:_NEWEST]
        return Caller(
            counted_as=f"member {membership.pk}",
            organization_id=membership.organization_id,
            scopes=scopes_of(membership.role),
            actor=actor_of(membership),
            newest=tuple(newest),
        )
