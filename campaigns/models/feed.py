"""Questions asked of the networks."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.scope import ScopedManager
from campaigns.enums import Network
from campaigns.models.campaign import Campaign
from campaigns.models.tenant import TenantModel, parent_key


class FeedStatus(models.TextChoices):
    """Whether a feed is heard: zero posts heard and nothing heard are different things."""

    WAITING = "waiting", _("Not asked yet")
    MEASURED = "measured", _("Measured")
    INTERRUPTED = "interrupted", _("Interrupted")
    NOT_MEASURED = "not_measured", _("Not measured")


class Feed(models.Model):
    """One question asked of one network: the platform's, asked once however many campaigns want the answer.

    `host` is where it is asked (`https://mastodon.social`), `topic` what (`hashtag:telekomhilf`, `hashtags:echh13,telekomhilf`,
    `account:…`, or `*` for a stream that carries everything). `cursor` is the network's own mark of how far we have
    listened. `followed_until`: as long, the host tells the feed by itself as well.
    """

    network = models.CharField(_("network"), max_length=10, choices=Network.choices)
    host = models.CharField(_("host"), max_length=200)
    topic = models.CharField(_("topic"), max_length=600)
    cursor = models.CharField(max_length=300, blank=True, default="")
    # Where the slow second reading is, that finds posts which arrived late from other servers; "" between two of them.
    second_cursor = models.CharField(max_length=300, blank=True, default="")
    status = models.CharField(
        _("status"), max_length=12, choices=FeedStatus.choices, default=FeedStatus.WAITING
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="")
    heard_at = models.DateTimeField(_("last heard"), null=True)
    latest_post_at = models.DateTimeField(_("latest post"), null=True)
    followed_until = models.DateTimeField(null=True)
    # Pairs of moments (ISO 8601, UTC) between which nothing was heard, and which the network does not tell any more.
    gaps = models.JSONField(default=list)

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["network", "host", "topic"], name="feed_once")
        ]

    def __str__(self) -> str:
        return f"{self.network} {self.topic} @ {self.host}"


class FeedSubscription(TenantModel):
    """A campaign wants to hear a feed. `held_back`: why it is not told what the feed brings; "" when it is."""

    campaign = parent_key(Campaign, related_name="subscriptions")
    feed = models.ForeignKey(Feed, models.CASCADE, related_name="subscriptions")
    held_back = models.CharField(max_length=200, blank=True, default="", db_default="")

    objects = ScopedManager["FeedSubscription"]()

    class Meta:
        verbose_name = _("subscription of a feed")
        verbose_name_plural = _("subscriptions of feeds")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "feed"], name="subscription_once")
        ]
