"""How far a storm has come."""

import pytest

from accounts.actors import actor_of
from accounts.models import JournalEntry
from accounts.scope import organization_scope
from campaigns.listening.milestones import highest_step
from campaigns.transitions import operations as transitions
from tests.factories import hear, make_campaign, make_organization, post_seen
from tests.support.due_work import sweep_and_work


@pytest.mark.parametrize(
    ("posts", "step"),
    [
        (0, 0), (1, 1), (9, 1), (10, 10), (49, 10), (50, 50), (99, 50), (100, 100), (499, 100), (500, 500), (999, 500),
        (1000, 1000), (4999, 1000), (5000, 5000), (123456, 100000),
    ],
)  # fmt: skip
def test_steps_are_one_ten_fifty_hundred(posts: int, step: int) -> None:
    assert highest_step(posts) == step


@pytest.mark.django_db
def test_step_is_journaled_once_and_those_between_are_passed_over() -> None:
    membership = make_organization()
    campaign = make_campaign(membership, state="live")
    for numbers in (range(1, 13), range(13, 15), range(15, 60)):
        hear(campaign, *(post_seen(number) for number in numbers))
        sweep_and_work(kinds=("milestone.notice",))
    with organization_scope(campaign.organization_id):
        entries = JournalEntry.objects.filter(verb="campaign.milestone").order_by("id")
        told = [(entry.subject, entry.actor_kind, entry.details) for entry in entries]
    assert told == [
        (str(campaign.id), "platform", {"posts": 10}),
        (str(campaign.id), "platform", {"posts": 50}),
    ]


@pytest.mark.django_db
def test_campaign_that_ended_reaches_nothing_any_more() -> None:
    membership = make_organization()
    campaign = make_campaign(membership, state="live")
    hear(campaign, post_seen(1))
    transitions.close(
        campaign=campaign, outcome="fulfilled", actor=actor_of(membership), now=campaign.created_at
    )
    sweep_and_work(kinds=("milestone.notice",))
    with organization_scope(campaign.organization_id):
        assert not JournalEntry.objects.filter(verb="campaign.milestone").exists()
