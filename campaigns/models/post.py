"""Public posts that belong to a campaign, and who wrote them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.scope import ScopedManager
from campaigns.enums import Kindness, Network, PostRole
from campaigns.models.campaign import Campaign
from campaigns.models.feed import Feed
from campaigns.models.tenant import TenantModel, parent_key


class Author(TenantModel):
    """Who wrote: as little as possible, counted once a campaign.

    `first_posted_at` is the time of their earliest living post as a supporter; null when there is none (any more).
    """

    campaign = parent_key(Campaign, related_name="authors")
    network = models.CharField(_("network"), max_length=10, choices=Network.choices)
    native_id = models.CharField(max_length=200)
    handle = models.CharField(_("handle"), max_length=200)
    url = models.URLField(max_length=500, blank=True, default="")
    followers = models.PositiveIntegerField(_("followers"), null=True)
    is_bot = models.BooleanField(_("bot"), default=False)
    first_posted_at = models.DateTimeField(null=True)

    objects = ScopedManager["Author"]()

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "network", "native_id"], name="author_once"),
            models.UniqueConstraint(fields=["organization", "id"], name="author_tenant_key"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["campaign", "network", "first_posted_at"], name="author_first_posted")
        ]

    def __str__(self) -> str:
        if self.handle:
            return f"@{self.handle}"
        return _("Someone on %(network)s") % {"network": self.get_network_display()}


class PostQuerySet(models.QuerySet["Post"]):
    """Posts, narrowed."""

    def counted(self) -> "PostQuerySet":
        """Those that numbers are made of: supporters' living posts."""
        return self.filter(role=PostRole.SUPPORTER, deleted_at=None)

    def wall(self) -> "PostQuerySet":
        """Those a page may show."""
        return self.counted().filter(kindness=Kindness.FRIENDLY, is_sensitive=False)

    def with_authors(self) -> "PostQuerySet":
        """With each post's author, in the same query."""
        return self.select_related("author")


PostManager = ScopedManager.from_queryset(PostQuerySet)


class Post(TenantModel):
    """A public post matched to a campaign. The same post heard twice is one row: (campaign, network, uri).

    A deleted post keeps its identity and loses its text. Engagement is null until the network told it.
    """

    campaign = parent_key(Campaign, related_name="posts")
    author = parent_key(Author, related_name="posts")
    feed = models.ForeignKey(Feed, models.SET_NULL, null=True, related_name="+")
    network = models.CharField(_("network"), max_length=10, choices=Network.choices)
    uri = models.CharField(max_length=500)
    native_id = models.CharField(max_length=200)
    url = models.URLField(_("link"), max_length=500, blank=True, default="")
    text = models.TextField(_("text"), blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True, default="")
    in_reply_to = models.CharField(max_length=500, blank=True, default="")
    role = models.CharField(_("role"), max_length=10, choices=PostRole.choices)
    kindness = models.CharField(
        _("kindness"), max_length=10, choices=Kindness.choices, default=Kindness.UNCHECKED
    )
    is_sensitive = models.BooleanField(default=False)
    posted_at = models.DateTimeField(_("posted"))
    edited_at = models.DateTimeField(_("edited"), null=True)
    heard_at = models.DateTimeField(_("heard"))
    deleted_at = models.DateTimeField(_("deleted"), null=True)
    favorites = models.PositiveIntegerField(_("favorites"), null=True)
    reposts = models.PositiveIntegerField(_("reposts"), null=True)
    replies = models.PositiveIntegerField(_("replies"), null=True)
    refresh_step = models.PositiveSmallIntegerField(default=0)
    refresh_due_at = models.DateTimeField(null=True)

    objects = PostManager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering: ClassVar = ["-posted_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "network", "uri"], name="post_once"),
            models.UniqueConstraint(fields=["organization", "id"], name="post_tenant_key"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["network", "uri"], name="post_uri"),
            models.Index(fields=["campaign", "-posted_at"], name="post_recent"),
            models.Index(
                fields=["campaign", "id"],
                name="post_unchecked",
                condition=models.Q(kindness=Kindness.UNCHECKED),
            ),
            models.Index(
                fields=["campaign", "-posted_at"],
                name="post_flagged",
                condition=models.Q(kindness=Kindness.FLAGGED, deleted_at__isnull=True),
            ),
            models.Index(
                fields=["campaign", "id"], name="post_company", condition=models.Q(role=PostRole.COMPANY)
            ),
            models.Index(
                fields=["feed", "refresh_due_at"],
                name="post_refresh_due",
                condition=models.Q(refresh_due_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80] or self.uri

    @property
    def reactions(self) -> int:
        """Favorites, reposts and replies, as far as the network told them."""
        return sum(count or 0 for count in (self.favorites, self.reposts, self.replies))
