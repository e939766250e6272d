"""A stranger's receiver, which has the `standardwebhooks` package and a secret, takes what our worker sends; and nothing else."""

from datetime import timedelta
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from pytest_django.fixtures import Settings

from accounts.actors import actor_of
from campaigns.authoring.operations import submit
from campaigns.webhooks.operations import create_endpoint, rotate_secret, send_test
from campaigns.webhooks.signing import new_secret, signed_headers
from candyplatform.base import clock
from tests.factories import make_campaign, make_organization
from tests.peers.receiving import Receiver
from tests.support.killing import worker

pytestmark = [pytest.mark.peers, pytest.mark.django_db(transaction=True)]
BODY = '{"type": "campaign.published", "data": {}}'


@pytest.fixture
def reachable(receiver: Receiver, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Receiver:
    """Ours and our workers' HTTP door lets them there."""
    settings.HTTP_ALLOW_LOOPBACK = [receiver.address]
    monkeypatch.setenv("HTTP_ALLOW_LOOPBACK", receiver.address)
    return receiver


def work() -> None:
    """As a worker does, in a process of its own: what happened becomes messages, and these are sent."""
    for _round in ("follow", "deliver"):
        with worker("webhooks.follow", "webhook.deliver") as process:
            assert process.wait() == 0


def test_receiver_takes_our_messages_by_either_secret_while_they_overlap(reachable: Receiver) -> None:
    member = make_organization(slug="educamp", now=clock.now())
    actor, campaign = actor_of(member), make_campaign(member, now=clock.now())
    issued = create_endpoint(
        url=reachable.url, event_types=["campaign.submitted"], actor=actor, now=clock.now()
    )
    reachable.trust(issued.secret)
    submit(campaign=campaign, actor=actor, now=clock.now())
    work()
    (first,) = reachable.received()
    assert (first["type"], first["data"]["id"]) == ("campaign.submitted", str(campaign.id))

    rotated = rotate_secret(
        endpoint_id=issued.endpoint.id, overlap=timedelta(hours=24), actor=actor, now=clock.now()
    )
    for secret in (issued.secret, rotated.secret):
        reachable.trust(secret)
        send_test(endpoint_id=issued.endpoint.id, actor=actor, now=clock.now())
        work()
    types = [message["type"] for message in reachable.received()]
    print(f"\nreceived and verified: {', '.join(types)}")
    assert types == ["campaign.submitted", "webhook.test", "webhook.test"]


@pytest.mark.parametrize(
    ("is_known", "age", "sent", "why"),
    [
        (True, timedelta(), BODY, None),
        (False, timedelta(), BODY, "No matching signature found"),
        (True, timedelta(), BODY.replace("published", "suspended"), "No matching signature found"),
        (True, timedelta(minutes=6), BODY, "Message timestamp too old"),
    ],
    ids=["ours", "another's secret", "another body", "an old message sent again"],
)
def test_receiver_refuses_what_is_not_ours(
    receiver: Receiver, is_known: bool, age: timedelta, sent: str, why: str | None
) -> None:
    ours = new_secret()
    receiver.trust(ours)
    keys, now = [ours if is_known else new_secret()], clock.now() - age
    headers = signed_headers(event_id="msg_1", body=BODY, keys=keys, now=now)
    assert status_of(Request(receiver.url, sent.encode(), headers)) == (401 if why else 204)
    assert receiver.received()[0].get("refused") == why


def status_of(request: Request) -> int:
    try:
        with urlopen(request) as answer:
            return int(answer.status)
    except HTTPError as error:
        error.close()
        return error.code
