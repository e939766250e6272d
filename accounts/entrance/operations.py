"""What an organization wishes of how its people come in."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.actors import Actor
from accounts.models import Organization
from accounts.roles import Permission
from accounts.scope import organization_scope
from candyplatform.base.errors import DomainError


class SecondFactorFirst(DomainError):  # noqa: N818
    """Who asks others for a second factor must have used their own, or they shut themselves out."""

    code = "second_factor_first"
    message = _("First use your own second factor in this browser, so that you do not shut yourself out.")


def require_second_factor(*, organization_id: UUID, required: bool, actor: Actor, now: datetime) -> None:
    """Ask every member for a second factor, or no longer. Owners only; asking for what is already so changes nothing.

    Raises `SecondFactorFirst` when the actor's own session used none.
    """
    actor.require(Permission.EDIT_ORGANIZATION)
    if required and not actor.used_second_factor:
        raise SecondFactorFirst
    with organization_scope(organization_id), transaction.atomic():
        changed = (
            Organization.objects.filter(id=organization_id)
            .exclude(requires_second_factor=required)
            .update(requires_second_factor=required)
        )
        if changed:
            verb = (
                "organization.second_factor_required" if required else "organization.second_factor_optional"
            )
            journal.append(
                verb=verb, subject=organization_id, organization_id=organization_id, actor=actor, now=now
            )
