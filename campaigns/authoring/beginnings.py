"""How a campaign begins: with its event, read from a link or typed; or with another campaign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Desk, desk_view, signed_in
from accounts.forms import sent, show_problems
from accounts.models import Membership
from accounts.queries import membership_in
from accounts.roles import Permission, allows
from accounts.scope import organization_scope
from campaigns.authoring import drafting
from campaigns.authoring.act_forms import DuplicateForm
from campaigns.authoring.copying import duplicate_campaign
from campaigns.authoring.drafting import Typed
from campaigns.authoring.errors import EditedMeanwhile
from campaigns.authoring.event_facts import IMAGE, MOMENTS, facts_in
from campaigns.authoring.event_sources.contract import Found
from campaigns.authoring.event_sources.questions import READ_LIMIT, EventUnread
from campaigns.authoring.event_sources.reading import event_at, event_in_file, whole
from campaigns.authoring.facts import LINE_LIMIT, one_line
from campaigns.authoring.forms import EventForm
from campaigns.authoring.queries import campaign_of
from campaigns.authoring.stages import EVENT, WISH, stage_url
from campaigns.authoring.tools.queries import tokens_by_origin
from campaigns.authoring.typed import as_sent, forget, keep, kept, survives_login, typed_in
from campaigns.authoring.wizard import UNUSABLE, progress
from campaigns.enums import Language
from candyplatform.base import clock
from candyplatform.base.errors import DomainError, Forbidden, Invalid
from candyplatform.base.http import door_from_settings


@survives_login
@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def campaign_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The first step of a campaign that does not exist yet; the name of its event is enough to begin."""
    desk.actor.require(Permission.EDIT_CAMPAIGNS)
    initial = {"time_zone": signed_in(request).time_zone}
    if request.method != "POST":
        typed = kept(request, request.path)
        return _first_step(request, desk, EventForm(as_sent(typed) if typed else None, initial=initial))
    if request.POST.get("then") == "drop":
        forget(request, request.path)
        return redirect(request.path)
    form = EventForm(request.POST, initial=initial)
    if request.POST.get("then") == "keep":
        return _kept(request, form)
    if request.POST.get("link") and not request.POST.get(
        "event_name"
    ):  # the return key, pressed in the link's field
        return redirect("event_link", desk.organization.slug, preserve_request=True)
    return _begun(request, desk, form)


def _begun(request: HttpRequest, desk: Desk, form: EventForm) -> HttpResponse:
    if form.is_valid():
        try:
            made = drafting.begin(
                organization_id=desk.organization.id,
                language=(get_language() or "en")[:2],
                content=form.content(),
                actor=desk.actor,
                now=clock.now(),
            )
        except DomainError as error:
            _show_name_missing(form, error)
        else:
            forget(request, request.path)
            return redirect(stage_url(made, WISH))
    keep(request, request.path, typed_in(request.POST))
    return _first_step(request, desk, form, status=UNUSABLE)


def _show_name_missing(form: EventForm, error: DomainError) -> None:
    """What an operation says of the title is said here of the event's name, which is all that is asked for yet."""
    titles = [name for name in error.fields if name.startswith("title_")]
    for name in titles:
        del error.fields[name]
        form.add_error("event_name", _("Name the event: that is enough to begin."))
    if error.fields or not titles:
        show_problems(form, error)


def _kept(request: HttpRequest, form: EventForm) -> HttpResponse:
    typed = typed_in(request.POST) if form.says_something_new() else {}
    keep(request, request.path, typed)
    return JsonResponse({"seen": "", "status": _("Kept.") if typed else ""})


def _first_step(request: HttpRequest, desk: Desk, form: EventForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "campaign": None,
        "action": reverse("campaign_new", args=[desk.organization.slug]),
        "is_unsaved": form.is_bound and request.method != "POST",
        **progress(EVENT, None),
    }
    return desk.render(request, "campaigns/authoring/wizard/event.html", context, status=status)


@dataclass(frozen=True)
class Told:
    """What a link or a file told: an event, or why not. `link` is where to look again; "" for a file."""

    host: str = ""
    found: Found | None = None
    link: str = ""
    problem: str = ""


@survives_login
@require_POST
def event_link(request: HttpRequest, org: str, campaign: str = "") -> HttpResponseBase:
    """Read the event behind a link, or in a calendar file, into the first step's form, as if it had been typed.

    The page is asked before the desk's transaction begins: none is held across a network call.
    """
    asking = _who_may_ask(request, org)
    told = _read(request, asking) if asking else None
    return _take_over(request, org=org, campaign=campaign, told=told)


