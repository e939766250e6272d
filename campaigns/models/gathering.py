"""When supporters come together, and who asked to be told."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.scope import ScopedManager
from campaigns.enums import Language
from campaigns.models.campaign import Campaign
from campaigns.models.tenant import TenantModel, parent_key
from candyplatform.base.encryption import EncryptedTextField


class Wave(TenantModel):
    """One moment at which supporters post together. A campaign's storm hour is its waves; most have a single one.

    A wave keeps its `position` (from 0) when the storm hour is moved, and its supporters with it; `set_at` is when it was put where
    it is.
    """

    campaign = parent_key(Campaign, related_name="waves")
    position = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField(_("begins"))
    set_at = models.DateTimeField()

    objects = ScopedManager["Wave"]()

    class Meta:
        verbose_name = _("wave")
        verbose_name_plural = _("waves")
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "position"], name="wave_once_a_position"),
            models.UniqueConstraint(fields=["organization", "id"], name="wave_tenant_key"),
        ]


class Supporter(TenantModel):
    """Who left an e-mail address to be reminded once and thanked once. Nobody reads the address but the mail room, and
    owners of the organization where the supporter lets them have it.

    `digest` is a keyed hash of the address in this campaign: it knows the same address again, and tells nothing. What was
    agreed to is the text of `consent_version` in `language`, shown at `asked_at` and confirmed from the mailbox at
    `confirmed_at`. `wave` is null when the storm hour was called off.

    Letting the organization have the address is a choice apart: the text of `sharing_version` in `sharing_language`, with the name
    `sharing_with` in it, asked for at `sharing_asked_at` and in force since `shared_at`, a click from the mailbox as well. All of
    them are empty where that was never asked for, or was taken back.
    """

    campaign = parent_key(Campaign, related_name="supporters")
    wave = parent_key(Wave, null=True, related_name="supporters")
    address = EncryptedTextField()
    digest = models.CharField(max_length=64)
    language = models.CharField(max_length=5, choices=Language.choices)
    consent_version = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    thanked_at = models.DateTimeField(null=True)
    sharing_version = models.CharField(max_length=10, blank=True, default="", db_default="")
    sharing_language = models.CharField(
        max_length=5, choices=Language.choices, blank=True, default="", db_default=""
    )
    sharing_with = models.CharField(max_length=100, blank=True, default="", db_default="")
    sharing_asked_at = models.DateTimeField(null=True)
    shared_at = models.DateTimeField(null=True)

    objects = ScopedManager["Supporter"]()

    class Meta:
        verbose_name = _("supporter")
        verbose_name_plural = _("supporters")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "digest"], name="supporter_once_a_campaign"),
            models.CheckConstraint(
                condition=models.Q(shared_at__isnull=True)
                | models.Q(
                    confirmed_at__isnull=False, sharing_asked_at__isnull=False, sharing_version__gt=""
                ),
                name="supporter_shares_by_choice",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["wave", "id"],
                name="supporter_to_remind",
                condition=models.Q(confirmed_at__isnull=False, reminded_at__isnull=True),
            ),
            models.Index(
                fields=["campaign", "-shared_at", "-id"],
                name="supporter_sharing",
                condition=models.Q(shared_at__isnull=False),
            ),
        ]
