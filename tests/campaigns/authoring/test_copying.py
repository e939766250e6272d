"""A copy of a campaign: the same words, other dates."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.actors import actor_of
from accounts.models import JournalEntry, Membership
from accounts.roles import Role
from accounts.scope import organization_scope
from campaigns.authoring.copying import duplicate_campaign
from campaigns.models import Campaign
from candyplatform.base.errors import Forbidden, NotFound
from tests.factories import NOW, make_campaign, make_member, make_organization

pytestmark = pytest.mark.django_db
# Friday, a year later, in summer time like the old one.
NEXT = datetime(2014, 4, 25, 8, tzinfo=UTC)


def copy_of(campaign: Campaign, owner: Membership, starts_at: datetime | None) -> Campaign:
    return duplicate_campaign(campaign=campaign, event_starts_at=starts_at, actor=actor_of(owner), now=NOW)


def test_copy_has_the_words_and_nothing_of_what_happened(owner: Membership) -> None:
    old = make_campaign(owner, slug="netz", state="closed")
    made = copy_of(old, owner, NEXT)
    assert (made.state, made.outcome, made.live_at, made.closed_at) == ("draft", "", None, None)
    same = (
        "languages",
        "title",
        "wish",
        "story",
        "company",
        "event_name",
        "event_place",
        "event_url",
        "time_zone",
    )
    assert [getattr(made, name) for name in same] == [getattr(old, name) for name in same]
    assert made.slug == "ein-netz-fuer-das-educamp"
    with organization_scope(owner.organization_id):
        for parts, fields in (
            ("hashtags", ("text", "folded")),
            ("sample_posts", ("language", "purpose", "text")),
        ):
            mine, theirs = (list(getattr(row, parts).values_list(*fields)) for row in (made, old))
            assert mine == theirs
        entry = JournalEntry.objects.order_by("id").last()
    assert entry is not None
    assert (entry.verb, entry.subject, entry.details) == (
        "campaign.duplicated",
        str(made.id),
        {"of": str(old.id)},
    )


def test_dates_keep_their_distance_by_the_clocks_there(owner: Membership) -> None:
    start = datetime(2013, 3, 29, 9, tzinfo=UTC)  # ten in Berlin, before the clocks go forward on the 31st
    old = make_campaign(
        owner,
        event_starts_at=start,
        event_ends_at=datetime(2013, 4, 1, 16, tzinfo=UTC),
        deadline=start - timedelta(days=3),
    )
    made = copy_of(old, owner, NEXT)
    assert made.deadline_days_before == 3
    assert made.deadline == datetime(2014, 4, 22, 8, tzinfo=UTC)
    # From ten to eighteen o'clock, three days later.
    assert made.event_ends_at == datetime(2014, 4, 28, 16, tzinfo=UTC)


def test_copy_without_a_date_has_none_and_knows_its_distance(owner: Membership) -> None:
    old = make_campaign(owner, deadline_days_before=5)
    made = copy_of(old, owner, None)
    assert (made.event_starts_at, made.event_ends_at, made.deadline) == (None, None, None)
    assert made.deadline_days_before == 5


def test_deadline_after_the_event_is_counted_as_its_start(owner: Membership) -> None:
    old = make_campaign(owner, deadline=NOW + timedelta(days=30))
    assert copy_of(old, owner, NEXT).deadline == NEXT


def test_copy_is_for_those_who_may_write_here(owner: Membership) -> None:
    old = make_campaign(owner)
    viewer, stranger = make_member(owner.organization, Role.VIEWER), make_organization("Barcamp")
    with pytest.raises(Forbidden):
        copy_of(old, viewer, NEXT)
    with pytest.raises(NotFound):
        copy_of(old, stranger, NEXT)
    with organization_scope(owner.organization_id):
        assert Campaign.objects.count() == 1
