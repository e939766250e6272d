"""People who asked to be forgotten."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.enums import Network


class OptOut(models.Model):
    """One request to be forgotten: whose it is stands here only until it is carried out."""

    network = models.CharField(_("network"), max_length=10, choices=Network.choices)
    handle = models.CharField(_("handle"), max_length=200, blank=True, default="")
    asked_at = models.DateTimeField(_("asked"))
    done_at = models.DateTimeField(_("carried out"), null=True)

    class Meta:
        verbose_name = _("request to be forgotten")
        verbose_name_plural = _("requests to be forgotten")
        ordering: ClassVar = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.get_network_display()}, {self.asked_at:%Y-%m-%d}"


class ForgottenAuthor(models.Model):
    """An author who is not stored again: `digest` is a keyed hash of network and id, and tells neither."""

    opt_out = models.ForeignKey(OptOut, models.CASCADE, related_name="authors")
    digest = models.CharField(max_length=64, unique=True)
