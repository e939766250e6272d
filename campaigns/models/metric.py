"""Numbers, rolled up."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from accounts.scope import ScopedManager
from campaigns.enums import Network
from campaigns.models.campaign import Campaign
from campaigns.models.tenant import TenantModel, parent_key

# How many posts there were: those that we have, or, where that is more, those that the network counted.
POSTS = Greatest("posts", "counted")


class HourlyMetric(TenantModel):
    """What happened on one network in one hour (UTC) of a campaign: equal to a recount of the posts until those are erased.

    `counted` is how many posts the network counted itself, where it tells a number without posts. An author is new in the hour
    of their earliest post; engagement stands in the hour of the post it belongs to. `checked` posts are those that somebody
    or something said whether they are friendly, `friendly` those that are. `reach` adds up the followers of the hour's new
    authors: an estimate, as nobody knows who reads.
    """

    campaign = parent_key(Campaign, related_name="hourly_metrics")
    network = models.CharField(max_length=10, choices=Network.choices)
    hour = models.DateTimeField()
    posts = models.PositiveIntegerField(default=0)
    counted = models.PositiveIntegerField(default=0, db_default=0)
    new_authors = models.PositiveIntegerField(default=0)
    favorites = models.PositiveBigIntegerField(default=0)
    reposts = models.PositiveBigIntegerField(default=0)
    replies = models.PositiveBigIntegerField(default=0)
    checked = models.PositiveIntegerField(default=0)
    friendly = models.PositiveIntegerField(default=0)
    reach = models.PositiveBigIntegerField(default=0)

    objects = ScopedManager["HourlyMetric"]()

    class Meta:
        verbose_name = _("hourly number")
        verbose_name_plural = _("hourly numbers")
        ordering: ClassVar = ["hour", "network"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "network", "hour"], name="metric_once")
        ]
