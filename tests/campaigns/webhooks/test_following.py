"""From the journal and the clock to messages."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings

from accounts import journal
from accounts.actors import PLATFORM
from accounts.leaving.organizations import begin_leaving, keep_organization
from accounts.models import JournalEntry
from accounts.scope import organization_scope
from api.webhooks import showing
from campaigns.authoring.content import STORY_LIMIT
from campaigns.enums import Outcome
from campaigns.models import Campaign
from campaigns.moderation.reports import file_report
from campaigns.transitions import operations as transitions
from campaigns.webhooks.events import VERBS, events_of
from campaigns.webhooks.outbox import LARGEST_BODY
from candyplatform.base import clock, work
from tests.api.conftest import caller_of
from tests.campaigns.webhooks.conftest import Place, work_on_webhooks
from tests.factories import NOW, STAFF, hear, make_campaign, make_organization, post_seen
from tests.support.due_work import sweep_and_work

pytestmark = pytest.mark.django_db


def test_wiring_has_every_verb_followed_that_there_are_events_for() -> None:
    followed = {verb for verb, kinds in settings.ENTRY_FOLLOWERS.items() if "webhooks.follow" in kinds}
    assert followed == VERBS


def test_thin_message_says_what_happened_and_where_to_read_more(place: Place) -> None:
    with time_machine.travel(NOW, tick=False):
        place.endpoint("campaign.published")
        campaign = place.campaign()
        work_on_webhooks()
    url = f"{settings.SITE_URL}/api/v1/campaigns/{campaign.id}/"
    assert place.receiver.messages[0].body == {
        "type": "campaign.published",
        "timestamp": "2013-04-22T10:00:00Z",
        "data": {"id": str(campaign.id), "url": url},
    }
    reader = caller_of(place.membership)
    assert reader.get(url.removeprefix(settings.SITE_URL)).json()["id"] == str(campaign.id)


def test_full_message_shows_the_campaign_as_the_api_does_and_what_changed(place: Place) -> None:
    place.endpoint("campaign.published", payload="full")
    campaign = place.campaign()
    work_on_webhooks()
    shown = caller_of(place.membership).get(f"/api/v1/campaigns/{campaign.id}/").json()
    data = place.receiver.messages[0].body["data"]
    assert data["campaign"] == shown
    assert data["changed"] == {"from": "in_review", "to": "live"}


def test_full_message_that_would_be_too_large_goes_out_thin(place: Place) -> None:
    place.endpoint("campaign.submitted", payload="full")
    for letter, keys in (("a", {"id", "url", "campaign", "changed"}), ("ä", {"id", "url"})):
        story = dict.fromkeys(("de", "en"), letter * (STORY_LIMIT * 3 // 4))
        make_campaign(place.membership, state="in_review", story=story, now=clock.now())
        work_on_webhooks()
        message = place.receiver.messages[-1]
        assert set(message.body["data"]) == keys
        assert (len(message.raw) < LARGEST_BODY, message.is_signed) == (True, True)


def suspend(place: Place, campaign: Campaign) -> None:
    transitions.suspend(campaign=campaign, reason="Look again.", actor=STAFF, now=clock.now())


def want_changes(place: Place, campaign: Campaign) -> None:
    transitions.request_changes(campaign=campaign, note="Kinder, please.", actor=STAFF, now=clock.now())


def close(place: Place, campaign: Campaign) -> None:
    transitions.close(campaign=campaign, outcome=Outcome.PARTLY, actor=place.actor, now=clock.now())


@pytest.mark.parametrize(
    ("state", "act", "event", "changed"),
    [
        ("live", suspend, "campaign.suspended", {"from": "live", "to": "suspended"}),
        ("in_review", want_changes, "campaign.changes_wanted", {"from": "in_review", "to": "draft"}),
        ("live", close, "campaign.closed", {"from": "live", "to": "closed", "outcome": "partly"}),
    ],
)
def test_what_staff_and_organizers_do_is_told(
    place: Place, state: str, act: Callable[[Place, Campaign], None], event: str, changed: dict[str, Any]
) -> None:
    place.endpoint(event, payload="full")
    act(place, place.campaign(state))
    work_on_webhooks()
    assert [(message.type, message.body["data"]["changed"]) for message in place.receiver.messages] == [
        (event, changed)
    ]
    # What staff wrote is the review note, which the API shows; the journal's remark is not told besides.
    assert "remark" not in place.receiver.messages[0].body["data"]["changed"]


@pytest.mark.parametrize("payload", ["thin", "full"])
def test_report_is_told_by_its_reason_alone(place: Place, payload: str) -> None:
    place.endpoint("report.filed", payload=payload)
    campaign = place.campaign()
    file_report(
        campaign=campaign, reason="private_person", words="Ada is named.", post_url="https://x.com/ada/status/1",
        address="reporter@example.org", language="en", now=clock.now(),
    )  # fmt: skip
    work_on_webhooks()
    [message] = place.receiver.messages
    assert (message.type, message.is_signed) == ("report.filed", True)
    data = message.body["data"]
    assert (data["id"], data.get("changed", {})) == (
        str(campaign.id),
        {"reason": "private_person"} if payload == "full" else {},
    )
    assert [said for said in (b"Ada", b"reporter", b"status/1") if said in message.raw] == []


def test_approved_means_that_staff_said_so(place: Place) -> None:
    place.endpoint("campaign.approved", "campaign.published")
    place.campaign("scheduled")
    trusted = make_organization("Trusted", slug="trusted", trusted=True)
    there = Place(trusted, place.receiver)
    work_on_webhooks()
    assert place.receiver.types == ["campaign.approved"]
    there.endpoint("campaign.approved", "campaign.published")
    there.campaign()
    work_on_webhooks()
    assert place.receiver.types == ["campaign.approved", "campaign.published"]


def test_endpoint_hears_nothing_of_what_was_before_it(place: Place) -> None:
    with time_machine.travel(NOW, tick=False) as traveller:
        place.campaign()
        traveller.move_to(NOW + timedelta(seconds=1))
        place.endpoint()
        work_on_webhooks()
    assert place.receiver.messages == []


def test_workers_that_overtake_each_other_keep_the_order(place: Place) -> None:
    place.endpoint("answer.detected")
    campaign = place.campaign()
    work_on_webhooks()
    with organization_scope(campaign.organization_id):
        entries = [
            journal.append(
                verb="answer.detected", subject=campaign.id, organization_id=campaign.organization_id,
                actor=PLATFORM, now=clock.now(), details={"answer": number},
            )
            for number in range(5)
        ]  # fmt: skip
    for entry in (entries[3], entries[1], entries[4], entries[0], entries[2]):
        showing.follow(work.Job(0, str(entry.pk), campaign.organization_id, 1, 1, campaign.id))
    with organization_scope(campaign.organization_id):
        ids = {delivery.event_id: delivery for delivery in place.deliveries()}
    assert len(ids) == 5
    work_on_webhooks()
    assert [message.id for message in place.receiver.messages] == list(ids)
    # The follower of the fourth wrote those before it as well, in the journal's order.
    assert list(ids) == [event.id for entry in entries for event in events_of(entry)]


def test_following_twice_writes_once(place: Place) -> None:
    place.endpoint("campaign.published")
    campaign = place.campaign()
    with organization_scope(campaign.organization_id):
        entry = JournalEntry.objects.get(verb="campaign.published")
    for _ in range(2):
        showing.follow(work.Job(0, str(entry.pk), campaign.organization_id, 1, 1, campaign.id))
    work_on_webhooks()
    assert len(place.receiver.messages) == 1


def test_milestones_are_told_once_each(place: Place) -> None:
    place.endpoint("campaign.milestone", payload="full")
    campaign = place.campaign()
    for numbers in ((1,), (2, 3), range(4, 12), (12,)):
        hear(campaign, *(post_seen(number) for number in numbers))
        sweep_and_work(kinds=("milestone.notice",))
        work_on_webhooks()
    changed = [message.body["data"]["changed"] for message in place.receiver.messages]
    assert changed == [{"posts": 1}, {"posts": 10}]


def test_hours_are_told_while_a_campaign_listens(place: Place) -> None:
    with time_machine.travel(NOW + timedelta(minutes=10), tick=False) as traveller:
        place.endpoint("metrics.hourly", payload="full")
        campaign = place.campaign()
        hear(campaign, *(post_seen(number, posted_at=clock.now()) for number in (1, 2, 3)), now=clock.now())
        work_on_webhooks()
        assert place.receiver.messages == []
        for minutes in (55, 61, 62, 119, 121, 122):
            traveller.move_to(NOW + timedelta(minutes=minutes))
            work_on_webhooks()
        close(place, campaign)
        traveller.move_to(NOW + timedelta(minutes=200))
        work_on_webhooks()
    first, second = (message.body for message in place.receiver.messages)
    assert first["timestamp"] == "2013-04-22T11:00:00Z"
    assert first["data"]["url"].endswith(f"/api/v1/campaigns/{campaign.id}/metrics/")
    hour = first["data"]["changed"]
    assert (hour["hour"], hour["posts"], hour["new_people"]) == ("2013-04-22T10:00:00+00:00", 3, 3)
    assert hour["totals"] == {"posts": 3, "people": 3, "favorites": 6, "reposts": 0, "replies": 0}
    assert second["data"]["changed"]["posts"] == 0


def test_hours_begin_when_somebody_wants_them(place: Place) -> None:
    with time_machine.travel(NOW, tick=False) as traveller:
        place.campaign()
        work_on_webhooks()
        traveller.move_to(NOW + timedelta(minutes=90))
        place.endpoint("metrics.hourly")
        work_on_webhooks()
        traveller.move_to(NOW + timedelta(minutes=121))
        work_on_webhooks()
    assert [message.body["timestamp"] for message in place.receiver.messages] == ["2013-04-22T12:00:00Z"]


def test_organization_that_leaves_tells_nothing_any_more(place: Place) -> None:
    place.endpoint()
    begin_leaving(
        organization_id=place.membership.organization_id,
        actor=place.actor,
        due_at=clock.now() + timedelta(days=30),
        now=clock.now(),
    )
    place.campaign("in_review")
    work_on_webhooks()
    assert place.receiver.messages == []


def test_what_waits_while_an_organization_leaves_is_sent_when_it_stays(place: Place) -> None:
    organization_id = place.membership.organization_id
    with time_machine.travel(NOW, tick=False) as traveller:
        place.endpoint("campaign.published")
        place.campaign()
        sweep_and_work(kinds=("webhooks.follow",))
        begin_leaving(
            organization_id=organization_id, actor=place.actor, due_at=NOW + timedelta(days=30), now=NOW
        )
        work_on_webhooks()
        keep_organization(organization_id=organization_id, actor=place.actor, now=clock.now())
        work_on_webhooks()
        assert place.receiver.messages == []
        traveller.move_to(NOW + timedelta(hours=1))
        work_on_webhooks()
    assert place.receiver.types == ["campaign.published"]


def test_nobody_elses_tools_are_told(place: Place) -> None:
    elsewhere = Place(make_organization("Elsewhere", slug="elsewhere"), place.receiver)
    elsewhere.endpoint()
    place.campaign()
    work_on_webhooks()
    assert place.receiver.messages == []


def test_bodies_are_json_in_utf_8(place: Place) -> None:
    place.endpoint("campaign.submitted", payload="full")
    place.campaign("in_review")
    work_on_webhooks()
    [message] = place.receiver.messages
    assert "Ein Netz für das EduCamp" in message.raw.decode()
    assert json.loads(message.raw) == message.body
