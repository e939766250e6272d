"""What an organizer was mailed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.scope import ScopedManager
from campaigns.models.campaign import Campaign
from campaigns.models.tenant import TenantModel, parent_key


class Digest(TenantModel):
    """The digest of one period to one member: exactly one. `period` is the local date it is due on.

    `since` and `until` bound what it tells; `mail_id` is the outgoing mail it became, null when there was nothing to say.
    """

    membership = parent_key(Membership, related_name="digests")
    campaign = parent_key(Campaign, related_name="digests")
    period = models.DateField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    totals = models.JSONField(default=dict)
    composed_at = models.DateTimeField(null=True)
    mail_id = models.UUIDField(null=True)

    objects = ScopedManager["Digest"]()

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["membership", "campaign", "period"], name="digest_once_a_period")
        ]
