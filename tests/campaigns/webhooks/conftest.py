"""An organization with a live campaign, and a tool that waits for messages."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pytest_django.fixtures import Settings

from accounts.actors import Actor, actor_of
from accounts.models import Membership
from accounts.scope import organization_scope
from campaigns.enums import WebhookEvent
from campaigns.models import Campaign, WebhookDelivery, WebhookEndpoint
from campaigns.webhooks.operations import create_endpoint
from candyplatform.base import clock
from tests.factories import make_campaign, make_organization
from tests.support.due_work import sweep_and_work
from tests.support.receiver import Receiver, receiving

KINDS = ("webhooks.follow", "webhooks.hour", "webhook.deliver")


@dataclass
class Place:
    """Who is told of what. Every message of the endpoint goes to the receiver."""

    membership: Membership
    receiver: Receiver

    @property
    def actor(self) -> Actor:
        return actor_of(self.membership)

    def endpoint(self, *event_types: str, payload: str = "thin", url: str = "") -> WebhookEndpoint:
        """Set one up, and let the receiver have its secret."""
        issued = create_endpoint(
            url=url or self.receiver.url,
            event_types=event_types or WebhookEvent.values,
            payload=payload,
            actor=self.actor,
            now=clock.now(),
        )
        self.receiver.secret = issued.secret
        return issued.endpoint

    def campaign(self, state: str = "live") -> Campaign:
        return make_campaign(self.membership, state=state, now=clock.now())

    def deliveries(self) -> list[WebhookDelivery]:
        """Every message, in the order they go out."""
        with organization_scope(self.membership.organization_id):
            return list(WebhookDelivery.objects.order_by("id"))

    def again(self, endpoint: WebhookEndpoint) -> WebhookEndpoint:
        """The endpoint as it is now."""
        with organization_scope(self.membership.organization_id):
            return WebhookEndpoint.objects.get(id=endpoint.id)


def work_on_webhooks() -> None:
    """Follow and deliver until nothing of it is due."""
    while sweep_and_work(kinds=KINDS):
        pass


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    with receiving() as there:
        settings.HTTP_ALLOW_LOOPBACK = [there.allowed]
        yield there


@pytest.fixture
def place(db: None, receiver: Receiver) -> Place:
    return Place(make_organization(slug="educamp"), receiver)
