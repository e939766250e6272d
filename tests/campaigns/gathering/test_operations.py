"""Setting the storm hour, moving it, calling it off."""

from datetime import datetime, timedelta

import pytest

from accounts.actors import actor_of
from accounts.models import JournalEntry, Membership
from accounts.scope import organization_scope
from campaigns.gathering.operations import REMIND, call_off, set_storm_hour
from campaigns.gathering.supporters import ask_for_reminder
from campaigns.models import Campaign, Wave
from campaigns.transitions.operations import WrongState, mark_answered
from candyplatform.base.errors import Forbidden, Invalid
from candyplatform.base.models import DueWork
from candyplatform.base.rls import transaction_settings
from tests.campaigns.gathering.conftest import gather, supporters
from tests.factories import NOW, make_campaign, make_member, make_organization

pytestmark = pytest.mark.django_db
NOON = NOW + timedelta(days=1)
HALF_AN_HOUR = timedelta(minutes=30)


def storm(**facts: object) -> tuple[Membership, Campaign]:
    membership = make_organization()
    return membership, make_campaign(membership, state="live", **facts)  # type: ignore[arg-type]


def starts(campaign: Campaign) -> list[datetime]:
    with organization_scope(campaign.organization_id):
        return list(Wave.objects.filter(campaign=campaign).values_list("starts_at", flat=True))


def due(kind: str) -> list[tuple[str, datetime]]:
    with transaction_settings({"app.reader": "sweeper"}):
        return list(DueWork.objects.filter(kind=kind).order_by("due_at").values_list("key", "due_at"))


def test_storm_hour_is_set_in_waves_with_their_reminders_and_journaled() -> None:
    membership, campaign = storm()

    waves = gather(campaign, membership, NOON, NOW, waves=3)

    assert starts(campaign) == [NOON, NOON + HALF_AN_HOUR, NOON + 2 * HALF_AN_HOUR]
    assert due(REMIND) == [(str(wave.pk), wave.starts_at - HALF_AN_HOUR) for wave in waves]
    with organization_scope(campaign.organization_id):
        entry = JournalEntry.objects.get(verb="storm_hour.set")
    assert (entry.subject, entry.details) == (
        str(campaign.id),
        {"waves": [moment.isoformat() for moment in starts(campaign)]},
    )


def test_supporters_stay_with_a_wave_that_is_moved_and_come_to_the_last_one_that_is_left() -> None:
    membership, campaign = storm()
    gather(campaign, membership, NOON, NOW, waves=3)
    for position in (0, 2):
        ask_for_reminder(
            campaign=campaign, address=f"fan{position}@example.org", position=position, language="en", now=NOW
        )

    gather(campaign, membership, NOON + timedelta(hours=5), NOW, waves=2)

    assert [row.wave.position for row in supporters(campaign) if row.wave] == [0, 1]
    assert starts(campaign) == [NOON + timedelta(hours=5), NOON + timedelta(hours=5, minutes=30)]
    assert len(due(REMIND)) == 2


def test_storm_hour_that_is_called_off_leaves_supporters_without_a_wave_until_it_is_set_anew() -> None:
    membership, campaign = storm()
    gather(campaign, membership, NOON, NOW)
    ask_for_reminder(campaign=campaign, address="fan@example.org", position=None, language="en", now=NOW)

    call_off(campaign=campaign, actor=actor_of(membership), now=NOW)

    assert [row.wave for row in supporters(campaign)] == [None]
    assert (starts(campaign), due(REMIND)) == ([], [])

    [wave] = gather(campaign, membership, NOON, NOW)
    assert [row.wave for row in supporters(campaign)] == [wave]


@pytest.mark.parametrize(
    ("starts_at", "waves", "apart", "field"),
    [
        (NOW, 1, HALF_AN_HOUR, "starts_at"),
        (NOW + timedelta(days=3, hours=23), 3, timedelta(hours=1), "starts_at"),
        (NOON, 7, HALF_AN_HOUR, "waves"),
        (NOON, 0, HALF_AN_HOUR, "waves"),
        (NOON, 2, timedelta(), "waves"),
        (NOON, 2, -HALF_AN_HOUR, "waves"),
    ],
)
def test_moment_that_makes_no_sense_is_refused(
    starts_at: datetime, waves: int, apart: timedelta, field: str
) -> None:
    membership, campaign = storm()

    with pytest.raises(Invalid) as refused:
        set_storm_hour(
            campaign=campaign,
            starts_at=starts_at,
            waves=waves,
            apart=apart,
            actor=actor_of(membership),
            now=NOW,
        )

    assert list(refused.value.fields) == [field]
    assert starts(campaign) == []


def test_storm_hour_lies_after_the_campaigns_start() -> None:
    membership = make_organization()
    campaign = make_campaign(membership, state="scheduled")

    with pytest.raises(Invalid):
        gather(campaign, membership, NOW + timedelta(hours=1), NOW)


def test_answered_campaign_has_nothing_to_come_together_for() -> None:
    membership, campaign = storm()
    mark_answered(campaign=campaign, actor=actor_of(membership), now=NOW)

    with pytest.raises(WrongState):
        gather(campaign, membership, NOON, NOW)


def test_viewer_sets_nothing() -> None:
    membership, campaign = storm()
    viewer = make_member(membership.organization)

    with pytest.raises(Forbidden):
        gather(campaign, viewer, NOON, NOW)
