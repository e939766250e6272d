"""What a token may be used for, and as whom it acts."""

from collections.abc import Collection

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission, Role


class TokenScope(TextChoices):
    """What a token may be used for."""

    READ_CAMPAIGNS = "campaigns:read", _("Read campaigns")
    WRITE_CAMPAIGNS = "campaigns:write", _("Write campaigns")
    READ_METRICS = "metrics:read", _("Read numbers")
    READ_SUPPORTERS = "supporters:read", _("Read how many supporters there are")
    READ_ADDRESSES = "supporters:addresses", _("Read addresses that supporters let you have")
    READ_ORGANIZATION = "organization:read", _("Read the organization and its members")
    READ_JOURNAL = "journal:read", _("Read the journal")
    WRITE_WEBHOOKS = "webhooks:write", _("Set up webhooks")
    WRITE_EXPORTS = "exports:write", _("Take everything along, with people's names and addresses")


# What a token can be made for: the API has a use for all of them.
OFFERED = tuple(TokenScope)
# What a new token may do unless somebody says otherwise: look.
FIRST_OFFERED = (TokenScope.READ_CAMPAIGNS, TokenScope.READ_METRICS)
# What an editor may do and a viewer may not.
_EDITING = frozenset({TokenScope.WRITE_CAMPAIGNS, TokenScope.WRITE_WEBHOOKS})
# What only owners may do.
_OWNING = frozenset({TokenScope.READ_JOURNAL, TokenScope.WRITE_EXPORTS, TokenScope.READ_ADDRESSES})
# What only owners may do, and may let a token do: never by a role, always by a scope of its own.
_GRANTS = {
    TokenScope.WRITE_EXPORTS.value: Permission.EXPORT,
    TokenScope.READ_ADDRESSES.value: Permission.READ_ADDRESSES,
}


def granted_by(scopes: Collection[str]) -> frozenset[Permission]:
    """What a token may do beyond its role."""
    return frozenset(permission for scope, permission in _GRANTS.items() if scope in scopes)


def scopes_of(role: str) -> frozenset[str]:
    """What a member of that role may do at the desk, in the words of scopes."""
    more = {Role.EDITOR: _EDITING, Role.OWNER: _EDITING | _OWNING}
    return frozenset(TokenScope) - _EDITING - _OWNING | more.get(Role(role), frozenset())


def role_of(scopes: Collection[str]) -> Role:
    """The role a token acts in, for the table of permissions: an editor where it may write anything, else a viewer."""
    return Role.VIEWER if _EDITING.isdisjoint(scopes) else Role.EDITOR
