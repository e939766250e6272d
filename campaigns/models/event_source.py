"""Where campaigns have their events from, and how an organization gets at its event tools."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.scope import ScopedManager
from campaigns.enums import EventSourceKind
from campaigns.models.campaign import Campaign
from campaigns.models.tenant import TenantModel, parent_key
from candyplatform.base.encryption import EncryptedTextField


class EventSource(TenantModel):
    """The page that a campaign's event was read from, and is compared with while the campaign runs.

    `said` is what it says, `known` what it said when somebody last took it over or left it: facts of a campaign by name, as plain
    JSON. `kind` and `uid` say what told it and of which of its events; `validators` how to ask whether it still says the same.
    `failed_at` is since when it cannot be read.
    """

    campaign = parent_key(Campaign, related_name="event_sources")
    url = models.CharField(_("address"), max_length=2000)
    kind = models.CharField(max_length=12, choices=EventSourceKind.choices, blank=True)
    uid = models.CharField(max_length=300, blank=True)
    validators = models.JSONField(default=dict)
    said = models.JSONField(default=dict)
    known = models.JSONField(default=dict)
    known_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    objects = ScopedManager["EventSource"]()

    class Meta:
        verbose_name = _("source of an event")
        verbose_name_plural = _("sources of events")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "campaign"], name="event_source_once_a_campaign")
        ]


class EventTool(TenantModel):
    """An event tool that an organization has given us a token for: `https://pretix.eu`. The token is shown to nobody."""

    origin = models.CharField(_("address"), max_length=200)
    token = EncryptedTextField()
    connected_at = models.DateTimeField()

    objects = ScopedManager["EventTool"]()

    class Meta:
        verbose_name = _("event tool")
        verbose_name_plural = _("event tools")
        ordering: ClassVar = ["origin"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "origin"], name="event_tool_once_an_origin")
        ]

    def __str__(self) -> str:
        return self.origin.partition("://")[2]
