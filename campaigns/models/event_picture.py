"""The picture of a campaign's event, and the one that is still to be fetched."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from accounts.scope import ScopedManager
from campaigns.enums import PictureProblem
from campaigns.models.campaign import Campaign
from campaigns.models.tenant import TenantModel, parent_key

MAX_BYTES = 200_000
ADDRESS_LIMIT = 2000


class EventPicture(TenantModel):
    """What a campaign shows of its event, as WebP. Public when the campaign is.

    `digest` (of the picture, SHA-256 in hex) stands in its address, so a copy may be kept for ever. `alt` is a language map of
    what is to be seen. `source_url` is where it was fetched, "" when a file was chosen. `is_own`: an organizer put it there,
    and no event's page replaces it.
    """

    campaign = parent_key(Campaign, related_name="event_pictures")
    picture = models.BinaryField(_("picture"))
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    alt = models.JSONField(_("what is to be seen"), default=dict)
    source_url = models.CharField(_("address"), max_length=ADDRESS_LIMIT, blank=True)
    is_own = models.BooleanField()
    changed_at = models.DateTimeField(_("changed"))

    objects = ScopedManager["EventPicture"]()

    class Meta:
        verbose_name = _("picture of an event")
        verbose_name_plural = _("pictures of events")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "campaign"], name="event_picture_once_a_campaign")
        ]

    def __str__(self) -> str:
        return self.digest


def picture_row() -> models.Subquery:
    """What is told of a campaign's picture, to be read with the campaign: `digest`, `width`, `height`, `alt`; null without one.

    The picture itself is asked for by itself.
    """
    row = JSONObject(digest="digest", width="width", height="height", alt="alt")
    return models.Subquery(EventPicture.objects.filter(campaign=models.OuterRef("pk")).values(row=row)[:1])


class PictureFetch(TenantModel):
    """A picture that is to be fetched for a campaign, and is gone once it is there.

    `problem` says why it could not be: nothing is tried any more then, until somebody asks again. `is_own` is what the picture
    will say of itself.
    """

    campaign = parent_key(Campaign, related_name="picture_fetches")
    url = models.CharField(_("address"), max_length=ADDRESS_LIMIT)
    is_own = models.BooleanField()
    asked_at = models.DateTimeField()
    problem = models.CharField(max_length=20, choices=PictureProblem.choices, blank=True)

    objects = ScopedManager["PictureFetch"]()

    class Meta:
        verbose_name = _("picture to be fetched")
        verbose_name_plural = _("pictures to be fetched")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "campaign"], name="picture_fetch_once_a_campaign")
        ]

    def __str__(self) -> str:
        return self.url
