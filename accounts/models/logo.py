"""The picture that stands beside an organization's name."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.organization import Organization
from accounts.scope import ScopedManager

MAX_BYTES = 100_000


class OrganizationLogo(models.Model):
    """An organization's logo as WebP. `digest` (of the picture, SHA-256 in hex) stands in its address, so a copy may be kept
    for ever. Public when the organization is."""

    organization = models.OneToOneField(Organization, models.CASCADE, related_name="logo")
    picture = models.BinaryField(_("picture"))
    digest = models.CharField(max_length=64)
    changed_at = models.DateTimeField(_("changed"))

    objects = ScopedManager["OrganizationLogo"]()

    class Meta:
        verbose_name = _("logo")
        verbose_name_plural = _("logos")

    def __str__(self) -> str:
        return self.digest
