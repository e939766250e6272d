"""The one next step of every state."""

from datetime import timedelta

import pytest

from accounts.models import Membership
from campaigns.authoring.steps import next_step
from tests.factories import NOW, make_campaign

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("case", "title", "acts"),
    [
        (("draft", False, 0, 0), "Finish your draft", ["Go on writing"]),
        (("draft", True, 0, 0), "Ready to be handed in", ["Hand it in", "Go on writing"]),
        (("in_review", True, 0, 0), "Being read", ["Take it back to change it"]),
        (("scheduled", True, 0, 0), "Waiting for its start", ["Take it back to change it"]),
        (("live", True, 0, 0), "You are live", ["Pass it on", "The company answered elsewhere"]),
        (("live", True, 1, 0), "Is this the answer?", ["Look at it"]),
        (("live", True, 0, 9), "The deadline has passed", ["Close it and say how it ended"]),
        (("answered", True, 0, 0), "The company answered", ["Close it and say how it ended"]),
        (("closed", True, 0, 0), "This campaign is closed", []),
        (("suspended", True, 0, 0), "This campaign is suspended", []),
    ],
)
def test_every_state_has_its_next_step_and_viewers_only_read_it(
    owner: Membership, case: tuple[str, bool, int, int], title: str, acts: list[str]
) -> None:
    state, ready, candidates, days = case
    campaign = make_campaign(owner, state=state)
    now = NOW + timedelta(days=days)
    step = next_step(campaign, ready=ready, candidates=candidates, may_edit=True, now=now)
    assert (step.title, [act.label for act in (step.act, step.other) if act]) == (title, acts)
    seen = next_step(campaign, ready=ready, candidates=candidates, may_edit=False, now=now)
    assert (seen.title, seen.act, seen.other) == (title, None, None)
