"""The organizer's page of the storm hour."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from accounts.models import Membership
from accounts.scope import organization_scope
from campaigns.models import Campaign, Wave
from tests.campaigns.gathering.conftest import gather, join
from tests.factories import make_member

pytestmark = pytest.mark.django_db
DESK = "/desk/educamp/internet/storm-hour/"


def starts(campaign: Campaign) -> list[datetime]:
    with organization_scope(campaign.organization_id):
        return list(Wave.objects.filter(campaign=campaign).values_list("starts_at", flat=True))


def test_organizer_sets_moves_and_calls_off_the_storm_hour_in_the_campaigns_time_zone(
    client: Client, membership: Membership, campaign: Campaign, begins: datetime
) -> None:
    client.force_login(membership.user)
    berlin = begins.astimezone(ZoneInfo("Europe/Berlin"))

    for hours, waves in ((0, 3), (2, 1)):
        local = (berlin + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")
        answer = client.post(DESK, {"starts_at": local, "waves": waves, "apart": 20})
        assert (answer.status_code, answer.headers["Location"]) == (302, DESK)
        first = begins + timedelta(hours=hours)
        assert starts(campaign) == [first + number * timedelta(minutes=20) for number in range(waves)]
        assert f'value="{local}"' in client.get(DESK).content.decode()

    client.post(f"{DESK}call-off/")
    assert starts(campaign) == []


def test_problem_stands_at_its_field(client: Client, membership: Membership, campaign: Campaign) -> None:
    client.force_login(membership.user)

    answer = client.post(DESK, {"starts_at": "2001-01-01T12:00", "waves": 1, "apart": 30})

    assert answer.status_code == 422
    assert "Choose a moment that is still to come." in answer.content.decode()


def test_viewer_sees_the_numbers_and_sets_nothing(
    client: Client, membership: Membership, campaign: Campaign, begins: datetime
) -> None:
    client.force_login(make_member(membership.organization).user)

    page = client.get(DESK)

    assert page.status_code == 200
    assert "starts_at" not in page.content.decode()
    local = begins.strftime("%Y-%m-%dT%H:%M")
    assert client.post(DESK, {"starts_at": local, "waves": 1, "apart": 30}).status_code == 403
    assert client.post(f"{DESK}call-off/").status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_organizer_sees_numbers_and_no_address(
    *,
    client: Client,
    reader: Client,
    membership: Membership,
    campaign: Campaign,
    begins: datetime,
    today: datetime,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    gather(campaign, membership, begins, today, waves=number)
    join(reader, *(f"fan{count}@example.org" for count in range(number)))
    client.force_login(membership.user)
    client.get(DESK)

    with django_assert_num_queries(14):
        page = client.get(DESK).content.decode()

    assert f"<dt>want a reminder</dt><dd>{number}</dd>" in page
    assert "fan0@example.org" not in page


def test_dashboard_leads_to_it(client: Client, membership: Membership, campaign: Campaign) -> None:
    client.force_login(membership.user)

    assert f'href="{DESK}"' in client.get("/desk/educamp/internet/").content.decode()
