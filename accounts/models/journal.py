"""The journal: audit trail and outbox in one; and beside it, what of an entry must be able to go."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.organization import Organization
from accounts.models.user import User
from accounts.scope import ScopedManager

# Kinds of actors that are no persons: the only ones whose names an entry holds.
NAMED_KINDS = ("token", "platform")


class JournalEntry(models.Model):
    """Something that happened, appended in the transaction that made it so. Never changed, never deleted: a trigger refuses.

    `verb` is what happened (`campaign.published`), `subject` the id of what it happened to, `details` plain values. An entry
    holds no personal data: a person is `actor_id`, whose name is looked up when the journal is read; `channel` is the door
    they came by.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="journal")
    at = models.DateTimeField(_("at"))
    verb = models.CharField(_("what"), max_length=50)
    subject = models.CharField(_("to what"), max_length=64)
    actor_kind = models.CharField(_("kind of actor"), max_length=10)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(_("who"), max_length=150, blank=True)
    channel = models.CharField(_("by which way"), max_length=10, blank=True)
    details = models.JSONField(_("details"), default=dict)

    objects = ScopedManager["JournalEntry"]()

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["organization", "subject", "-id"], name="journal_subject"),
            models.Index(fields=["organization", "actor_kind", "actor_id", "at", "id"], name="journal_actor"),
            models.Index(fields=["organization", "at", "id"], name="journal_at"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "id"], name="journal_tenant_key"),
            models.CheckConstraint(
                condition=Q(actor_name="") | Q(actor_kind__in=NAMED_KINDS), name="journal_names_no_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"


class JournalOrigin(models.Model):
    """From where a member or a token did it: personal, so it goes after 90 days, and with the person."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    entry = models.OneToOneField(JournalEntry, models.CASCADE, related_name="origin", db_constraint=False)
    # The database takes the row with the person's (ON DELETE CASCADE), whoever deletes that, in whichever scope.
    user = models.ForeignKey(User, models.DO_NOTHING, null=True, related_name="+", db_constraint=False)
    at = models.DateTimeField(db_index=True)
    address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=40, blank=True)
    system = models.CharField(max_length=20, blank=True)

    objects = ScopedManager["JournalOrigin"]()


class JournalRemark(models.Model):
    """What somebody wrote about what they did, such as why a page was suspended. Free words may name people, so they can go."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    entry = models.OneToOneField(JournalEntry, models.CASCADE, related_name="remark", db_constraint=False)
    text = models.TextField()

    objects = ScopedManager["JournalRemark"]()
