"""Archives: what an organization or a person takes along."""

import uuid
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.organization import Organization
from accounts.models.user import User
from accounts.scope import ScopedManager


class Archive(models.Model):
    """A ZIP file that is made, or was, of all that an organization has here, or, without one, a person.

    `user` asked for it; None where one of the organization's programs did. It is offered once `finished_at` is set; `size` is its
    length in octets. `rows_done` of about `rows_expected` are written so far.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, models.CASCADE, null=True, related_name="archives")
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="archives")
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    rows_expected = models.PositiveBigIntegerField(default=0)
    rows_done = models.PositiveBigIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)

    objects = ScopedManager["Archive"]()

    class Meta:
        verbose_name = _("archive")
        verbose_name_plural = _("archives")
        ordering: ClassVar = ["-asked_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(organization__isnull=False) | models.Q(user__isnull=False),
                name="archive_of_somebody",
            ),
            models.UniqueConstraint(
                fields=["organization"],
                condition=models.Q(finished_at=None, organization__isnull=False),
                name="archive_one_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(finished_at=None, organization=None),
                name="archive_one_at_a_time_a_person",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def percent(self) -> int:
        """How much of it is made: 100 once it is offered."""
        return 100 if self.finished_at else min(100 * self.rows_done // max(self.rows_expected, 1), 99)


class PartManager(ScopedManager["ArchivePart"]):
    """Parts belong where their archive does."""

    def _mine(self, organization_id: UUID) -> dict[str, Any]:
        return {"archive__organization_id": organization_id}


class ArchivePart(models.Model):
    """A piece of an archive's file; `position` counts from 0. The policy asks the archive whose it is."""

    archive = models.ForeignKey(Archive, models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    content = models.BinaryField()

    objects = PartManager()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["archive", "position"], name="archive_part_once")
        ]
