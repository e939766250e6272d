"""The page of a campaign that is not public, for those who may see it already: as it will be once it is live."""

from dataclasses import replace

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from accounts.access import Desk, desk_view
from campaigns.enums import CampaignState
from campaigns.models import Campaign
from campaigns.pages import queries
from campaigns.pages.composer import composer
from campaigns.pages.poster import poster
from candyplatform.base import clock


@require_safe
@desk_view
def campaign(request: HttpRequest, desk: Desk, campaign: str) -> HttpResponse:
    """A member's preview of one of their organization's campaigns."""
    back_url = reverse("campaign_desk", args=[desk.organization.slug, campaign])
    picture_url = reverse("event_picture_file", args=[desk.organization.slug, campaign])
    mine = Campaign.objects.filter(slug=campaign)
    return preview_page(request, mine, back_url=back_url, picture_url=picture_url)


def preview_page(
    request: HttpRequest, campaigns: QuerySet[Campaign], *, back_url: str, picture_url: str
) -> HttpResponse:
    """The poster of that campaign with nothing on it to pass on, kept by no cache; a public one's is its page.

    Called in a scope that may see the campaign. `picture_url` is where who sees the preview finds its picture.
    """
    asked = request.GET.get("lang", "")
    language = asked if asked in dict(settings.LANGUAGES) else translation.get_language()
    with translation.override(language):
        found = queries.page_to_be(campaigns)
        if found is None:
            raise Http404
        if found.campaign.is_public:
            return redirect(found.campaign.page_url)
        response = _render(request, found, back_url, picture_url)
    response.headers["Content-Language"] = language or settings.LANGUAGE_CODE
    response.headers["Cache-Control"] = "no-store"
    return response


def _render(request: HttpRequest, found: queries.Found, back_url: str, picture_url: str) -> HttpResponse:
    found.campaign.state = found.campaign.suspended_from or CampaignState.LIVE  # shown so, never saved
    say = composer(found, wanted_sample="", turn=0)
    to_be = poster(found, say=say, asked_language="", now=clock.now())
    wall = replace(to_be.wall, live_url="", more_url="", off_url="")
    picture = replace(to_be.picture, url=picture_url) if to_be.picture else None
    still = replace(to_be, live_url="", wall=wall, head=None, picture=picture)
    context = {"poster": still, "is_preview": True, "back_url": back_url}
    return render(request, "campaigns/pages/campaign.html", context)
