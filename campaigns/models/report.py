"""What people report, and what staff decide about it."""

import secrets
import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.scope import ScopedManager
from campaigns.enums import Language, ReportDecision, ReportReason
from campaigns.models.campaign import Campaign
from campaigns.models.tenant import TenantModel, parent_key
from candyplatform.base.encryption import EncryptedTextField

LONGEST_WORDS, LONGEST_POST_URL = 2000, 500
# Without the letters and digits that are taken for one another, and without vowels: no receipt is a word.
_LETTERS = "23456789BCDFGHJKLMNPQRSTVWXZ"
RECEIPT_PATTERN = f"[{_LETTERS}]{{4}}-[{_LETTERS}]{{4}}"


def new_receipt() -> str:
    """A number to ask after a report with, such as K7QM-2XRD."""
    first, second = ("".join(secrets.choice(_LETTERS) for _letter in range(4)) for _half in range(2))
    return f"{first}-{second}"


class Report(TenantModel):
    """A notice that something about a campaign is not right. Staff read it; the organization knows its `reason` and no more.

    `address` is where whoever reported wants an answer, in `language`; null where they left none, and once they were
    answered. `decision` is "" while it waits; `grounds` are staff's reasons for it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = parent_key(Campaign, related_name="reports", verbose_name=_("campaign"))
    receipt = models.CharField(_("receipt"), max_length=9, default=new_receipt)
    reason = models.CharField(_("reason"), max_length=20, choices=ReportReason.choices)
    words = EncryptedTextField(_("in their words"))
    post_url = EncryptedTextField(_("post it is about"), blank=True, default="")
    address = EncryptedTextField(null=True)
    language = models.CharField(max_length=5, choices=Language.choices)
    filed_at = models.DateTimeField(_("reported"))
    decision = models.CharField(
        _("decision"), max_length=20, choices=ReportDecision.choices, blank=True, default=""
    )
    grounds = EncryptedTextField(_("why"), blank=True, default="")
    decided_at = models.DateTimeField(_("decided"), null=True)

    objects = ScopedManager["Report"]()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering: ClassVar = ["-filed_at"]
        indexes: ClassVar = [models.Index(fields=["-filed_at"], name="report_newest")]

    def __str__(self) -> str:
        return self.receipt
