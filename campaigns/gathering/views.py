"""What supporters see: the form for a reminder, the links of their mails, the calendar file. No cookie is set here."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import sent
from accounts.languages import asked_language, public_page
from accounts.scope import public_scope
from campaigns.gathering import supporters
from campaigns.gathering.calendar import calendar_of, wave_moments
from campaigns.gathering.consent import agreed_sharing, current_text
from campaigns.gathering.forms import ReminderForm
from campaigns.gathering.links import Holder, holder_of
from campaigns.gathering.queries import OPEN
from campaigns.models import Campaign, Supporter, Wave
from candyplatform.base import clock

UNUSABLE, GONE, SEE_OTHER = 422, 410, 303
PAGE_SECONDS = 5


@csrf_exempt  # the form stands on cached pages, which carry no token; what it does waits for a click in a mailbox
@require_http_methods(["GET", "HEAD", "POST"])
@public_page(max_age=PAGE_SECONDS)
def reminder(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """Leave an address. Whatever is known of it already, the answer is the same."""
    campaign, waves = _published(organization, slug)
    form = ReminderForm(sent(request), waves=_choices(campaign, waves), organization=campaign.organization)
    if form.is_bound and form.is_valid():
        return _asked(campaign, form)
    context = {"campaign": campaign, "waves": waves, "form": form, "consent": current_text()}
    status = UNUSABLE if form.errors else 200
    return render(request, "campaigns/gathering/reminder.html", context, status=status)


def _asked(campaign: Campaign, form: ReminderForm) -> HttpResponse:
    language = get_language() or "en"
    place = [campaign.organization.slug, campaign.slug]
    try:
        supporters.ask_for_reminder(
            campaign=campaign,
            address=form.cleaned_data["email"],
            position=form.cleaned_data.get("wave"),
            shares=form.cleaned_data["share"],
            language=language,
            now=clock.now(),
        )
    except supporters.NoStormHour:
        return _see_other(f"{reverse('reminder', args=place)}?lang={language}")
    return _see_other(f"{reverse('reminder_sent', args=place)}?lang={language}")


@require_safe
@public_page(max_age=PAGE_SECONDS)
def reminder_sent(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """Where to look now."""
    campaign, _waves = _published(organization, slug)
    return render(request, "campaigns/gathering/sent.html", {"campaign": campaign})


@require_safe
@public_page(max_age=PAGE_SECONDS)
def storm_hour_calendar(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """The waves to come as a calendar file."""
    campaign, waves = _published(organization, slug)
    if not waves:
        raise Http404
    return HttpResponse(
        calendar_of(campaign, wave_moments(campaign, waves)),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{campaign.slug}.ics"'},
    )


@csrf_exempt  # who comes from a mail has neither session nor cookie; the signed token in the address is what lets them in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str, *, sharing: bool = False) -> HttpResponse:
    """GET asks, and changes nothing: mail scanners follow links. POST confirms the address, and with `share` that the organization
    may have it. `sharing`: the mail said so; no other link asks for that."""
    holder = _holder(token)
    supporter = supporters.found(holder)
    if supporter and request.method == "POST":
        said = "share" in request.POST if sharing else None
        supporters.confirm(supporter=supporter, shares=said, now=clock.now())
        supporter = supporters.found(holder)
    context = {"is_asked_to_share": sharing and supporters.is_asked_to_share(supporter)}
    status = 200 if supporter else GONE
    return _answer(request, token, "campaigns/gathering/confirm.html", supporter, status=status, **context)


@csrf_exempt  # who comes from a mail has neither session nor cookie; the signed token in the address is what lets them in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: HttpRequest, token: str) -> HttpResponse:
    """GET says who may have the address, and changes nothing. POST takes that back, and says so again when it is done already."""
    holder = _holder(token)
    if request.method == "POST":
        supporters.stop_sharing(holder)
    return _answer(request, token, "campaigns/gathering/sharing.html", supporters.found(holder))


@csrf_exempt  # a mail program has neither session nor cookie; the signed token in the address is what lets it in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, and changes nothing. POST deletes the address (RFC 8058), and says so again when it is gone already."""
    holder = _holder(token)
    supporter = supporters.found(holder)
    if request.method == "POST":
        supporters.leave(holder)
    return _answer(request, token, "campaigns/gathering/leave.html", supporter)


def _holder(token: str) -> Holder:
    holder = holder_of(token)
    if holder is None:
        raise Http404
    return holder


def _answer(
    request: HttpRequest,
    token: str,
    template: str,
    supporter: Supporter | None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    spoken = supporter.language if supporter else get_language()
    language = asked_language(request) or spoken or "en"
    with translation.override(language):
        context = {
            "supporter": supporter,
            "campaign": supporter.campaign if supporter else None,
            "consent": current_text(),
            "sharing": agreed_sharing(supporter) if supporter else "",
            "sharing_url": reverse("reminder_sharing", args=[token]),
            "is_done": request.method == "POST",
            **more,
        }
        response = render(request, template, context, status=status)
    response["Content-Language"] = language
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _published(organization: str, slug: str) -> tuple[Campaign, list[Wave]]:
    """The public campaign at that address and its waves to come. Raises `Http404`."""
    with public_scope():
        found = Campaign.objects.public().select_related("organization", "company")
        campaign = found.filter(slug=slug, organization__slug=organization).first()
        if campaign is None:
            raise Http404
        waves = Wave.objects.filter(campaign=campaign, starts_at__gt=clock.now())
        return campaign, list(waves) if campaign.state in OPEN else []


def _choices(campaign: Campaign, waves: list[Wave]) -> list[tuple[int, str]]:
    zone = ZoneInfo(campaign.time_zone)
    return [(wave.position, _moment(wave.starts_at.astimezone(zone))) for wave in waves]


def _moment(local: datetime) -> str:
    return date_format(local, pgettext("date format", "l, j F, H:i"))


def _see_other(url: str) -> HttpResponse:
    return HttpResponseRedirect(url, status=SEE_OTHER)
