"""When enough is enough."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from accounts.actors import actor_of
from accounts.models import Membership
from accounts.scope import organization_scope, public_scope
from campaigns.answers import operations as answers
from campaigns.gathering.governor import ANSWERED, FULL, Rest, rest_of
from campaigns.gathering.queries import Gathering, gathering_of
from campaigns.models import Answer, Campaign
from campaigns.networks.contract import AuthorSeen
from campaigns.transitions.companies import limit_volume
from tests.campaigns.gathering.conftest import gather
from tests.factories import NOW, STAFF, hear, make_campaign, make_company, make_organization, post_seen
from tests.support.due_work import sweep_and_work

pytestmark = pytest.mark.django_db
COMPANY_AUTHOR = "https://mastodon.example/users/telekomhilft"
MIDNIGHT = datetime(2013, 4, 23, tzinfo=UTC)


def seen(campaign: Campaign, now: datetime) -> Gathering:
    """As the public page has it."""
    with public_scope():
        found = Campaign.objects.select_related("organization").get(id=campaign.id)
        return gathering_of(found, now=now)


def two_asking() -> tuple[Membership, Campaign, Campaign]:
    """Two organizations that ask one company."""
    company = make_company(native_ids={"mastodon": COMPANY_AUTHOR})
    mine = make_organization(slug="educamp")
    first = make_campaign(mine, state="live", company=company)
    second = make_campaign(make_organization(slug="barcamp"), state="live", company=company)
    return mine, first, second


def company_answers(campaign: Campaign, membership: Membership, at: datetime) -> Answer:
    """The company posts, and the organizer confirms it."""
    author = AuthorSeen(id=COMPANY_AUTHOR, handle="telekomhilft@mastodon.example", url=COMPANY_AUTHOR)
    hear(campaign, post_seen(77, author=author, uri=f"{COMPANY_AUTHOR}/77", posted_at=at), now=at)
    sweep_and_work(kinds=("answers.notice",))
    with organization_scope(campaign.organization_id):
        candidate = Answer.objects.get(campaign=campaign)
    return answers.confirm(answer=candidate, kind="promised", actor=actor_of(membership), now=at)


@pytest.mark.parametrize(
    ("state", "posts", "limit", "answered", "rest"),
    [
        ("live", 2, 3, None, None),
        ("live", 3, 3, None, Rest(FULL, MIDNIGHT)),
        ("answered", 3, 3, None, Rest(FULL, MIDNIGHT)),
        ("live", 10, None, None, Rest(FULL, MIDNIGHT)),
        ("live", 9, None, None, None),
        ("scheduled", 9, 3, None, None),
        ("closed", 9, 3, None, None),
        ("live", 0, 3, NOW - timedelta(hours=1), Rest(ANSWERED, NOW + timedelta(hours=2))),
        ("answered", 0, 3, NOW - timedelta(hours=1), None),
        ("live", 0, 3, NOW - timedelta(hours=3), None),
    ],
)
def test_page_rests_when_the_company_heard_enough_or_just_answered(
    *,
    settings: Settings,
    state: str,
    posts: int,
    limit: int | None,
    answered: datetime | None,
    rest: Rest | None,
) -> None:
    settings.COMPANY_DAILY_POSTS = 10

    assert rest_of(state, posts=posts, limit=limit, answered_at=answered, now=NOW) == rest


def test_posts_of_all_campaigns_are_counted_together(settings: Settings) -> None:
    settings.COMPANY_DAILY_POSTS = 3
    _mine, first, second = two_asking()
    hear(first, post_seen(1), post_seen(2))

    assert seen(second, NOW).rest is None

    hear(second, post_seen(3))

    assert seen(first, NOW).rest == seen(second, NOW).rest == Rest(FULL, MIDNIGHT)
    assert seen(first, MIDNIGHT).rest is None


def test_staff_set_the_number_for_one_company(settings: Settings) -> None:
    settings.COMPANY_DAILY_POSTS = 100
    _mine, first, _second = two_asking()
    hear(first, post_seen(1))
    assert first.company

    assert limit_volume(company=first.company, daily_posts=1, actor=STAFF, now=NOW)
    assert not limit_volume(company=first.company, daily_posts=1, actor=STAFF, now=NOW)

    assert seen(first, NOW).rest == Rest(FULL, MIDNIGHT)


def test_others_rest_for_hours_after_an_answer() -> None:
    mine, first, second = two_asking()
    answer = company_answers(first, mine, NOW + timedelta(minutes=10))

    later = NOW + timedelta(minutes=20)
    assert seen(second, later).rest == Rest(ANSWERED, NOW + timedelta(hours=3, minutes=10))
    assert seen(first, later).rest is None
    assert seen(second, NOW + timedelta(hours=4)).rest is None

    answers.take_back(answer=answer, actor=actor_of(mine), now=later)
    assert seen(second, later).rest is None


def test_answer_that_an_organizer_wrote_down_stops_nobody_else() -> None:
    mine, first, second = two_asking()
    answers.record(campaign=first, kind="promised", said_at=NOW, text="Soon", actor=actor_of(mine), now=NOW)

    assert seen(second, NOW + timedelta(minutes=1)).rest is None


@pytest.mark.parametrize("posts", [1, 3])
def test_all_of_it_is_one_query(posts: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    mine, first, _second = two_asking()
    gather(first, mine, NOW + timedelta(days=1), NOW, waves=posts)
    hear(first, *(post_seen(number) for number in range(posts)))

    with public_scope():
        found = Campaign.objects.select_related("organization").get(id=first.id)
        with django_assert_num_queries(1):
            gathering = gathering_of(found, now=NOW)

    assert len(gathering.waves) == posts
