"""Who is asked."""

import uuid
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from campaigns.enums import Network


class Company(models.Model):
    """A company that can be asked: brand accounts only, never a person.

    Companies are the platform's: once staff verified one, every organization may ask it. Until then only the
    organization that proposed it sees it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=100)
    website = models.URLField(_("website"), blank=True)
    proposed_by = models.ForeignKey(Organization, models.SET_NULL, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)
    daily_posts = models.PositiveIntegerField(
        _("posts a day"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_(
            "After so many, on all campaigns together, their pages say: enough for today. Empty: the platform's own."
        ),
    )
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering: ClassVar = ["name"]
        indexes: ClassVar = [models.Index(fields=["name", "id"], name="company_by_name")]

    def __str__(self) -> str:
        return self.name


class CompanyAccount(models.Model):
    """A company's account on one network.

    `handle` is what people mention (`telekomhilft@mastodon.social`, `telekomhilft.bsky.social`, `Telekom_hilft`),
    without a leading @. `native_id` is what the network calls the author of a post; empty until it was looked up.
    """

    company = models.ForeignKey(Company, models.CASCADE, related_name="accounts")
    network = models.CharField(_("network"), max_length=10, choices=Network.choices)
    handle = models.CharField(_("handle"), max_length=150)
    native_id = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("company account")
        verbose_name_plural = _("company accounts")
        ordering: ClassVar = ["network"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "network"], name="company_account_once_a_network")
        ]

    def __str__(self) -> str:
        return f"@{self.handle} ({self.get_network_display()})"
