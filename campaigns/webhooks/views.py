"""An organization's webhooks, for whoever may edit campaigns."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Desk, desk_view
from accounts.forms import sent, show_problems
from accounts.roles import Permission
from accounts.tokens.forms import OverlapForm
from campaigns.models import WebhookEndpoint
from campaigns.webhooks import operations, queries
from campaigns.webhooks.forms import EndpointForm, RangeForm, as_filled_in
from campaigns.webhooks.operations import IssuedEndpoint
from candyplatform.base import clock
from candyplatform.base.errors import DomainError, Forbidden, NotFound

UNUSABLE = 422
# How many messages the page shows; the API has them all.
SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
@desk_view
def webhooks(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The webhooks there are, and a form for a new one. A new secret is in the answer to the form, and nowhere else."""
    desk.actor.require(Permission.MANAGE_WEBHOOKS)
    form, issued = EndpointForm(sent(request)), None
    if form.is_bound and form.is_valid():
        try:
            issued = operations.create_endpoint(**form.cleaned_data, actor=desk.actor, now=clock.now())
        except DomainError as error:
            show_problems(form, error)
    context = {
        "form": EndpointForm() if issued else form,
        "issued": issued,
        "endpoints": list(queries.endpoints()),
    }
    return _rendered(request, desk, "campaigns/webhooks/list.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
@desk_view
def webhook(request: HttpRequest, desk: Desk, webhook_id: UUID) -> HttpResponse:
    """One webhook: what it is told, its log, its secret."""
    desk.actor.require(Permission.MANAGE_WEBHOOKS)
    endpoint = queries.endpoint(webhook_id)
    form = EndpointForm(sent(request), initial=as_filled_in(endpoint))
    if form.is_bound and form.is_valid():
        try:
            operations.change_endpoint(
                endpoint_id=webhook_id, **form.cleaned_data, actor=desk.actor, now=clock.now()
            )
        except DomainError as error:
            show_problems(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("webhook", desk.organization.slug, webhook_id)
    return _page(request, desk, endpoint, form)


@require_POST
@cache_control(no_store=True)
@desk_view
def new_secret(request: HttpRequest, desk: Desk, webhook_id: UUID) -> HttpResponse:
    """Replace the secret; the new one is in the answer, and nowhere else."""
    form = OverlapForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose how long the old secret stays valid."))
        return redirect("webhook", desk.organization.slug, webhook_id)
    issued = operations.rotate_secret(
        endpoint_id=webhook_id, overlap=form.overlap, actor=desk.actor, now=clock.now()
    )
    return _page(request, desk, issued.endpoint, EndpointForm(initial=as_filled_in(issued.endpoint)), issued)


@require_POST
@desk_view
def send_test(request: HttpRequest, desk: Desk, webhook_id: UUID) -> HttpResponse:
    """Send a test, and go back to the log."""

    def act() -> str:
        operations.send_test(endpoint_id=webhook_id, actor=desk.actor, now=clock.now())
        return _("A test is on its way. Load the page again in a moment to see what came back.")

    return _done(request, desk, webhook_id, act)


@require_POST
@desk_view
def turn(request: HttpRequest, desk: Desk, webhook_id: UUID) -> HttpResponse:
    """Turn it on, or off."""

    def act() -> str:
        who: dict[str, Any] = {"endpoint_id": webhook_id, "actor": desk.actor, "now": clock.now()}
        if "on" in request.POST:
            operations.turn_on(**who)
            return _("It is on. What waited for it is on its way.")
        operations.turn_off(**who)
        return _("It is off. What waits for it is kept for 30 days.")

    return _done(request, desk, webhook_id, act)


@require_POST
@desk_view
def send_again(request: HttpRequest, desk: Desk, webhook_id: UUID, message: str) -> HttpResponse:
    """Send one message again."""

    def act() -> str:
        operations.send_again(endpoint_id=webhook_id, event_id=message, actor=desk.actor, now=clock.now())
        return _("It is sent again.")

    return _done(request, desk, webhook_id, act)


@require_POST
@desk_view
def send_range_again(request: HttpRequest, desk: Desk, webhook_id: UUID) -> HttpResponse:
    """Send what happened lately again."""
    form, now = RangeForm(request.POST), clock.now()

    def act() -> str:
        if not form.is_valid():
            return _("Choose from when on.")
        count = operations.send_range_again(
            endpoint_id=webhook_id, since=form.since(now), actor=desk.actor, now=now
        )
        words = ngettext("%(count)d message is sent again.", "%(count)d messages are sent again.", count)
        return words % {"count": count}

    return _done(request, desk, webhook_id, act)


@require_POST
@desk_view
def delete(request: HttpRequest, desk: Desk, webhook_id: UUID) -> HttpResponse:
    """Take it away, and go back to the list."""
    operations.delete_endpoint(endpoint_id=webhook_id, actor=desk.actor, now=clock.now())
    messages.success(request, _("The webhook is deleted."))
    return redirect("webhooks", desk.organization.slug)


def _done(request: HttpRequest, desk: Desk, webhook_id: UUID, act: Callable[[], str]) -> HttpResponse:
    """Do it, say what was done or why not, and go back to the webhook."""
    try:
        messages.success(request, act())
    except (Forbidden, NotFound):
        raise
    except DomainError as error:
        messages.error(request, str(error.text))
    return redirect("webhook", desk.organization.slug, webhook_id)


def _page(
    request: HttpRequest,
    desk: Desk,
    endpoint: WebhookEndpoint,
    form: EndpointForm,
    issued: IssuedEndpoint | None = None,
) -> HttpResponse:
    context = {
        "endpoint": endpoint,
        "form": form,
        "issued": issued,
        "overlap_form": OverlapForm(auto_id="overlap_%s"),
        "range_form": RangeForm(auto_id="range_%s"),
        "deliveries": list(queries.deliveries(endpoint)[:SHOWN]),
    }
    return _rendered(request, desk, "campaigns/webhooks/one.html", context, form)


def _rendered(
    request: HttpRequest, desk: Desk, template: str, context: dict[str, Any], form: EndpointForm
) -> HttpResponse:
    status = UNUSABLE if form.errors else 200
    return desk.render(request, template, context, area="organization", status=status)
