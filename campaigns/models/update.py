"""News from the organizer."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.scope import ScopedManager
from campaigns.models.campaign import Campaign
from campaigns.models.tenant import TenantModel, parent_key


class Update(TenantModel):
    """What the organizer tells supporters while the campaign runs. `text` is a language map of Markdown."""

    campaign = parent_key(Campaign, related_name="updates")
    text = models.JSONField(_("text"))
    said_at = models.DateTimeField(_("published"))
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects = ScopedManager["Update"]()

    class Meta:
        verbose_name = _("update")
        verbose_name_plural = _("updates")
        ordering: ClassVar = ["-said_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["campaign", "said_at", "id"], name="update_in_order")]

    def __str__(self) -> str:
        return str(self.campaign.in_language(self.text))[:80]
