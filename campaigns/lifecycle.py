"""The course of a campaign as data: what may follow what. Checked when it is declared."""

from collections.abc import Mapping

from campaigns.enums import CampaignState as State

AFTER: Mapping[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.IN_REVIEW, State.SCHEDULED, State.LIVE}),
    State.IN_REVIEW: frozenset({State.DRAFT, State.SCHEDULED, State.LIVE}),
    State.SCHEDULED: frozenset({State.LIVE, State.DRAFT, State.SUSPENDED}),
    State.LIVE: frozenset({State.ANSWERED, State.CLOSED, State.SUSPENDED}),
    State.ANSWERED: frozenset({State.LIVE, State.CLOSED, State.SUSPENDED}),
    State.CLOSED: frozenset({State.SUSPENDED}),
    State.SUSPENDED: frozenset({State.SCHEDULED, State.LIVE, State.ANSWERED, State.CLOSED}),
}

# What anybody may see.
PUBLIC: frozenset[State] = frozenset({State.SCHEDULED, State.LIVE, State.ANSWERED, State.CLOSED})
# While the platform listens for posts.
LISTENING: frozenset[State] = frozenset({State.LIVE, State.ANSWERED})
# While the organizer may still change what is asked, and of whom.
EDITABLE: frozenset[State] = frozenset({State.DRAFT})


def may_follow(before: State, after: State) -> bool:
    """Whether a campaign may go from one state to the other."""
    return after in AFTER[before]


def _check() -> None:
    missing = frozenset(State) - AFTER.keys()
    stuck = [
        state
        for state in State
        if state is not State.DRAFT and not any(state in after for after in AFTER.values())
    ]
    if missing or stuck:
        raise RuntimeError(
            f"The course of a campaign is incomplete: no way on from {missing}, no way to {stuck}."
        )


_check()
