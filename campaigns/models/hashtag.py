"""The hashtags a campaign is known by."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.scope import ScopedManager
from campaigns.models.campaign import Campaign
from campaigns.models.tenant import TenantModel, parent_key


class Hashtag(TenantModel):
    """One hashtag of a campaign, without the #: `text` as people write it, `folded` as it is compared."""

    campaign = parent_key(Campaign, related_name="hashtags")
    text = models.CharField(_("hashtag"), max_length=100)
    folded = models.CharField(max_length=100)
    position = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager["Hashtag"]()

    class Meta:
        verbose_name = _("hashtag")
        verbose_name_plural = _("hashtags")
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["campaign", "folded"], name="hashtag_once")]

    def __str__(self) -> str:
        return f"#{self.text}"
