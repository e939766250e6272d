"""Who may do what: the one table of permissions, checked in operations and asked by templates."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """A member's role in an organization."""

    OWNER = "owner", _("Owner")
    EDITOR = "editor", _("Editor")
    VIEWER = "viewer", _("Viewer")

    def in_words(self) -> str:
        """The role and what it may do, in one line."""
        return f"{self.label} ({_MEANINGS[self.value]})"


_MEANINGS = {
    "owner": _("everything, with members, settings and API tokens"),
    "editor": _("write campaigns, confirm answers, look after supporters"),
    "viewer": _("see campaigns and their numbers, change nothing"),
}


class Permission(StrEnum):
    """Something a member may be allowed to do."""

    READ = "read"
    EDIT_CAMPAIGNS = "edit_campaigns"
    DECIDE_ANSWERS = "decide_answers"
    MANAGE_WEBHOOKS = "manage_webhooks"
    MANAGE_TOKENS = "manage_tokens"
    MANAGE_MEMBERS = "manage_members"
    EDIT_ORGANIZATION = "edit_organization"
    READ_JOURNAL = "read_journal"
    EXPORT = "export"
    READ_ADDRESSES = "read_addresses"
    DELETE_ORGANIZATION = "delete_organization"


_VIEWER = frozenset({Permission.READ})
_EDITOR = _VIEWER | {Permission.EDIT_CAMPAIGNS, Permission.DECIDE_ANSWERS, Permission.MANAGE_WEBHOOKS}
_OWNER = frozenset(Permission)

PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.VIEWER: _VIEWER,
    Role.EDITOR: _EDITOR,
    Role.OWNER: _OWNER,
}


def allows(role: str, permission: Permission) -> bool:
    """Whether the role carries the permission."""
    return permission in PERMISSIONS[role]
