"""Keys for event tools."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.organization import Organization
from accounts.models.user import User
from accounts.scope import ScopedManager


class ApiToken(models.Model):
    """A bearer token of an organization. Only its SHA-256 is kept; `prefix` lets a person recognize it.

    It is the organization's, whatever becomes of the member who made it. `replaces`: the older token that it took over from.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=60)
    prefix = models.CharField(max_length=16)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=30), verbose_name=_("scopes"))
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("created"))
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    # Its database constraint is the composite one of the migration.
    replaces = models.ForeignKey("self", models.CASCADE, null=True, db_constraint=False, related_name="+")

    objects = ScopedManager["ApiToken"]()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "id"], name="apitoken_tenant_key"),
            models.UniqueConstraint(fields=["organization", "replaces"], name="apitoken_replaced_once"),
        ]

    def __str__(self) -> str:
        return self.name
