"""Reads about webhooks, within the organization's scope."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from campaigns.models import WebhookDelivery, WebhookEndpoint
from candyplatform.base.errors import NotFound


class NoWebhook(NotFound):
    """No webhook of this organization has this id."""

    message = _("There is no such webhook, or not in your organization.")


class NoMessage(NotFound):
    """The webhook was sent no such message, or it is more than 30 days old."""

    message = _("There is no such message. Messages are kept for 30 days.")


def endpoints() -> QuerySet[WebhookEndpoint]:
    """The organization's endpoints, the oldest first."""
    return WebhookEndpoint.objects.order_by("created_at", "id")


def endpoint(endpoint_id: UUID) -> WebhookEndpoint:
    """One endpoint. Raises `NoWebhook`."""
    return _one(WebhookEndpoint.objects.all(), endpoint_id)


def endpoint_in_hand(endpoint_id: UUID) -> WebhookEndpoint:
    """One endpoint; whoever else writes it waits until this transaction ends. Raises `NoWebhook`."""
    return _one(WebhookEndpoint.objects.select_for_update(of=("self",)), endpoint_id)


def _one(among: QuerySet[WebhookEndpoint], endpoint_id: UUID) -> WebhookEndpoint:
    found = among.filter(id=endpoint_id).first()
    if found is None:
        raise NoWebhook
    return found


def deliveries(endpoint: WebhookEndpoint) -> QuerySet[WebhookDelivery]:
    """What the endpoint was told, the latest first."""
    return WebhookDelivery.objects.filter(endpoint=endpoint).order_by("-id")
