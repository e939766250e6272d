"""An invitation that nobody has answered yet."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models.organization import Organization
from accounts.models.user import User
from accounts.roles import Role
from accounts.scope import ScopedManager


class Invitation(models.Model):
    """Somebody is asked by mail to join an organization in a role. The row goes when they answer or it is withdrawn.

    `email` is in lower case. Only the SHA-256 of the secret in the mailed link is kept; a new mail has a new secret.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(_("mailed"))
    expires_at = models.DateTimeField(_("expires"))

    objects = ScopedManager["Invitation"]()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "email"], name="invitation_once"),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="invitation_email_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.get_role_display()})"

    def is_open(self, now: datetime) -> bool:
        """Whether it can still be accepted."""
        return now < self.expires_at
