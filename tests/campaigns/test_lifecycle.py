from campaigns.enums import CampaignState as State
from campaigns.lifecycle import AFTER, LISTENING, PUBLIC, may_follow


def test_lifecycle_knows_what_may_follow_every_state() -> None:
    assert set(AFTER) == set(State)


def test_lifecycle_leads_from_a_draft_to_every_state() -> None:
    reached, front = {State.DRAFT}, {State.DRAFT}
    while front := {after for state in front for after in AFTER[state]} - reached:
        reached |= front
    assert reached == set(State)


def test_lifecycle_lets_only_public_campaigns_be_suspended_and_brings_them_back() -> None:
    assert {state for state in State if may_follow(state, State.SUSPENDED)} == set(PUBLIC)
    assert set(AFTER[State.SUSPENDED]) == set(PUBLIC)


def test_lifecycle_listens_to_public_campaigns_only() -> None:
    assert LISTENING < PUBLIC
