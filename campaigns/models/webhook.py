"""Whom an organization's own tools are told by: addresses, and every message to each of them."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.scope import ScopedManager
from campaigns.enums import DeliveryState, WebhookEvent, WebhookOff, WebhookPayload
from campaigns.models.campaign import Campaign
from campaigns.models.tenant import TenantModel, parent_key
from candyplatform.base.encryption import EncryptedTextField

LONGEST_URL, LONGEST_DESCRIPTION = 2000, 200


class WebhookEndpoint(TenantModel):
    """An address that is told of events, with the secret that signs what it is told.

    The `previous_secret` signs as well until `previous_until`. `off_because` is a `WebhookOff`, "" while it is on.
    `failing_since` is the first failure after which nothing was delivered, `told_at` when the owners were mailed about it.
    Until `rests_until` it asked not to be called. `is_subscription`: a program subscribed itself, by the REST hooks' API.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    url = models.CharField(_("address"), max_length=LONGEST_URL)
    description = models.CharField(_("what it is for"), max_length=LONGEST_DESCRIPTION, blank=True)
    event_types = ArrayField(models.CharField(max_length=40, choices=WebhookEvent.choices))
    payload = models.CharField(max_length=4, choices=WebhookPayload.choices, default=WebhookPayload.THIN)
    secret = EncryptedTextField()
    previous_secret = EncryptedTextField(null=True)
    previous_until = models.DateTimeField(null=True)
    off_because = models.CharField(max_length=10, choices=WebhookOff.choices, blank=True, default="")
    failing_since = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    rests_until = models.DateTimeField(null=True)
    is_subscription = models.BooleanField(default=False)
    created_at = models.DateTimeField(_("created"))
    modified_at = models.DateTimeField(_("changed"))

    objects = ScopedManager["WebhookEndpoint"]()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "id"], name="webhook_tenant_key"),
        ]

    def __str__(self) -> str:
        return self.description or self.url.partition("://")[2].partition("/")[0]

    @property
    def is_on(self) -> bool:
        """Whether it is told of anything."""
        return not self.off_because

    def secrets_at(self, now: datetime) -> list[str]:
        """The secrets that sign now, the newest first."""
        before = self.previous_secret if self.previous_until and now < self.previous_until else None
        return [self.secret, before] if before else [self.secret]


class WebhookDelivery(TenantModel):
    """One message to one endpoint: made once, sent until it arrives or is given up.

    `event_id` is the message's `webhook-id`, the same at every try; `body` what is sent, to the byte. The messages of a `lane`
    (one campaign's, to one endpoint) go out in the order of their ids, one after the other. `attempts` counts since it
    was made or sent again; `log` remembers the latest tries: when, status, milliseconds, error and the beginning of what came back.
    """

    endpoint = parent_key(WebhookEndpoint, related_name="deliveries")
    campaign = parent_key(Campaign, null=True, related_name="+")
    lane = models.UUIDField()
    event_id = models.CharField(max_length=40)
    event_type = models.CharField(max_length=40)
    body = models.TextField()
    state = models.CharField(
        _("state"), max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    first_tried_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    log = models.JSONField(default=list)
    happened_at = models.DateTimeField()
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects = ScopedManager["WebhookDelivery"]()

    class Meta:
        verbose_name = _("webhook message")
        verbose_name_plural = _("webhook messages")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["endpoint", "event_id"], name="delivery_once_an_event"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "lane", "id"],
                name="delivery_waiting",
                condition=models.Q(state=DeliveryState.WAITING),
            ),
            models.Index(fields=["endpoint", "-id"], name="delivery_of_endpoint"),
            models.Index(fields=["organization", "created_at"], name="delivery_age"),
        ]
