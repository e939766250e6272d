"""The servers that are asked, and how they take it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Instance(models.Model):
    """One server, by its origin (`https://mastodon.social`): the platform's, shared by every worker.

    `budget_left` of `budget_limit` questions may be asked until `budget_resets_at`, as its headers told and as we asked
    since; null while it told nothing. Before `asks_again_at` it wants no question (`Retry-After`). After `failures` in a row
    it is left alone until `rests_until`, then asked once.
    """

    origin = models.CharField(_("server"), max_length=200, unique=True)
    budget_limit = models.PositiveIntegerField(_("questions a window"), null=True)
    budget_left = models.IntegerField(_("questions left"), null=True)
    budget_resets_at = models.DateTimeField(_("window ends"), null=True)
    asks_again_at = models.DateTimeField(_("wants no question before"), null=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    rests_until = models.DateTimeField(_("left alone until"), null=True)
    answered_at = models.DateTimeField(_("last answer"), null=True)

    class Meta:
        verbose_name = _("server")
        verbose_name_plural = _("servers")
        ordering: ClassVar = ["origin"]

    def __str__(self) -> str:
        return self.origin
