"""The tenant, and who belongs to it."""

import uuid
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User
from accounts.roles import Role
from accounts.scope import ScopedManager

# Owners first: the place of a member's role among the roles.
RANK = models.Case(*(models.When(role=role, then=place) for place, role in enumerate(Role.values)))


class OrganizationManager(ScopedManager["Organization"]):
    """Organizations, within a scope: its own row is what an organization may see."""

    def _mine(self, organization_id: UUID) -> dict[str, Any]:
        return {"id": organization_id}


class Organization(models.Model):
    """Who runs events: the tenant. `is_public` once it has published something: then its name is no secret.

    While `erasure_due_at` is set it is about to be deleted: nobody sees its campaigns. A deleted one (`erased_at`) keeps its row,
    without a name, so that its journal has one to belong to.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("short name"), max_length=50, unique=True)
    name = models.CharField(_("name"), max_length=100)
    website = models.URLField(_("website"), blank=True)
    is_trusted = models.BooleanField(_("trusted"), default=False, help_text=_("May publish without review."))
    is_public = models.BooleanField(_("public"), default=False)
    requires_second_factor = models.BooleanField(_("asks for a second factor"), default=False)
    created_at = models.DateTimeField(_("created"))
    erasure_due_at = models.DateTimeField(_("will be deleted"), null=True, editable=False)
    erased_at = models.DateTimeField(_("deleted"), null=True, editable=False)

    objects = OrganizationManager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        indexes: ClassVar = [
            # Public policies ask for these with every query.
            models.Index(
                fields=["id"],
                name="organization_leaving",
                condition=models.Q(erasure_due_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name or str(_("deleted organization"))


class Membership(models.Model):
    """A person's place in an organization, and what mail they want of it."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    wants_digest = models.BooleanField(_("daily digest"), default=True)
    joined_at = models.DateTimeField(_("joined"))

    objects = ScopedManager["Membership"]()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        indexes: ClassVar = [
            models.Index("organization", RANK, "joined_at", "id", name="membership_in_order"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "user"], name="membership_once"),
            models.UniqueConstraint(fields=["organization", "id"], name="membership_tenant_key"),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"
