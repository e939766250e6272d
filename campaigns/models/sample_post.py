"""Friendly texts to start from."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.scope import ScopedManager
from campaigns.enums import Language, SamplePurpose
from campaigns.models.campaign import Campaign
from campaigns.models.tenant import TenantModel, parent_key


class SamplePost(TenantModel):
    """An organizer's friendly text in one language; mention, hashtags and link are added by the composer."""

    campaign = parent_key(Campaign, related_name="sample_posts")
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    purpose = models.CharField(
        _("for"), max_length=5, choices=SamplePurpose.choices, default=SamplePurpose.ASK
    )
    text = models.TextField(_("text"), max_length=400)
    position = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager["SamplePost"]()

    class Meta:
        verbose_name = _("sample post")
        verbose_name_plural = _("sample posts")
        ordering: ClassVar = ["language", "position", "id"]

    def __str__(self) -> str:
        return self.text
