"""The journal: audit trail and outbox in one."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.organization import Organization
from accounts.scope import ScopedManager


class JournalEntry(models.Model):
    """Something that happened, appended in the transaction that made it so. Never changed, never deleted.

    `verb` is what happened (`campaign.published`), `subject` the id of what it happened to, `details` plain values
    without personal data.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="journal")
    at = models.DateTimeField(_("at"))
    verb = models.CharField(_("what"), max_length=50)
    subject = models.CharField(_("to what"), max_length=64)
    actor_kind = models.CharField(_("kind of actor"), max_length=10)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(_("who"), max_length=150, blank=True)
    details = models.JSONField(_("details"), default=dict)

    objects = ScopedManager["JournalEntry"]()

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["organization", "subject", "-id"], name="journal_subject")]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"