def _who_may_ask(request: HttpRequest, org: str) -> Membership | None:
    """Only those who may write campaigns have us ask a page for them."""
    if not request.user.is_authenticated:
        return None
    membership = membership_in(signed_in(request), org)
    return membership if membership and allows(membership.role, Permission.EDIT_CAMPAIGNS) else None


def _read(request: HttpRequest, asking: Membership) -> Told:
    link, file = request.POST.get("link", "").strip(), request.FILES.get("calendar")
    try:
        if file:
            return _read_file(file)
        if link:
            return _read_link(link, asking)
    except EventUnread as error:
        return Told(problem=str(error.text))
    return Told(problem=_("Paste the address of your event's page first."))


def _read_file(file: "UploadedFile[Any]") -> Told:
    try:
        found = event_in_file(file.read(READ_LIMIT), now=clock.now())
    except EventUnread:
        return Told(
            problem=_("This is no calendar file (.ics) with an event in it. Type the event in below.")
        )
    return Told(host=one_line(file.name or "")[:LINE_LIMIT], found=found)


def _read_link(link: str, asking: Membership) -> Told:
    with organization_scope(asking.organization_id):
        tokens = tokens_by_origin()
    reading = event_at(link, door=door_from_settings(), now=clock.now(), tokens=tokens)
    address = whole(link)
    return Told(host=urlsplit(address).hostname or address, found=reading.found, link=address)


@desk_view
def _take_over(request: HttpRequest, desk: Desk, campaign: str, told: Told | None) -> HttpResponse:
    if told is None:
        raise Forbidden(_("Your role does not allow this. Ask an owner of the organization."))
    typed: dict[str, Sequence[str]] = dict(typed_in(request.POST))
    if told.found:
        chosen = request.POST.get("time_zone", "")
        zone = chosen if chosen in available_timezones() else signed_in(request).time_zone
        typed |= {name: [text] for name, text in _fields(told.found, zone).items()}
        typed |= {"event_source": [told.link], IMAGE: [told.found.image]}
        messages.success(request, _("Read from %(host)s. Look at it once, then go on.") % {"host": told.host})
    else:
        messages.warning(request, told.problem)
    return _kept_for(request, desk, campaign, typed)


def _kept_for(request: HttpRequest, desk: Desk, campaign: str, typed: Typed) -> HttpResponse:
    if not campaign:
        path = reverse("campaign_new", args=[desk.organization.slug])
        keep(request, path, typed)
        return redirect(path)
    found = campaign_of(campaign)
    try:
        drafting.keep_typed(
            campaign=found, stage=EVENT, typed=typed, seen=request.POST.get("seen", ""), actor=desk.actor
        )
    except (EditedMeanwhile, Invalid) as error:
        messages.warning(request, str(error.text))
    return redirect(stage_url(found, EVENT))


def _fields(found: Found, zone: str) -> dict[str, str]:
    """What was found, as the form's fields hold it: moments as the clocks there show them."""
    facts = facts_in(found, zone=zone, language=(get_language() or "en")[:2])
    there = ZoneInfo(facts["time_zone"])
    names, _image = facts.pop("event_names"), facts.pop(IMAGE, "")
    fields = {
        name: value.astimezone(there).strftime("%Y-%m-%dT%H:%M") if name in MOMENTS else value
        for name, value in facts.items()
    }
    return fields | {f"event_name_{code}": names.get(code, "") for code in Language.values}


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def duplicate(request: HttpRequest, desk: Desk, campaign: str) -> HttpResponse:
    """Start a new draft from this campaign; all that is asked is when the new event starts."""
    desk.actor.require(Permission.EDIT_CAMPAIGNS)
    found = campaign_of(campaign)
    form = DuplicateForm(sent(request))
    if form.is_bound and form.is_valid():
        wall: datetime | None = form.cleaned_data["event_starts_at"]
        starts_at = wall.replace(tzinfo=ZoneInfo(found.time_zone)) if wall else None
        made = duplicate_campaign(
            campaign=found, event_starts_at=starts_at, actor=desk.actor, now=clock.now()
        )
        messages.success(request, _("Here is your copy. Its dates follow the new event."))
        return redirect(stage_url(made, EVENT))
    context = {"form": form, "campaign": found}
    status = UNUSABLE if form.errors else 200
    return desk.render(request, "campaigns/authoring/duplicate.html", context, status=status)
