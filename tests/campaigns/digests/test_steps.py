"""What to do next."""

from datetime import datetime, timedelta

import pytest

from campaigns.digests import steps
from campaigns.digests.steps import Step, next_step
from campaigns.models import Answer, Campaign
from tests.factories import NOW

DEADLINE = NOW + timedelta(days=4)
CANDIDATE = Answer(noticed_at=NOW - timedelta(hours=1))


def step(
    state: str = "live",
    *,
    candidates: tuple[Answer, ...] = (),
    thanked_for: datetime | None = None,
    moved: bool = True,
    now: datetime = NOW,
) -> Step:
    campaign = Campaign(state=state, deadline=DEADLINE, closed_at=NOW if state == "closed" else None)
    return next_step(campaign, candidates=list(candidates), thanked_for=thanked_for, moved=moved, now=now)


@pytest.mark.parametrize(
    ("found", "text", "place"),
    [
        (step(), steps.KEEP_GOING, "page"),
        (step(moved=False), steps.SHARE, "page"),
        (step("answered", thanked_for=NOW), steps.SAY_THANKS, "page"),
        (step("answered", thanked_for=NOW, now=DEADLINE), steps.RECORD_OUTCOME, "desk"),
        (step(candidates=(CANDIDATE,), now=DEADLINE), steps.CONFIRM, "desk"),
        (step("closed", candidates=(CANDIDATE,)), steps.LOOK_BACK, "page"),
    ],
)
def test_next_step_is_the_most_urgent_one(found: Step, text: object, place: str) -> None:
    assert (found.text, found.place) == (text, place)


@pytest.mark.parametrize(
    ("found", "days", "is_news"),
    [
        (step(), 0, False),
        (step(candidates=(CANDIDATE,)), 0, True),
        (step(candidates=(CANDIDATE,)), 2, True),
        (step(candidates=(CANDIDATE,)), 3, False),
        (step(now=DEADLINE), 4, True),
        (step(now=DEADLINE), 7, False),
    ],
)
def test_step_alone_is_worth_a_mail_for_three_days(found: Step, days: int, is_news: bool) -> None:
    assert found.is_news(NOW + timedelta(days=days)) is is_news
