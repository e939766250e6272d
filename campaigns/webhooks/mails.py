"""What owners are mailed about an endpoint: that it fails for a day, and that it is off."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import mail
from accounts.models import Membership, User
from accounts.roles import Role
from campaigns.enums import WebhookOff
from campaigns.models import WebhookEndpoint


def tell_of_failing(endpoint: WebhookEndpoint, *, now: datetime) -> None:
    """It has not taken a message for a day."""
    for owner in _owners():
        with translation.override(owner.language):
            text = _(
                "Since yesterday it has taken none of our messages. We try on; after ten days without success we turn it off."
            )
            _queue(endpoint, owner, _("A webhook does not answer: %(name)s"), text, now)


def tell_of_end(endpoint: WebhookEndpoint, *, now: datetime) -> None:
    """It was turned off, and why."""
    for owner in _owners():
        with translation.override(owner.language):
            if endpoint.off_because == WebhookOff.GONE:
                text = _("Its server answered that it is gone for good (410). We send it nothing any more.")
            else:
                text = _("It has taken none of our messages for ten days. We send it nothing any more.")
            _queue(endpoint, owner, _("A webhook is off: %(name)s"), text, now)


def _owners() -> list[User]:
    owners = Membership.objects.select_related("user").filter(role=Role.OWNER, user__is_active=True)
    return [membership.user for membership in owners.order_by("id")]


def _queue(endpoint: WebhookEndpoint, owner: User, subject: str, text: str, now: datetime) -> None:
    there = endpoint.organization
    path = reverse("webhook", args=[there.slug, endpoint.id])
    context = {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "subject": subject % {"name": endpoint},
        "name": str(endpoint),
        "text": text,
        "organization": there,
        "desk_url": f"{settings.SITE_URL}{path}",
    }
    mail.queue(
        recipient=owner.email,
        subject=str(context["subject"]),
        text=render_to_string("campaigns/webhooks/mail.txt", context).strip() + "\n",
        html=render_to_string("campaigns/webhooks/mail.html", context),
        now=now,
    )
