"""One candystorm."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.scope import ScopedManager
from campaigns import lifecycle
from campaigns.enums import CampaignState, Language, Outcome
from campaigns.models.company import Company
from campaigns.models.tenant import TenantModel

LanguageMap = dict[str, str]
# How long posts and authors stay after the campaign was closed.
POSTS_KEPT = timedelta(days=90)


class ShortCode(models.Func):
    """Ten random hexadecimal digits; the first ten of a version 4 UUID are."""

    template = "left(replace(gen_random_uuid()::text, '-', ''), 10)"
    output_field = models.CharField()


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Campaigns, narrowed."""

    def public(self) -> "CampaignQuerySet":
        return self.filter(state__in=lifecycle.PUBLIC)

    def listening(self) -> "CampaignQuerySet":
        return self.filter(state__in=lifecycle.LISTENING)


CampaignManager = ScopedManager.from_queryset(CampaignQuerySet)


class Campaign(TenantModel):
    """A wish to a company, by a deadline, on behalf of an event.

    `title`, `wish` and `story` are language maps such as {"de": "…", "en": "…"} over `languages`; `story` is Markdown.
    `event_names` is one of what the event is called in languages in which it is not called `event_name`.
    `deadline_days_before` is the rule that `deadline` follows when there is one: so many days before the event starts, at the
    same time of day. `unfinished` is what was typed into a step of the wizard and is not saved yet, by step and field, as
    it was typed; empty once the campaign is past being written. `external_…` is what an event tool calls the event, if one told of it.
    Only `campaigns.transitions` changes `state` and the moments that go with it. From `posts_erased_at` on its numbers are
    final: posts and authors that they were counted from are gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("short name"), max_length=60)
    state = models.CharField(
        _("state"), max_length=10, choices=CampaignState.choices, default=CampaignState.DRAFT
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True, default="")
    # Made by the database, so that the campaigns of earlier releases have one too; never chosen, so it tells nothing.
    short_code = models.CharField(max_length=12, unique=True, editable=False, db_default=ShortCode())
    languages = ArrayField(
        models.CharField(max_length=5, choices=Language.choices), verbose_name=_("languages")
    )
    title = models.JSONField(_("title"))
    wish = models.JSONField(_("wish"), default=dict)
    story = models.JSONField(_("story"), default=dict)
    company = models.ForeignKey(Company, models.PROTECT, null=True, blank=True, related_name="+")
    event_name = models.CharField(_("event"), max_length=150, blank=True)
    event_names = models.JSONField(_("event in other languages"), default=dict, blank=True)
    event_place = models.CharField(_("place"), max_length=150, blank=True)
    event_starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    event_ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    event_url = models.URLField(_("website of the event"), blank=True)
    time_zone = models.CharField(_("time zone"), max_length=50, default="Europe/Berlin")
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    deadline_days_before = models.PositiveSmallIntegerField(
        _("days from the deadline to the event"), null=True, blank=True
    )
    unfinished = models.JSONField(default=dict, blank=True, editable=False)
    external_system = models.CharField(
        _("system it comes from"), max_length=100, blank=True, default="", db_default=""
    )
    external_organizer = models.CharField(
        _("organizer there"), max_length=100, blank=True, default="", db_default=""
    )
    external_event = models.CharField(_("event there"), max_length=100, blank=True, default="", db_default="")
    review_note = models.TextField(_("note from the review"), blank=True)
    suspended_from = models.CharField(max_length=10, blank=True, default="")
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("created"))
    modified_at = models.DateTimeField(_("changed"))
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    starts_at = models.DateTimeField(_("goes live"), null=True, blank=True)
    live_at = models.DateTimeField(_("live since"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    posts_erased_at = models.DateTimeField(_("posts deleted"), null=True, editable=False)

    objects = CampaignManager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [
            # The orders in which they are listed, forwards and backwards; campaigns without a deadline are last either way.
            models.Index(fields=["organization", "created_at", "id"], name="campaign_by_creation"),
            models.Index(fields=["organization", "modified_at", "id"], name="campaign_by_change"),
            models.Index(fields=["organization", "deadline", "id"], name="campaign_by_deadline"),
            models.Index(fields=["organization", "event_starts_at", "id"], name="campaign_by_event"),
            models.Index(
                "organization",
                models.F("event_starts_at").desc(nulls_last=True),
                models.F("id").desc(),
                name="campaign_by_late_event",
            ),
            models.Index(
                "organization",
                models.F("deadline").desc(nulls_last=True),
                models.F("id").desc(),
                name="campaign_by_late_deadline",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "slug"], name="campaign_slug_once"),
            models.UniqueConstraint(fields=["organization", "id"], name="campaign_tenant_key"),
            models.UniqueConstraint(
                fields=["organization", "external_system", "external_organizer", "external_event"],
                name="campaign_external_ref_once",
                condition=models.Q(external_system__gt=""),
            ),
            models.CheckConstraint(
                condition=models.Q(state=CampaignState.CLOSED, outcome__in=Outcome.values)
                | models.Q(state=CampaignState.SUSPENDED)
                | (~models.Q(state=CampaignState.CLOSED) & models.Q(outcome="")),
                name="campaign_outcome_when_closed",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=CampaignState.values), name="campaign_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.in_language(self.title) or self.event_title or self.slug

    @property
    def company_name(self) -> str:
        """What the company is called; "" while there is none."""
        return self.company.name if self.company else ""

    @property
    def event_title(self) -> str:
        """What the event is called in the running language; "" while it has no name."""
        names: LanguageMap = self.event_names
        return names.get((get_language() or "")[:2]) or self.event_name

    @property
    def page_url(self) -> str:
        """The address that is passed on: in no language, so that everybody gets their own."""
        path = reverse("campaign_page", args=[self.organization.slug, self.slug])
        return f"{settings.SITE_URL}{path}"

    @property
    def short_url(self) -> str:
        """The short address, which counts who comes by it; `campaigns.pages.short_links` says by which way."""
        return f"{settings.SITE_URL}{reverse('short_link', args=[self.short_code])}"

    @property
    def posts_kept_until(self) -> datetime | None:
        """When its posts and authors are erased; None while it is not closed."""
        return self.closed_at + POSTS_KEPT if self.closed_at else None

    @property
    def is_public(self) -> bool:
        """Whether anybody may see it now."""
        return self.state in lifecycle.PUBLIC

    @property
    def is_listening(self) -> bool:
        """Whether the platform listens for its posts."""
        return self.state in lifecycle.LISTENING

    @property
    def is_editable(self) -> bool:
        """Whether the organizer may still change what is asked, and of whom."""
        return self.state in lifecycle.EDITABLE

    def in_language(self, texts: LanguageMap, language: str | None = None) -> str:
        """The text in this (or the running) language, else in the campaign's first language that has one."""
        wanted = (language or get_language() or "")[:2]
        return next((texts[code] for code in (wanted, *self.languages) if texts.get(code)), "")
