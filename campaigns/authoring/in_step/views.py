"""What an organizer decides about an event that was read from a link. Parse, one operation, render."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Desk, desk_view
from campaigns.authoring.acts import act_on
from campaigns.authoring.in_step.operations import leave_event, take_over_event, unfollow_event
from campaigns.authoring.queries import campaign_of
from candyplatform.base import clock


@require_POST
@desk_view
def event_take(request: HttpRequest, desk: Desk, campaign: str) -> HttpResponse:
    """Put what changed into the draft."""
    found = campaign_of(campaign)

    def act() -> str:
        take_over_event(campaign=found, actor=desk.actor, now=clock.now())
        return _("Taken over.")

    return act_on(request, found, act, at="live-event")


@require_POST
@desk_view
def event_leave(request: HttpRequest, desk: Desk, campaign: str) -> HttpResponse:
    """Leave the campaign as it is."""
    found = campaign_of(campaign)

    def act() -> str:
        leave_event(campaign=found, actor=desk.actor, now=clock.now())
        return _("Left as it is. You are asked again when the event changes once more.")

    return act_on(request, found, act, at="live-event")


@require_POST
@desk_view
def event_unfollow(request: HttpRequest, desk: Desk, campaign: str) -> HttpResponse:
    """Look at the event's page no more."""
    found = campaign_of(campaign)

    def act() -> str:
        unfollow_event(campaign=found, actor=desk.actor, now=clock.now())
        return _("We do not look there any more.")

    return act_on(request, found, act, at="live-event")
