"""The organizer's pages: the list, the form, the dashboard. Parse, one operation, render."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import Desk, desk_view, signed_in
from accounts.forms import sent, show_problems
from accounts.roles import Permission
from campaigns.authoring import operations
from campaigns.authoring.content import CampaignFacts
from campaigns.authoring.dashboard import etag_of, regions_of
from campaigns.authoring.errors import EditedMeanwhile, why_not_editable
from campaigns.authoring.filling import companies_to_choose, initial_of, initial_of_new, most_samples
from campaigns.authoring.forms import CampaignForm
from campaigns.authoring.queries import CampaignRow, campaign_of, campaign_rows, review_of
from campaigns.authoring.steps import NextStep, desk_url, next_step
from campaigns.models import Campaign
from candyplatform.base import clock
from candyplatform.base.errors import DomainError, Invalid

UNUSABLE, CONFLICT = 422, 409


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


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def campaign_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Write a new campaign; a title is enough to save it."""
    desk.actor.require(Permission.EDIT_CAMPAIGNS)
    initial = initial_of_new(signed_in(request), (get_language() or "en")[:2])
    form = CampaignForm(sent(request), companies=companies_to_choose(), initial=initial)
    if form.is_bound and form.is_valid():
        try:
            made = operations.create_campaign(
                organization_id=desk.organization.id, **_content(form), actor=desk.actor, now=clock.now()
            )
        except Invalid as error:
            show_problems(form, error)
        else:
            return _after_saving(request, desk, made)
    return _show_form(request, desk, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def campaign_edit(request: HttpRequest, desk: Desk, campaign: str) -> HttpResponse:
    """Change a draft. A save over somebody else's is shown as a conflict, with everything still in the form."""
    desk.actor.require(Permission.EDIT_CAMPAIGNS)
    found = campaign_of(campaign)
    if not found.is_editable and request.method != "POST":
        messages.info(request, str(why_not_editable(found)))
        return redirect(desk_url("campaign_desk", found))
    form = _form_of(found, request)
    if form.is_bound and form.is_valid():
        try:
            saved = operations.revise_campaign(
                campaign=found, **_content(form), seen=form.seen_at(), actor=desk.actor, now=clock.now()
            )
        except EditedMeanwhile as error:
            return _show_conflict(request, desk, found, error)
        except DomainError as error:
            show_problems(form, error)
        else:
            return _after_saving(request, desk, saved)
    return _show_form(request, desk, form, found)


def _form_of(campaign: Campaign, request: HttpRequest, *, seen: bool = False) -> CampaignForm:
    """The campaign's form, filled by its row or by what was sent; with `seen` the next save knows the row as it is now."""
    samples = list(campaign.sample_posts.all())
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None and seen:
        data["seen"] = campaign.modified_at.isoformat()
    fields = sum(name.startswith("sample_") for name in data or ())
    return CampaignForm(
        data,
        companies=companies_to_choose(),
        samples=max(most_samples(samples), fields // 4),
        initial=initial_of(campaign, samples),
    )


def _content(form: CampaignForm) -> "dict[str, Any]":
    facts: CampaignFacts = form.facts()
    return {
        "facts": facts,
        "hashtags": form.hashtags_given(),
        "sample_posts": form.samples_given(),
        "proposal": form.proposal(),
    }


def _after_saving(request: HttpRequest, desk: Desk, campaign: Campaign) -> HttpResponse:
    """Stay with the form, or hand the campaign in when that button was pressed."""
    if request.POST.get("then") != "submit":
        messages.success(request, _("Saved."))
        return redirect(desk_url("campaign_edit", campaign))
    try:
        operations.submit(campaign=campaign, actor=desk.actor, now=clock.now())
    except DomainError as error:
        form = _form_of(campaign, request, seen=True)
        form.is_valid()
        form.add_error(None, _("Saved, but not handed in yet: a few things are still missing."))
        show_problems(form, error)
        return _show_form(request, desk, form, campaign)
    messages.success(request, _("Handed in. Thank you."))
    return redirect(desk_url("campaign_desk", campaign))


def _show_conflict(
    request: HttpRequest, desk: Desk, campaign: Campaign, error: EditedMeanwhile
) -> HttpResponse:
    form = _form_of(campaign_of(campaign.slug), request, seen=True)
    form.is_valid()
    form.add_error(None, str(error.text))
    return _show_form(request, desk, form, campaign, status=CONFLICT)


def _show_form(
    request: HttpRequest, desk: Desk, form: CampaignForm, campaign: Campaign | None, *, status: int = 0
) -> HttpResponse:
    review = review_of(campaign, now=clock.now()) if campaign else None
    context = {
        "form": form,
        "campaign": campaign,
        "review": review,
        "is_conflict": status == CONFLICT,
    }
    code = status or (UNUSABLE if form.errors else 200)
    return desk.render(request, "campaigns/authoring/form.html", context, status=code)
