"""Campaigns for staff: the list, and one page to read a campaign and decide about it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.admin import ReadByStaff, actor_of
from accounts.audit.queries import history_for_staff
from accounts.templatetags.words import duration
from campaigns.admin import queue
from campaigns.admin.telling import tell_problems
from campaigns.enums import CampaignState
from campaigns.models import Campaign, EventPicture
from campaigns.moderation.queries import review_flags
from campaigns.pages.preview import preview_page
from campaigns.transitions import operations as transitions
from candyplatform.base import clock
from candyplatform.base.errors import DomainError
from candyplatform.base.serving import picture_for_one

Decision = Callable[..., Campaign]

# What can be decided in a state: the button's name -> the operation, and what its note is called there.
DECISIONS: dict[str, tuple[Decision, str]] = {
    "approve": (transitions.approve, ""),
    "request_changes": (transitions.request_changes, "note"),
    "suspend": (transitions.suspend, "reason"),
    "resume": (transitions.resume, ""),
}
OFFERED: dict[str, tuple[str, ...]] = {
    CampaignState.IN_REVIEW: ("approve", "request_changes"),
    CampaignState.SCHEDULED: ("suspend",),
    CampaignState.LIVE: ("suspend",),
    CampaignState.ANSWERED: ("suspend",),
    CampaignState.CLOSED: ("suspend",),
    CampaignState.SUSPENDED: ("resume",),
}


class CampaignAdmin(ReadByStaff[Campaign], admin.ModelAdmin):  # type: ignore[type-arg]
    """Campaigns, those in review first. A campaign's texts are its organizer's: staff decide, they don't edit."""

    list_display = ["__str__", "state", "waited", "organization_is", "company_is", "flagged", "deadline"]
    list_filter = ["state", "organization__is_trusted"]
    search_fields = ["slug", "organization__name", "company__name", "event_name"]
    show_full_result_count = False
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Campaign]:
        return queue.campaigns_for_staff()

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ("turn", "submitted_at", "id")

    @admin.display(description=gettext_lazy("waiting"), ordering="submitted_at")
    def waited(self, campaign: Campaign) -> str:
        return duration(queue.dossier(campaign, now=clock.now()).waiting)

    @admin.display(description=gettext_lazy("organization"), ordering="organization__name")
    def organization_is(self, campaign: Campaign) -> str:
        organization = campaign.organization
        return (
            _("%(name)s (trusted)") % {"name": organization} if organization.is_trusted else str(organization)
        )

    @admin.display(description=gettext_lazy("company"), ordering="company__name")
    def company_is(self, campaign: Campaign) -> str:
        company = campaign.company
        if company is None:
            return ""
        return str(company) if company.verified_at else _("%(name)s (not verified)") % {"name": company}

    @admin.display(description=gettext_lazy("kindness"))
    def flagged(self, campaign: Campaign) -> str:
        count = len(review_flags(campaign))
        return ngettext("%(count)d flag", "%(count)d flags", count) % {"count": count} if count else ""

    def get_urls(self) -> list[URLPattern]:
        decide = self.admin_site.admin_view(self.decide_view)
        picture = self.admin_site.admin_view(self.picture_view)
        preview = self.admin_site.admin_view(self.preview_view)
        return [
            path("<uuid:object_id>/preview/", preview, name="campaigns_campaign_preview"),
            path("<uuid:object_id>/picture/", picture, name="campaigns_campaign_picture"),
            path("<uuid:object_id>/decide/", decide, name="campaigns_campaign_decide"),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: Any,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The review page."""
        return self._page(request, self._found(request, object_id))

    def decide_view(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        """A button of the review page: one decision, one operation."""
        campaign = self._found(request, object_id)
        decision = request.POST.get("decision", "")
        if request.method != "POST" or decision not in DECISIONS:
            return redirect(self._address(campaign))
        note = request.POST.get("note", "")
        try:
            moved = _decided(campaign, decision, note, seen=request.POST.get("seen", ""), request=request)
        except DomainError as error:
            status = tell_problems(request, error)
            return self._page(request, self._found(request, object_id), note=note, status=status)
        done = _("%(campaign)s: %(state)s.") % {"campaign": moved, "state": moved.get_state_display()}
        self.message_user(request, done, messages.SUCCESS)
        return redirect(reverse(f"{self.admin_site.name}:index"))

    def preview_view(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        """The page as it will be, for the reviewer."""
        campaign = self._found(request, object_id)
        mine = Campaign.objects.filter(id=campaign.id)
        picture_url = self._address(campaign, "picture")
        return preview_page(request, mine, back_url=self._address(campaign), picture_url=picture_url)

    def picture_view(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        """The event's picture, for the reviewer."""
        found = EventPicture.objects.filter(campaign_id=self._found(request, object_id).pk).first()
        if found is None:
            raise Http404
        return picture_for_one(found.picture)

    def _found(self, request: HttpRequest, object_id: Any) -> Campaign:
        campaign: Campaign | None = self.get_object(request, str(object_id))
        if campaign is None:
            raise Http404(
                _("No such campaign, or it is a draft again: that is its organizer's own business.")
            )
        return campaign

    def _address(self, campaign: Campaign, page: str = "change") -> str:
        return reverse(f"{self.admin_site.name}:campaigns_campaign_{page}", args=[campaign.pk])

    def _page(
        self, request: HttpRequest, campaign: Campaign, *, note: str = "", status: int = 200
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": str(campaign),
            "opts": self.opts,
            "dossier": queue.dossier(campaign, now=clock.now()),
            "offered": OFFERED.get(campaign.state, ()),
            "decide": self._address(campaign, "decide"),
            "preview": self._address(campaign, "preview"),
            "picture": EventPicture.objects.filter(campaign=campaign).defer("picture").first(),
            "picture_url": self._address(campaign, "picture"),
            "note": note,
            "journal": history_for_staff(campaign.pk),
        }
        return TemplateResponse(request, "campaigns/admin/review.html", context, status=status)


def _decided(campaign: Campaign, decision: str, note: str, *, seen: str, request: HttpRequest) -> Campaign:
    """Carry the decision out, on the campaign that the reviewer read: what was changed since must be read first."""
    if seen != campaign.modified_at.isoformat():
        raise transitions.MovedMeanwhile
    if decision not in OFFERED.get(campaign.state, ()):
        raise transitions.WrongState
    operation, noted_as = DECISIONS[decision]
    if noted_as:
        operation = partial(operation, **{noted_as: note})
    return operation(campaign=campaign, actor=actor_of(request), now=clock.now())
