"""Taking part, step by step: counted without knowing anybody, and what people say they posted."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.scope import ScopedManager
from campaigns.enums import Channel, Network, SaidStatus, Step, Visitors
from campaigns.models.campaign import Campaign
from campaigns.models.tenant import TenantModel, parent_key


class StepCount(TenantModel):
    """How often a step was taken in one hour (UTC), by one channel, from one sample post; nothing about who took it.

    `sample` is the id of a sample post, 0 where none is known; its row may be gone.
    """

    campaign = parent_key(Campaign, related_name="step_counts", db_index=False)
    step = models.CharField(_("step"), max_length=10, choices=Step.choices)
    channel = models.CharField(_("way"), max_length=10, choices=Channel.choices, blank=True, default="")
    sample = models.BigIntegerField(default=0)
    visitors = models.CharField(max_length=10, choices=Visitors.choices, default=Visitors.PEOPLE)
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    objects = ScopedManager["StepCount"]()

    class Meta:
        verbose_name = _("step of supporters")
        verbose_name_plural = _("steps of supporters")
        ordering: ClassVar = ["hour", "step"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["campaign", "step", "channel", "sample", "visitors", "hour"], name="step_count_once"
            )
        ]


class SaidPost(TenantModel):
    """A link that somebody left by "I posted it". The same post said twice is one row, known by `digest`, the SHA-256 of its link.

    `link` is the post's address in one spelling, as its connector writes it, until it was looked for; then "".
    """

    campaign = parent_key(Campaign, related_name="said_posts", db_index=False)
    network = models.CharField(_("network"), max_length=10, choices=Network.choices)
    link = models.URLField(_("link"), max_length=500, blank=True)
    digest = models.CharField(max_length=64)
    status = models.CharField(
        _("status"), max_length=10, choices=SaidStatus.choices, default=SaidStatus.WAITING
    )
    said_at = models.DateTimeField(_("said"))
    checked_at = models.DateTimeField(_("looked for"), null=True)

    objects = ScopedManager["SaidPost"]()

    class Meta:
        verbose_name = _("post that somebody told of")
        verbose_name_plural = _("posts that somebody told of")
        ordering: ClassVar = ["-said_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "network", "digest"], name="said_post_once")
        ]

    def __str__(self) -> str:
        return self.link
