"""Moving campaigns: checked, journaled, and never over somebody else's."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection, transaction

from accounts.actors import actor_of
from accounts.models import JournalEntry, Membership
from accounts.roles import Role
from accounts.scope import organization_scope, public_scope
from campaigns.answers import operations as answers
from campaigns.authoring.content import CampaignFacts, CompanyProposal
from campaigns.authoring.operations import revise_campaign, submit
from campaigns.enums import CampaignState, Outcome
from campaigns.models import Campaign, Company, Feed, FeedSubscription, Wave
from campaigns.transitions import calendar, tasks
from campaigns.transitions import operations as transitions
from candyplatform.base import clock, work
from candyplatform.base.errors import Forbidden, Invalid
from candyplatform.base.models import DueWork
from candyplatform.base.rls import transaction_settings
from tests.factories import NOW, STAFF, TELEKOM, make_campaign, make_member, make_organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Membership:
    return make_organization()


def verbs(campaign: Campaign) -> list[str]:
    with organization_scope(campaign.organization_id):
        entries = JournalEntry.objects.filter(
            subject=str(campaign.id), verb__startswith="campaign."
        ).order_by("id")
        return list(entries.values_list("verb", flat=True))


def due_kinds() -> list[str]:
    with transaction_settings({"app.reader": "sweeper"}), connection.cursor() as cursor:
        cursor.execute("SELECT kind FROM base_duework WHERE kind LIKE 'feed.%' ORDER BY kind")
        return [kind for (kind,) in cursor.fetchall()]


def asking_a_new_company(owner: Membership, slug: str = "") -> Campaign:
    """A draft that asks a company which only its organization knows so far."""
    draft = make_campaign(owner, slug=slug)
    proposal = CompanyProposal("New", handles={str(network): handle for network, handle in TELEKOM.items()})
    return revise_campaign(
        campaign=draft, facts=CampaignFacts(), proposal=proposal, actor=actor_of(owner), now=NOW
    )


def test_submit_hands_in_for_review(owner: Membership) -> None:
    campaign = transitions.submit(campaign=make_campaign(owner), actor=actor_of(owner), now=NOW)
    assert (campaign.state, campaign.submitted_at) == (CampaignState.IN_REVIEW, NOW)
    assert verbs(campaign) == ["campaign.created", "campaign.submitted"]


def test_submit_says_everything_that_is_missing(owner: Membership) -> None:
    campaign = make_campaign(
        owner, hashtags=(), sample_posts=(), deadline=None, event_name="", wish={"de": "Bitte.", "en": ""}
    )
    with pytest.raises(transitions.NotReady) as caught:
        transitions.submit(campaign=campaign, actor=actor_of(owner), now=NOW)
    assert set(caught.value.fields) == {"wish_en", "event_name", "deadline", "hashtags", "sample_posts"}
    with organization_scope(owner.organization_id):
        assert Campaign.objects.get().state == CampaignState.DRAFT


def test_submit_waits_for_a_deadline_after_the_storm_hour(owner: Membership) -> None:
    campaign = make_campaign(owner)
    assert campaign.deadline
    with organization_scope(owner.organization_id):
        later = campaign.deadline + timedelta(hours=1)
        Wave.objects.create(
            campaign=campaign, organization_id=owner.organization_id, position=0, starts_at=later, set_at=NOW
        )
    with pytest.raises(transitions.NotReady) as caught:
        transitions.submit(campaign=campaign, actor=actor_of(owner), now=NOW)
    assert caught.value.fields == {
        "deadline": ["The storm hour is after the deadline. Choose a later deadline, or move the storm hour."]
    }


def test_submit_of_a_trusted_organization_goes_live_when_the_company_is_known() -> None:
    trusted = make_organization(trusted=True)
    known = transitions.submit(campaign=make_campaign(trusted), actor=actor_of(trusted), now=NOW)
    unknown = asking_a_new_company(trusted, slug="other")
    unknown = transitions.submit(campaign=unknown, actor=actor_of(trusted), now=NOW)
    assert (known.state, unknown.state) == (CampaignState.LIVE, CampaignState.IN_REVIEW)


def test_viewer_may_not_move_a_campaign(owner: Membership) -> None:
    viewer = make_member(owner.organization, Role.VIEWER)
    with pytest.raises(Forbidden):
        transitions.submit(campaign=make_campaign(owner), actor=actor_of(viewer), now=NOW)


def test_approve_publishes_and_opens_feeds_in_the_same_transaction(owner: Membership) -> None:
    campaign = asking_a_new_company(owner)
    campaign = transitions.submit(campaign=campaign, actor=actor_of(owner), now=NOW)
    campaign = transitions.approve(campaign=campaign, actor=STAFF, now=NOW)
    assert (campaign.state, campaign.live_at) == (CampaignState.LIVE, NOW)
    assert verbs(campaign)[-1] == "campaign.published"
    topics = set(Feed.objects.values_list("network", "topic"))
    assert topics == {
        ("mastodon", "hashtag:telekomhilf"),
        ("mastodon", "hashtag:echh13"),
        ("mastodon", "account:telekomhilft@mastodon.example"),
        ("bluesky", "*"),
    }
    assert due_kinds() == ["feed.fetch"] * 3 + ["feed.refresh"] * 4 + ["feed.reread"] * 2
    with public_scope():
        assert Campaign.objects.get().organization.is_public
        assert Company.objects.get(name="New").verified_at == NOW


def test_approve_is_for_staff(owner: Membership) -> None:
    campaign = make_campaign(owner, state="in_review")
    with pytest.raises(Forbidden):
        transitions.approve(campaign=campaign, actor=actor_of(owner), now=NOW)


def test_request_changes_needs_a_note_and_makes_it_a_draft_again(owner: Membership) -> None:
    campaign = make_campaign(owner, state="in_review")
    with pytest.raises(Invalid):
        transitions.request_changes(campaign=campaign, note=" ", actor=STAFF, now=NOW)
    campaign = transitions.request_changes(
        campaign=campaign, note="Friendlier, please.", actor=STAFF, now=NOW
    )
    assert (campaign.state, campaign.review_note) == (CampaignState.DRAFT, "Friendlier, please.")


def test_move_refuses_what_somebody_else_moved_meanwhile(owner: Membership) -> None:
    stale = make_campaign(owner, state="in_review")
    transitions.withdraw(campaign=stale, actor=actor_of(owner), now=NOW)
    with pytest.raises(transitions.MovedMeanwhile):
        transitions.approve(campaign=stale, actor=STAFF, now=NOW)
    assert verbs(stale)[-1] == "campaign.withdrawn"


def test_move_refuses_a_state_that_may_not_follow(owner: Membership) -> None:
    with pytest.raises(transitions.WrongState):
        transitions.close(
            campaign=make_campaign(owner), outcome=Outcome.PARTLY, actor=actor_of(owner), now=NOW
        )


def test_scheduled_campaign_goes_live_at_its_moment(owner: Membership) -> None:
    campaign = make_campaign(owner, state="scheduled")
    assert campaign.starts_at == NOW + timedelta(hours=12)
    job = work.Job(1, str(campaign.id), campaign.organization_id, 1, 1, campaign.id)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("candyplatform.base.clock.now", lambda: NOW + timedelta(hours=11))
        assert calendar.start_due(job) == campaign.starts_at
        patch.setattr("candyplatform.base.clock.now", lambda: NOW + timedelta(hours=12))
        assert calendar.start_due(job) is None
    with organization_scope(campaign.organization_id):
        assert Campaign.objects.get().state == CampaignState.LIVE


def test_close_needs_an_outcome_and_keeps_where_its_numbers_came_from(owner: Membership) -> None:
    campaign = make_campaign(owner, state="live")
    with pytest.raises(Invalid):
        transitions.close(campaign=campaign, outcome="so-so", actor=actor_of(owner), now=NOW)
    campaign = transitions.close(campaign=campaign, outcome=Outcome.FULFILLED, actor=actor_of(owner), now=NOW)
    assert (campaign.state, campaign.outcome, campaign.closed_at) == ("closed", "fulfilled", NOW)
    with organization_scope(campaign.organization_id):
        assert FeedSubscription.objects.count() == 4


MOVES: dict[str, tuple[Callable[..., Campaign], set[str]]] = {
    "submit": (transitions.submit, {"draft"}),
    "approve": (transitions.approve, {"in_review"}),
    "request_changes": (partial(transitions.request_changes, note="Friendlier, please."), {"in_review"}),
    "withdraw": (transitions.withdraw, {"in_review", "scheduled"}),
    "start": (transitions.start, {"scheduled"}),
    "mark_answered": (transitions.mark_answered, {"live"}),
    "reopen": (transitions.reopen, {"answered"}),
    "close": (partial(transitions.close, outcome=Outcome.PARTLY), {"live", "answered"}),
    "suspend": (
        partial(transitions.suspend, reason="A complaint."),
        {"scheduled", "live", "answered", "closed"},
    ),
    "resume": (transitions.resume, {"suspended"}),
}


@pytest.mark.parametrize("state", CampaignState.values)
def test_every_operation_begins_only_in_the_states_it_names(state: str) -> None:
    trusted = make_organization(trusted=state != "in_review")
    campaign = make_campaign(trusted, state=state)
    before = verbs(campaign)
    refused = set()
    for name, (move, _) in MOVES.items():
        try:
            with transaction.atomic():
                move(campaign=campaign, actor=STAFF, now=NOW + timedelta(hours=1))
                transaction.set_rollback(True)
        except transitions.WrongState:
            refused.add(name)
    assert refused == {name for name, (_, origins) in MOVES.items() if state not in origins}
    assert verbs(campaign) == before


def test_trusted_organizer_does_not_lift_a_suspension() -> None:
    trusted = make_organization(trusted=True)
    campaign = make_campaign(trusted, state="closed")
    campaign = transitions.suspend(campaign=campaign, reason="A complaint.", actor=STAFF, now=NOW)
    with pytest.raises(transitions.WrongState):
        submit(campaign=campaign, actor=actor_of(trusted), now=NOW + timedelta(days=9))
    with organization_scope(campaign.organization_id):
        kept = Campaign.objects.get()
    assert (kept.state, kept.live_at) == (CampaignState.SUSPENDED, NOW)


def answer(campaign: Campaign, owner: Membership, hours: int = 0) -> None:
    at = NOW + timedelta(hours=hours)
    answers.record(
        campaign=campaign, kind="promised", said_at=NOW, text="Deal.", actor=actor_of(owner), now=at
    )


def test_resumed_campaign_is_answered_when_the_company_answered_meanwhile(owner: Membership) -> None:
    campaign = make_campaign(owner, state="live")
    campaign = transitions.suspend(campaign=campaign, reason="Somebody complained.", actor=STAFF, now=NOW)
    answer(campaign, owner, hours=3)
    answer(campaign, owner, hours=2)
    campaign = transitions.resume(campaign=campaign, actor=STAFF, now=NOW + timedelta(hours=4))
    assert (campaign.state, campaign.answered_at) == (CampaignState.ANSWERED, NOW + timedelta(hours=2))
    assert verbs(campaign)[-3:] == ["campaign.suspended", "campaign.resumed", "campaign.answered"]


@pytest.mark.parametrize("state", ["scheduled", "live", "answered", "closed"])
def test_resume_brings_a_suspended_campaign_back_to_where_it_was(owner: Membership, state: str) -> None:
    campaign = make_campaign(owner, state="live" if state == "answered" else state)
    if state == "answered":
        answer(campaign, owner)
        with organization_scope(campaign.organization_id):
            campaign = Campaign.objects.get(id=campaign.id)
    campaign = transitions.suspend(campaign=campaign, reason="Somebody complained.", actor=STAFF, now=NOW)
    with public_scope():
        assert not Campaign.objects.exists()
    campaign = transitions.resume(campaign=campaign, actor=STAFF, now=NOW)
    assert (campaign.state, campaign.suspended_from, campaign.review_note) == (state, "", "")


def start_what_is_due() -> None:
    for row in work.lease_due(now=clock.now()):
        if row.kind == transitions.START:
            tasks.start_campaign(work_id=row.id, lease=str(row.lease))


@pytest.mark.parametrize("hours", [6, 18])
def test_resumed_campaign_starts_when_it_should_have_or_now(owner: Membership, hours: int) -> None:
    campaign = make_campaign(owner, state="scheduled")
    campaign = transitions.suspend(campaign=campaign, reason="Somebody complained.", actor=STAFF, now=NOW)
    start_what_is_due()
    back_at = NOW + timedelta(hours=hours)
    transitions.resume(campaign=campaign, actor=STAFF, now=back_at)
    with organization_scope(campaign.organization_id):
        [due_at] = DueWork.objects.filter(kind=transitions.START).values_list("due_at", flat=True)
    assert due_at == NOW + timedelta(hours=max(hours, 12))
