"""What a token may be used for, and as whom it acts."""

from collections.abc import Collection

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role


class TokenScope(TextChoices):
    """What a token may be used for."""

    READ_CAMPAIGNS = "campaigns:read", _("Read campaigns")
    WRITE_CAMPAIGNS = "campaigns:write", _("Write campaigns")
    READ_METRICS = "metrics:read", _("Read numbers")
    READ_SUPPORTERS = "supporters:read", _("Read supporters")
    WRITE_WEBHOOKS = "webhooks:write", _("Set up webhooks")


# What the API has a use for as yet; the others are names that are kept for it.
OFFERED = (TokenScope.READ_CAMPAIGNS, TokenScope.READ_METRICS, TokenScope.WRITE_WEBHOOKS)
# What an editor may do and a viewer may not.
_EDITING = frozenset({TokenScope.WRITE_CAMPAIGNS, TokenScope.WRITE_WEBHOOKS})


def role_of(scopes: Collection[str]) -> Role:
    """The role a token acts in, for the table of permissions: an editor where it may write anything, else a viewer."""
    return Role.VIEWER if _EDITING.isdisjoint(scopes) else Role.EDITOR
