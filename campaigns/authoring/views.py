"""The organizer's pages: the list and the dashboard."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_safe

from accounts.access import Desk, desk_view
from accounts.roles import Permission
from campaigns.authoring.dashboard import etag_of, regions_of
from campaigns.authoring.queries import CampaignRow, campaign_of, campaign_rows
from campaigns.authoring.steps import NextStep, next_step
from candyplatform.base import clock


@require_safe
@desk_view
def campaign_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The organization's campaigns: state, numbers, what is next."""
    now = clock.now()
    rows = [(row, _step_of(row, desk, now)) for row in campaign_rows()]
    return desk.render(request, "campaigns/authoring/list.html", {"rows": rows})


def _step_of(row: CampaignRow, desk: Desk, now: datetime) -> NextStep:
    return next_step(
        row.campaign,
        ready=False,
        candidates=row.candidates,
        may_edit=desk.may(Permission.EDIT_CAMPAIGNS),
        now=now,
    )


@require_safe
@desk_view
def dashboard(request: HttpRequest, desk: Desk, campaign: str) -> HttpResponse:
    """One campaign: its state and next step, and all that was heard."""
    found = campaign_of(campaign)
    regions = regions_of(request, desk, found, now=clock.now())
    context = {
        "campaign": found,
        "regions": regions,
        "etag": etag_of(regions),
    }
    return desk.render(request, "campaigns/authoring/dashboard.html", context)


@require_safe
@desk_view
def numbers(request: HttpRequest, desk: Desk, campaign: str) -> HttpResponse:
    """The dashboard's regions as they are now, for htmx; 304 when the reader sees just that."""
    regions = regions_of(request, desk, campaign_of(campaign), now=clock.now())
    etag = etag_of(regions)
    if request.headers.get("If-None-Match", "") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    response = desk.render(request, "campaigns/authoring/live.html", {"regions": regions})
    response.headers["ETag"] = etag
    return response
