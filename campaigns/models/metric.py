"""Numbers, rolled up."""

from typing import ClassVar

from django.db import models

from accounts.scope import ScopedManager
from campaigns.enums import Network
from campaigns.models.campaign import Campaign
from campaigns.models.tenant import TenantModel, parent_key


class HourlyMetric(TenantModel):
    """What happened on one network in one hour (UTC) of a campaign: always equal to a recount of the posts.

    An author is new in the hour of their earliest post; engagement stands in the hour of the post it belongs to.
    `checked` posts are those that somebody or something said whether they are friendly, `friendly` those that are.
    `reach` adds up the followers of the hour's new authors: an estimate, as nobody knows who reads.
    """

    campaign = parent_key(Campaign, related_name="hourly_metrics")
    network = models.CharField(max_length=10, choices=Network.choices)
    hour = models.DateTimeField()
    posts = models.PositiveIntegerField(default=0)
    new_authors = models.PositiveIntegerField(default=0)
    favorites = models.PositiveBigIntegerField(default=0)
    reposts = models.PositiveBigIntegerField(default=0)
    replies = models.PositiveBigIntegerField(default=0)
    checked = models.PositiveIntegerField(default=0)
    friendly = models.PositiveIntegerField(default=0)
    reach = models.PositiveBigIntegerField(default=0)

    objects = ScopedManager["HourlyMetric"]()

    class Meta:
        ordering: ClassVar = ["hour", "network"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "network", "hour"], name="metric_once")
        ]
