"""Messages on their way to a real receiver: signed, in order, and again until it has them."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine

from accounts.models import JournalEntry, OutgoingMail
from accounts.scope import mail_scope, organization_scope
from campaigns.answers import operations as answers
from campaigns.enums import DeliveryState, Outcome
from campaigns.models import WebhookDelivery
from campaigns.transitions import operations as transitions
from campaigns.webhooks import operations
from candyplatform.base import clock
from candyplatform.base.models import DueWork
from candyplatform.base.rls import transaction_settings
from tests.campaigns.webhooks.conftest import Place, work_on_webhooks
from tests.factories import NOW, make_member, make_user
from tests.support.due_work import sweep_and_work
from tests.support.receiver import Answer

pytestmark = pytest.mark.django_db
DOWN = Answer(503, b"Closed for lunch")


def close(place: Place, campaign: object) -> None:
    transitions.close(campaign=campaign, outcome=Outcome.FULFILLED, actor=place.actor, now=clock.now())  # type: ignore[arg-type]


def storm(place: Place) -> None:
    """A campaign goes live, is answered and ends."""
    campaign = place.campaign()
    answers.record(
        campaign=campaign,
        kind="promised",
        text="Soon.",
        said_at=clock.now(),
        actor=place.actor,
        now=clock.now(),
    )
    with organization_scope(campaign.organization_id):
        campaign.refresh_from_db()
    close(place, campaign)


def test_receiver_is_told_in_the_journals_order_and_can_verify_it(place: Place) -> None:
    place.endpoint()
    storm(place)
    work_on_webhooks()
    assert place.receiver.types == [
        "campaign.submitted",
        "campaign.approved",
        "campaign.published",
        "answer.confirmed",
        "campaign.answered",
        "campaign.closed",
    ]
    assert all(message.is_signed for message in place.receiver.messages)
    assert len({message.id for message in place.receiver.messages}) == 6
    assert {delivery.state for delivery in place.deliveries()} == {DeliveryState.DELIVERED}


def test_receiver_is_told_what_it_asked_for_and_no_more(place: Place) -> None:
    place.endpoint("campaign.closed")
    storm(place)
    work_on_webhooks()
    assert place.receiver.types == ["campaign.closed"]


def test_headers_are_those_of_the_specification(place: Place) -> None:
    with time_machine.travel(NOW, tick=False):
        place.endpoint("campaign.published")
        place.campaign()
        work_on_webhooks()
    [message] = place.receiver.messages
    assert message.headers["content-type"] == "application/json"
    assert message.headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    assert message.headers["webhook-signature"].startswith("v1,")
    assert message.headers["user-agent"].startswith("Candystorm-Platform/")


def test_message_that_fails_is_tried_again_with_the_same_id_and_body(place: Place) -> None:
    with time_machine.travel(NOW, tick=False) as traveller:
        place.endpoint("campaign.published")
        place.receiver.answers.append(DOWN)
        place.campaign()
        work_on_webhooks()
        [waiting] = place.deliveries()
        assert (waiting.state, waiting.attempts) == ("waiting", 1)
        assert timedelta(seconds=4) <= waiting.due_at - NOW <= timedelta(seconds=6)
        traveller.move_to(NOW + timedelta(seconds=3))
        work_on_webhooks()
        assert len(place.receiver.messages) == 1
        traveller.move_to(NOW + timedelta(seconds=7))
        work_on_webhooks()
    first, second = place.receiver.messages
    assert (first.id, first.raw) == (second.id, second.raw)
    assert first.headers["webhook-timestamp"] < second.headers["webhook-timestamp"]
    [done] = place.deliveries()
    assert [(told["status"], told["answer"]) for told in done.log] == [
        (503, "Closed for lunch"),
        (200, "Thanks"),
    ]
    assert (done.state, done.finished_at) == ("delivered", NOW + timedelta(seconds=7))


def test_later_message_waits_for_the_one_before_and_other_campaigns_do_not(place: Place) -> None:
    with time_machine.travel(NOW, tick=False) as traveller:
        place.endpoint("campaign.published", "campaign.closed")
        place.receiver.answers.append(DOWN)
        campaign = place.campaign()
        work_on_webhooks()
        close(place, campaign)
        other = place.campaign()
        work_on_webhooks()
        told = [(message.type, message.body["data"]["id"]) for message in place.receiver.messages]
        assert told == [("campaign.published", str(campaign.id)), ("campaign.published", str(other.id))]
        traveller.move_to(NOW + timedelta(seconds=10))
        work_on_webhooks()
    assert [message.type for message in place.receiver.messages[2:]] == [
        "campaign.published",
        "campaign.closed",
    ]


def test_message_is_given_up_after_three_days_and_the_next_one_goes_out(place: Place) -> None:
    with time_machine.travel(NOW, tick=False) as traveller:
        place.endpoint("campaign.published", "campaign.closed")
        campaign = place.campaign()
        place.receiver.usual = DOWN
        work_on_webhooks()
        close(place, campaign)
        work_on_webhooks()
        while (first := place.deliveries()[0]).state == "waiting":
            traveller.move_to(first.due_at)
            if first.due_at == NOW + timedelta(days=3):
                place.receiver.answers.append(DOWN)
                place.receiver.usual = Answer()
            work_on_webhooks()
    assert (first.state, first.finished_at) == ("given_up", NOW + timedelta(days=3))
    assert place.receiver.types[-1] == "campaign.closed"
    assert [delivery.state for delivery in place.deliveries()] == ["given_up", "delivered"]


def test_answer_410_turns_the_endpoint_off(place: Place) -> None:
    endpoint = place.endpoint("campaign.published", "campaign.closed")
    place.receiver.answers.append(Answer(410))
    campaign = place.campaign()
    work_on_webhooks()
    close(place, campaign)
    work_on_webhooks()
    assert place.receiver.types == ["campaign.published"]
    assert place.again(endpoint).off_because == "gone"
    with organization_scope(endpoint.organization_id):
        [entry] = JournalEntry.objects.filter(verb="webhook.turned_off")
    assert (entry.actor_kind, entry.details) == ("platform", {"because": "gone"})


@pytest.mark.parametrize("status", [429, 503])
def test_rest_that_is_asked_for_is_given_to_all_messages_of_the_endpoint(place: Place, status: int) -> None:
    with time_machine.travel(NOW, tick=False) as traveller:
        place.endpoint("campaign.published")
        place.receiver.answers.append(Answer(status, headers={"Retry-After": "90"}))
        place.campaign()
        work_on_webhooks()
        place.campaign()
        traveller.move_to(NOW + timedelta(seconds=80))
        work_on_webhooks()
        assert len(place.receiver.messages) == 1
        traveller.move_to(NOW + timedelta(seconds=90))
        work_on_webhooks()
    assert len(place.receiver.messages) == 3
    assert [delivery.state for delivery in place.deliveries()] == ["delivered", "delivered"]


def test_redirect_is_not_followed(place: Place) -> None:
    place.endpoint("campaign.published")
    place.receiver.answers.append(Answer(302, headers={"Location": f"{place.receiver.url}/elsewhere"}))
    place.campaign()
    work_on_webhooks()
    assert len(place.receiver.messages) == 1
    assert [told["status"] for told in place.deliveries()[0].log] == [302]


def test_answer_is_kept_as_text_and_to_a_thousand_bytes(place: Place) -> None:
    place.endpoint("campaign.published")
    place.receiver.answers.append(Answer(200, b"\x00\xff" + b"a" * 2000))
    place.campaign()
    work_on_webhooks()
    [told] = place.deliveries()[0].log
    assert told["answer"] == "\ufffd\ufffd" + "a" * 998
    assert (told["status"], told["error"], told["milliseconds"] >= 0) == (200, "", True)


@pytest.mark.parametrize(
    ("url", "error"),
    [("https://10.0.0.1/hook", "address_refused"), ("https://127.0.0.1:8443/hook", "address_refused")],
)
def test_address_inside_is_never_dialed(place: Place, url: str, error: str) -> None:
    place.endpoint("campaign.published", url=url)
    place.campaign()
    work_on_webhooks()
    [told] = place.deliveries()[0].log
    assert (told["status"], told["error"]) == (None, error)


def mails() -> list[OutgoingMail]:
    """Those that wait to be sent, the earliest first."""
    with transaction_settings({"app.reader": "sweeper"}):
        keys = list(DueWork.objects.filter(kind="mail.send").values_list("key", flat=True))
    found: list[OutgoingMail] = []
    for key in keys:
        with mail_scope(UUID(key)):
            found += OutgoingMail.objects.filter(id=key)
    return sorted(found, key=lambda mail: (mail.created_at, mail.recipient))


def test_owners_are_mailed_after_a_day_of_failing_and_it_is_off_after_ten(place: Place) -> None:
    second = make_member(
        place.membership.organization, "owner", make_user("second@example.org", language="de")
    )
    make_member(place.membership.organization, "editor")
    with time_machine.travel(NOW, tick=False) as traveller:
        endpoint = place.endpoint("campaign.published")
        place.receiver.usual = DOWN
        for day in range(11):
            traveller.move_to(NOW + timedelta(days=day))
            if place.again(endpoint).is_on:
                place.campaign()
            work_on_webhooks()
            wanted = {0: 0, 10: 4}.get(day, 2)
            assert len([mail for mail in mails() if "ebhook" in mail.subject]) == wanted, day
    told = [mail for mail in mails() if "ebhook" in mail.subject]
    assert {mail.recipient for mail in told} == {place.membership.user.email, second.user.email}
    assert [mail.created_at - NOW for mail in told] == [timedelta(days=1)] * 2 + [timedelta(days=10)] * 2
    assert f"/desk/educamp/webhooks/{endpoint.id}/" in told[0].text
    assert place.again(endpoint).off_because == "failing"


def test_success_forgets_the_failures_before(place: Place) -> None:
    with time_machine.travel(NOW, tick=False) as traveller:
        endpoint = place.endpoint("campaign.published")
        place.receiver.answers.append(DOWN)
        place.campaign()
        work_on_webhooks()
        assert place.again(endpoint).failing_since == NOW
        traveller.move_to(NOW + timedelta(minutes=1))
        work_on_webhooks()
    assert place.again(endpoint).failing_since is None


def test_both_secrets_sign_while_they_overlap(place: Place) -> None:
    with time_machine.travel(NOW, tick=False) as traveller:
        endpoint = place.endpoint("campaign.published")
        old = place.receiver.secret
        overlap = timedelta(hours=1)
        issued = operations.rotate_secret(
            endpoint_id=endpoint.id, overlap=overlap, actor=place.actor, now=clock.now()
        )
        assert issued.secret != old
        for secret, moment, is_signed in (
            (old, timedelta(minutes=59), True),
            (issued.secret, timedelta(minutes=59), True),
            (old, timedelta(hours=1), False),
            (issued.secret, timedelta(hours=1), True),
        ):
            traveller.move_to(NOW + moment)
            place.receiver.secret = secret
            place.campaign()
            work_on_webhooks()
            assert place.receiver.messages[-1].is_signed is is_signed, (moment, secret == old)
    assert len(place.receiver.messages) == 4


def test_endpoint_that_was_deleted_is_told_nothing(place: Place) -> None:
    endpoint = place.endpoint("campaign.published")
    place.campaign()
    operations.delete_endpoint(endpoint_id=endpoint.id, actor=place.actor, now=clock.now())
    work_on_webhooks()
    assert place.receiver.messages == []


def test_what_waits_while_an_endpoint_is_off_is_sent_when_it_is_on(place: Place) -> None:
    endpoint = place.endpoint("campaign.published")
    who = {"endpoint_id": endpoint.id, "actor": place.actor, "now": clock.now()}
    place.receiver.answers.append(DOWN)
    place.campaign()
    work_on_webhooks()
    operations.turn_off(**who)  # type: ignore[arg-type]
    place.campaign()
    with time_machine.travel(clock.now() + timedelta(hours=1), tick=False):
        work_on_webhooks()
        assert len(place.receiver.messages) == 1
        operations.turn_on(endpoint_id=endpoint.id, actor=place.actor, now=clock.now())
        work_on_webhooks()
    # What happens while it is off is not written down for it.
    assert [message.id for message in place.receiver.messages] == [place.deliveries()[0].event_id] * 2


def test_old_messages_go(place: Place) -> None:
    with time_machine.travel(NOW, tick=False) as traveller:
        endpoint = place.endpoint("campaign.published")
        place.campaign()
        work_on_webhooks()
        traveller.move_to(NOW + timedelta(days=20))
        place.campaign()
        work_on_webhooks()
        traveller.move_to(NOW + timedelta(days=31))
        sweep_and_work(kinds=("webhooks.tidy",))
    with organization_scope(endpoint.organization_id):
        [left] = WebhookDelivery.objects.all()
    assert left.created_at == NOW + timedelta(days=20)
