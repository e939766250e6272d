"""Due work: everything that must happen later, as rows."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class DueWork(models.Model):
    """One piece of work that is due at a moment: ids and times only, so that sweeps see no tenant's data.

    `kind` names the task (`settings.WORK_KINDS`), `key` what it is about; there is one row for each pair. `generation`
    counts how often the work was asked for, so that work asked for again while it runs is not forgotten.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    organization_id = models.UUIDField(null=True)
    due_at = models.DateTimeField()
    generation = models.PositiveIntegerField(default=1)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    gave_up_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("piece of due work")
        verbose_name_plural = _("due work")
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "key"], name="duework_kind_key")]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="duework_due", condition=models.Q(gave_up_at__isnull=True))
        ]
