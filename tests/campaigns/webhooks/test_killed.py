"""Messages under kill -9: none is lost, none overtakes another, each verifies."""

from pathlib import Path

import pytest

from accounts.scope import organization_scope
from campaigns.enums import DeliveryState
from campaigns.models import WebhookDelivery
from campaigns.webhooks.delivering import LASTING
from candyplatform.base import clock
from candyplatform.base.models import DueWork
from candyplatform.base.rls import transaction_settings
from tests.campaigns.webhooks.conftest import KINDS, Place, work_on_webhooks
from tests.support.due_work import sweep_and_work
from tests.support.killing import held, kill, somebody_waits, wait_until, worker
from tests.support.webhook_soak import soak

pytestmark = pytest.mark.django_db(transaction=True)
MESSAGES = 300


def test_worker_that_is_killed_before_it_wrote_down_that_a_message_arrived_sends_it_again(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint = place.endpoint("campaign.published")
    place.campaign()
    sweep_and_work(kinds=("webhooks.follow",))
    monkeypatch.setenv("HTTP_ALLOW_LOOPBACK", place.receiver.allowed)
    # The row cannot be changed, so the worker is stopped between the answer and its note of it.
    with worker("webhook.deliver") as process, held("campaigns_webhookdelivery"):
        wait_until(lambda: bool(place.receiver.messages) and somebody_waits(), process)
        kill(process)
    with organization_scope(endpoint.organization_id):
        assert WebhookDelivery.objects.get().state == DeliveryState.WAITING
    with transaction_settings({"app.reader": "sweeper"}):
        DueWork.objects.filter(kind__in=KINDS).update(lease_until=clock.now() - LASTING)
    work_on_webhooks()
    first, second = place.receiver.messages
    assert (first.id, first.raw, first.is_signed) == (second.id, second.raw, second.is_signed)
    with organization_scope(endpoint.organization_id):
        assert WebhookDelivery.objects.get().state == DeliveryState.DELIVERED


def test_messages_survive_kills_of_receiver_and_workers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = soak(MESSAGES, tmp_path, monkeypatch, between=(20, 60), patience=400)
    assert (figures.messages, figures.lost, figures.violations, figures.refused) == (MESSAGES, 0, 0, 0)
    assert figures.kills > 0
