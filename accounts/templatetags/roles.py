"""What a member may do, asked in templates."""

from django import template

from accounts.access import Desk
from accounts.roles import Permission

register = template.Library()


@register.filter
def may(desk: Desk, permission: str) -> bool:
    """Whether the member at this desk has a permission of `accounts.roles`, told by its name. A name that there is not opens
    nothing."""
    return desk.may(Permission(permission))
