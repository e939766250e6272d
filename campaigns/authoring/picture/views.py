"""The organizer's page of the event's picture. Parse, one operation, render."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import Desk, desk_view
from accounts.forms import show_problems
from accounts.roles import Permission
from campaigns.authoring.errors import why_not_editable
from campaigns.authoring.picture.forms import PictureForm
from campaigns.authoring.picture.operations import (
    ask_again,
    ask_for_picture,
    describe_picture,
    put_picture,
    remove_picture,
)
from campaigns.authoring.picture.queries import picture_file, standing_of
from campaigns.authoring.queries import campaign_of
from campaigns.authoring.steps import desk_url
from campaigns.models import Campaign
from candyplatform.base import clock
from candyplatform.base.errors import DomainError, Forbidden, NotFound
from candyplatform.base.serving import picture_for_one

UNUSABLE = 422
CARD = "campaigns/authoring/picture/card.html"


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def event_picture(request: HttpRequest, desk: Desk, campaign: str) -> HttpResponse:
    """The picture there is, a form for another one or for its words, a button to take it away."""
    desk.actor.require(Permission.EDIT_CAMPAIGNS)
    found = campaign_of(campaign)
    then = request.POST.get("then", "")
    if then in _ACTS:
        return _acted(request, desk, found, _ACTS[then])
    picture = standing_of(found).picture
    form = PictureForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        languages=found.languages,
        alt=picture.alt if picture else {},
    )
    if form.is_bound and form.is_valid():
        try:
            done = _saved(form, found, desk)
        except (Forbidden, NotFound):
            raise
        except DomainError as error:
            show_problems(form, error)
        else:
            messages.success(request, done)
            return redirect(desk_url("event_picture", found))
    return _shown(request, desk, found, form)


def _saved(form: PictureForm, campaign: Campaign, desk: Desk) -> str:
    """Do what was filled in: a file counts before an address, and words alone are for the picture there is."""
    file, url = form.cleaned_data["picture"], form.cleaned_data["image_url"]
    now, actor = clock.now(), desk.actor
    if file:
        put_picture(campaign=campaign, file=file, alt=form.alt(), actor=actor, now=now)
        return _("This is your picture from now on.")
    if url:
        ask_for_picture(campaign=campaign, url=url, actor=actor, now=now)
        return _("We fetch it now. That takes a moment.")
    describe_picture(campaign=campaign, alt=form.alt(), actor=actor, now=now)
    return _("Saved.")


def _remove(campaign: Campaign, desk: Desk) -> str:
    remove_picture(campaign=campaign, actor=desk.actor, now=clock.now())
    return _("The picture is removed.")


def _again(campaign: Campaign, desk: Desk) -> str:
    ask_again(campaign=campaign, actor=desk.actor, now=clock.now())
    return _("We try again now. That takes a moment.")


_ACTS: dict[str, Callable[[Campaign, Desk], str]] = {"remove": _remove, "again": _again}


def _acted(
    request: HttpRequest, desk: Desk, campaign: Campaign, act: Callable[[Campaign, Desk], str]
) -> HttpResponse:
    try:
        messages.success(request, act(campaign, desk))
    except (Forbidden, NotFound):
        raise
    except DomainError as error:
        messages.error(request, str(error.text))
    return redirect(desk_url("event_picture", campaign))


def _shown(request: HttpRequest, desk: Desk, campaign: Campaign, form: PictureForm) -> HttpResponse:
    context = {
        "campaign": campaign,
        "form": form,
        "standing": standing_of(campaign),
        "why_not": why_not_editable(campaign),
    }
    status = UNUSABLE if form.errors else 200
    return desk.render(request, "campaigns/authoring/picture/picture.html", context, status=status)


@require_safe
@desk_view
def card(request: HttpRequest, desk: Desk, campaign: str) -> HttpResponse:
    """How it stands with the picture, for a page that waits for it; nothing as long as it is on its way, so that nothing moves."""
    found = campaign_of(campaign)
    standing = standing_of(found)
    if standing.is_awaited:
        return HttpResponse(status=204)
    context = {
        "organization": desk.organization,
        "desk": desk,
        "campaign": found,
        "standing": standing,
        "is_large": "large" in request.GET,
    }
    return HttpResponse(render_to_string(CARD, context, request))


@require_safe
@desk_view
def own_file(request: HttpRequest, desk: Desk, campaign: str) -> HttpResponse:
    """The picture itself for members, whether the campaign is public or not."""
    found = picture_file(campaign_of(campaign))
    if found is None:
        raise Http404
    return picture_for_one(found.picture)
