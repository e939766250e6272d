"""Addresses that supporters share, for a program that an owner lets read them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from accounts.actors import actor_of
from accounts.models import JournalEntry
from accounts.roles import Role
from accounts.scope import organization_scope
from accounts.tokens.scopes import OFFERED
from campaigns.gathering import supporters
from campaigns.gathering.consent import sharing_text
from campaigns.gathering.links import Holder
from campaigns.gathering.operations import set_storm_hour
from campaigns.models import Campaign, Supporter
from tests.api.conftest import Caller, caller_of
from tests.factories import NOW, make_campaign, make_member, make_organization, share_address

pytestmark = pytest.mark.django_db
SCOPE = "supporters:addresses"
BEGINS = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def clock_stands() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def live(caller: Caller) -> Campaign:
    """A live campaign with a storm hour tomorrow."""
    return gathering(caller)


def gathering(caller: Caller) -> Campaign:
    campaign = make_campaign(caller.membership, state="live", slug="internet")
    actor = actor_of(caller.membership)
    set_storm_hour(
        campaign=campaign, starts_at=BEGINS, waves=1, apart=timedelta(minutes=30), actor=actor, now=NOW
    )
    return campaign


def sharer(campaign: Campaign, number: int = 0, now: datetime = NOW) -> Supporter:
    return share_address(campaign, f"fan{number}@example.org", now=now)


def of(campaign: Campaign) -> str:
    return f"/api/v1/campaigns/{campaign.id}/supporters/addresses/"


def told(caller: Caller, campaign: Campaign) -> list[str]:
    """Every address of the list, from its first part to its last."""
    addresses: list[str] = []
    path = f"{of(campaign)}?page_size=2"
    while path:
        answer = caller.get(path.removeprefix(settings.SITE_URL).removeprefix("http://testserver")).json()
        addresses += [row["address"] for row in answer["results"]]
        path = answer["next"] or ""
    return addresses


def noted(campaign: Campaign) -> list[tuple[str, str, int]]:
    """Who read how many, as the journal says it."""
    with organization_scope(campaign.organization_id):
        found = JournalEntry.objects.filter(verb="supporters.addresses_read", subject=str(campaign.id))
        return [
            (entry.actor_kind, entry.actor_name, entry.details["addresses"]) for entry in found.order_by("id")
        ]


def test_list_tells_who_shares_and_nobody_else(caller: Caller, live: Campaign) -> None:
    sharer(live)
    asked: dict[str, Any] = {"campaign": live, "position": None, "language": "en", "now": NOW}
    supporters.ask_for_reminder(address="private@example.org", **asked)
    supporters.ask_for_reminder(address="unconfirmed@example.org", shares=True, **asked)

    answer = caller.get(of(live))

    assert answer.json() == {
        "next": None,
        "previous": None,
        "results": [
            {
                "address": "fan0@example.org",
                "language": "en",
                "wave": "2013-04-23T10:00:00Z",
                "shared_at": "2013-04-22T10:00:00Z",
                "agreed_to": sharing_text("EduCamp Hamburg"),
            }
        ],
    }
    assert "no-store" in answer["Cache-Control"]


def test_who_takes_it_back_is_gone_at_once(caller: Caller, live: Campaign) -> None:
    gone, stays = sharer(live, 0), sharer(live, 1)
    assert told(caller, live) == ["fan1@example.org", "fan0@example.org"]

    supporters.stop_sharing(Holder(gone.organization_id, gone.pk))

    assert told(caller, live) == ["fan1@example.org"]
    supporters.leave(Holder(stays.organization_id, stays.pk))
    assert told(caller, live) == []


def test_list_is_told_in_parts_the_latest_first(caller: Caller, live: Campaign) -> None:
    for number in range(5):
        sharer(live, number, NOW + timedelta(minutes=number // 2))

    assert told(caller, live) == [f"fan{number}@example.org" for number in (4, 3, 2, 1, 0)]


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_however_many_share(
    caller: Caller, live: Campaign, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in range(number):
        sharer(live, count)
    caller.get("/api/v1/companies/")

    with django_assert_num_queries(20):
        assert len(caller.get(of(live)).json()["results"]) == number
    with django_assert_num_queries(13):
        caller.get(of(live))


def test_every_other_scope_together_is_told_nothing(caller: Caller, live: Campaign) -> None:
    sharer(live)
    weak = caller_of(caller.membership, [scope for scope in OFFERED if scope != SCOPE])

    answer = weak.get(of(live))

    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
    assert noted(live) == []
    assert caller_of(caller.membership, [SCOPE]).get(of(live)).status_code == 200


@pytest.mark.parametrize(("role", "status"), [(Role.VIEWER, 403), (Role.EDITOR, 403), (Role.OWNER, 200)])
def test_member_at_the_docs_page_needs_to_be_an_owner(
    client: Client, caller: Caller, live: Campaign, role: Role, status: int
) -> None:
    sharer(live)
    member = make_member(caller.membership.organization, role=role)
    client.force_login(member.user)

    answer = client.get(of(live), headers={"Candystorm-Organization": "educamp"})

    assert answer.status_code == status
    assert ("fan0@example.org" in answer.content.decode()) == (role == Role.OWNER)
    assert len(noted(live)) == (role == Role.OWNER)


def test_other_organizations_token_is_told_nothing(caller: Caller, live: Campaign) -> None:
    sharer(live)
    stranger = caller_of(make_organization(slug="othercamp"))

    answer = stranger.get(of(live))

    assert (answer.status_code, "fan0" in answer.content.decode()) == (404, False)
    assert told(stranger, gathering(stranger)) == []


def test_journal_says_once_an_hour_that_a_token_read_them(
    caller: Caller, live: Campaign, clock_stands: time_machine.Traveller
) -> None:
    for number in range(3):
        sharer(live, number)
    name = f"Test ({caller.secret[:12]}…)"

    told(caller, live)
    told(caller, live)
    assert noted(live) == [("token", name, 3)]

    clock_stands.shift(timedelta(minutes=61))
    told(caller, live)
    assert noted(live) == [("token", name, 3)] * 2


def test_journal_knows_of_more_addresses_and_of_each_token(caller: Caller, live: Campaign) -> None:
    sharer(live, 0)
    told(caller, live)
    sharer(live, 1)
    told(caller, live)
    other = caller_of(caller.membership, [SCOPE])
    told(other, live)

    assert [number for _kind, _name, number in noted(live)] == [1, 2, 2]
    assert len({name for _kind, name, _number in noted(live)}) == 2


def test_who_has_them_already_is_in_the_journal_all_the_same(caller: Caller, live: Campaign) -> None:
    sharer(live)
    etag = caller.get(of(live))["ETag"]
    other = caller_of(caller.membership, [SCOPE])

    answer = other.get(of(live), if_none_match=etag)

    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (304, True)
    assert len(noted(live)) == 2


def test_journal_and_numbers_tell_no_address(caller: Caller, live: Campaign) -> None:
    sharer(live)
    told(caller, live)

    for path in (
        "/api/v1/journal/",
        "/api/v1/campaigns/?expand=metrics,updates",
        of(live).removesuffix("addresses/"),
    ):
        answer = caller.get(path)
        assert answer.status_code == 200
        assert "fan0" not in answer.content.decode()
    assert caller.get(of(live).removesuffix("addresses/")).json()["shared"] == 1
