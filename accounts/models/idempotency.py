"""What programs were answered, to be told the same when they ask again."""

from typing import ClassVar

from django.db import models

from accounts.models.organization import Organization
from accounts.scope import ScopedManager
from candyplatform.base.encryption import EncryptedTextField


class IdempotentAnswer(models.Model):
    """The answer to a request that carried an idempotency key, kept for a day. Some answers hold secrets that nobody is told
    again, so the `body` is encrypted.

    `digest` is the SHA-256 of the key, `fingerprint` that of the request. `status` is 0 inside the transaction that works on
    the request, and never outside of it.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = EncryptedTextField(blank=True)
    created_at = models.DateTimeField()

    objects = ScopedManager["IdempotentAnswer"]()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "digest"], name="idempotency_key_once")
        ]
