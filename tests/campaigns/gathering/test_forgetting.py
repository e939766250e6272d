"""Addresses go by themselves."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from accounts.actors import actor_of
from accounts.models import JournalEntry, Membership
from accounts.scope import organization_scope
from campaigns.enums import Outcome
from campaigns.models import Campaign
from campaigns.transitions.operations import close
from tests.campaigns.gathering.conftest import ask, join, mails, supporters
from tests.support.due_work import sweep_and_work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("waves")]


def forget_at(moment: datetime) -> None:
    with time_machine.travel(moment, tick=True):
        sweep_and_work(kinds=("supporters.forget",))


def addresses(campaign: Campaign) -> list[str]:
    return [row.address for row in supporters(campaign)]


def test_addresses_go_one_day_after_the_campaign_was_closed(
    reader: Client, campaign: Campaign, membership: Membership, today: datetime
) -> None:
    join(reader, "fan@example.org")
    close(campaign=campaign, outcome=Outcome.FULFILLED, actor=actor_of(membership), now=today)

    forget_at(today + timedelta(minutes=1))
    forget_at(today + timedelta(hours=23))
    assert addresses(campaign) == ["fan@example.org"]

    forget_at(today + timedelta(days=1, minutes=1))
    assert addresses(campaign) == []
    with organization_scope(campaign.organization_id):
        entry = JournalEntry.objects.get(verb="supporters.forgotten")
    assert (entry.subject, entry.details) == (str(campaign.id), {"addresses": 1})


def test_unconfirmed_addresses_go_after_a_week(reader: Client, campaign: Campaign, today: datetime) -> None:
    join(reader, "fan@example.org")
    ask(reader, "unconfirmed@example.org")
    mails()

    for day in range(1, 7):
        forget_at(today + timedelta(days=day, seconds=day))
    assert addresses(campaign) == ["fan@example.org", "unconfirmed@example.org"]

    forget_at(today + timedelta(days=8))
    assert addresses(campaign) == ["fan@example.org"]


def test_addresses_of_a_campaign_that_nobody_closes_go_ninety_days_after_its_deadline(
    reader: Client, campaign: Campaign
) -> None:
    join(reader, "fan@example.org")
    assert campaign.deadline

    forget_at(campaign.deadline + timedelta(days=89))
    assert addresses(campaign) == ["fan@example.org"]

    forget_at(campaign.deadline + timedelta(days=91))
    assert addresses(campaign) == []
