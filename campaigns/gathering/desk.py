"""The organizer's page of the storm hour: set it, move it, call it off; how many people wait for it, and who of them may be
written to."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Desk, desk_view
from accounts.forms import sent, show_problems
from campaigns.gathering import operations
from campaigns.gathering.download import written
from campaigns.gathering.forms import StormHourForm, plan_of
from campaigns.gathering.queries import OPEN, counts_of
from campaigns.gathering.sharing import take_along
from campaigns.models import Campaign, Wave
from candyplatform.base import clock
from candyplatform.base.errors import DomainError, Forbidden, NotFound

UNUSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def storm_hour(request: HttpRequest, desk: Desk, campaign: str) -> HttpResponse:
    """The storm hour and its numbers; members who may edit set it here."""
    found = _campaign_of(campaign)
    waves = list(Wave.objects.filter(campaign=found))
    with timezone.override(found.time_zone):
        form = StormHourForm(
            sent(request), time_zone=found.time_zone, initial=plan_of([wave.starts_at for wave in waves])
        )
        if form.is_bound and _was_set(request, desk, found, form):
            return redirect("storm_hour", desk.organization.slug, found.slug)
        return _page(desk, request, found, waves, form)


@require_POST
@desk_view
def call_off(request: HttpRequest, desk: Desk, campaign: str) -> HttpResponse:
    """There is none after all."""
    found = _campaign_of(campaign)
    try:
        operations.call_off(campaign=found, actor=desk.actor, now=clock.now())
        messages.success(request, _("Called off. Nobody is reminded."))
    except (Forbidden, NotFound):
        raise
    except DomainError as error:
        messages.error(request, str(error.text))
    return redirect("storm_hour", desk.organization.slug, found.slug)


@require_POST
@cache_control(no_store=True)
@desk_view
def addresses(request: HttpRequest, desk: Desk, campaign: str) -> HttpResponse:
    """The addresses that supporters share, as a file. It is sent for by a button, as whoever takes them along is remembered."""
    found = _campaign_of(campaign)
    told = take_along(campaign=found, actor=desk.actor, now=clock.now())
    name = f"supporters-{found.slug}-{timezone.localdate():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(written(told), content_type="text/csv; charset=utf-8", headers=headers)


def _was_set(request: HttpRequest, desk: Desk, campaign: Campaign, form: StormHourForm) -> bool:
    if not form.is_valid():
        return False
    try:
        operations.set_storm_hour(campaign=campaign, **form.plan(), actor=desk.actor, now=clock.now())
    except (Forbidden, NotFound):
        raise
    except DomainError as error:
        show_problems(form, error)
        return False
    messages.success(request, _("Set. The page counts down to it."))
    return True


def _page(
    desk: Desk, request: HttpRequest, campaign: Campaign, waves: list[Wave], form: StormHourForm
) -> HttpResponse:
    context = {
        "campaign": campaign,
        "waves": waves,
        "form": form,
        "counts": counts_of(campaign),
        "is_open": campaign.state in OPEN,
    }
    status = UNUSABLE if form.errors else 200
    return desk.render(request, "campaigns/gathering/storm_hour.html", context, status=status)


def _campaign_of(slug: str) -> Campaign:
    found = Campaign.objects.select_related("company", "organization").filter(slug=slug).first()
    if found is None:
        raise NotFound
    return found
