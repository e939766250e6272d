"""The company's answers."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.scope import ScopedManager
from campaigns.enums import AnswerKind, AnswerStatus
from campaigns.models.campaign import Campaign
from campaigns.models.post import Post
from campaigns.models.tenant import TenantModel, parent_key


class Answer(TenantModel):
    """The company's reaction, with its evidence: a post of its own account, or what an organizer wrote down.

    A candidate has no `kind` yet; a confirmed answer has one, and `promised_for` where a date was promised.
    """

    campaign = parent_key(Campaign, related_name="answers")
    post = parent_key(Post, null=True, blank=True, related_name="answers")
    status = models.CharField(
        _("status"), max_length=10, choices=AnswerStatus.choices, default=AnswerStatus.CANDIDATE
    )
    kind = models.CharField(_("kind"), max_length=12, choices=AnswerKind.choices, blank=True, default="")
    said_at = models.DateTimeField(_("said"))
    text = models.TextField(_("words"), blank=True)
    evidence_url = models.URLField(_("evidence"), max_length=500, blank=True)
    promised_for = models.DateField(_("promised for"), null=True, blank=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True)
    noticed_at = models.DateTimeField(_("noticed"))

    objects = ScopedManager["Answer"]()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering: ClassVar = ["said_at", "id"]
        indexes: ClassVar = [models.Index(fields=["campaign", "said_at", "id"], name="answer_in_order")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "post"], name="answer_once_a_post"),
            models.CheckConstraint(
                condition=~models.Q(status=AnswerStatus.CONFIRMED) | models.Q(kind__in=AnswerKind.values),
                name="answer_confirmed_has_kind",
            ),
        ]
