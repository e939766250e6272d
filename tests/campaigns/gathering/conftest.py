"""A live campaign of today with a storm hour tomorrow at noon, as most tests here need one."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from accounts.actors import actor_of
from accounts.models import Membership
from accounts.scope import organization_scope
from campaigns.gathering.operations import set_storm_hour
from campaigns.models import Campaign, Supporter, Wave
from candyplatform.base import clock
from tests.factories import make_campaign, make_organization
from tests.support.due_work import sweep_and_work
from tests.support.smtp import postbox

PAGE = "/educamp/internet/"
FORM = f"{PAGE}reminder/"


@pytest.fixture
def today() -> datetime:
    """Now, to the second."""
    return clock.now().replace(microsecond=0)


@pytest.fixture
def membership(today: datetime) -> Membership:
    return make_organization(slug="educamp", now=today)


@pytest.fixture
def campaign(membership: Membership, today: datetime) -> Campaign:
    return make_campaign(membership, state="live", slug="internet", now=today)


@pytest.fixture
def begins(today: datetime) -> datetime:
    """When the storm hour begins."""
    return today.astimezone(UTC).replace(hour=12, minute=0, second=0) + timedelta(days=1)


@pytest.fixture
def waves(campaign: Campaign, membership: Membership, begins: datetime, today: datetime) -> list[Wave]:
    """One wave."""
    return gather(campaign, membership, begins, today)


@pytest.fixture
def reader() -> Client:
    """Somebody with an English browser, who has never been here."""
    return Client(headers={"accept-language": "en"})


def gather(
    campaign: Campaign, membership: Membership, begins: datetime, now: datetime, waves: int = 1
) -> list[Wave]:
    """Set the storm hour, half an hour between its waves."""
    return set_storm_hour(
        campaign=campaign,
        starts_at=begins,
        waves=waves,
        apart=timedelta(minutes=30),
        actor=actor_of(membership),
        now=now,
    )


def supporters(campaign: Campaign) -> list[Supporter]:
    """All rows, in their order."""
    with organization_scope(campaign.organization_id):
        return list(Supporter.objects.filter(campaign=campaign).select_related("wave").order_by("id"))


def ask(reader: Client, address: str = "fan@example.org", *, language: str = "en", **data: str) -> None:
    """Leave an address on the page, as its form does."""
    answer = reader.post(f"{FORM}?lang={language}", {"email": address, **data})
    assert answer.status_code == 303


def mails() -> list[tuple[str, str, str]]:
    """Send what waits: recipient, subject and text of each mail."""
    with postbox() as box:
        sweep_and_work(kinds=("mail.send",))
    told = []
    for message in box.messages:
        body = message.get_body(("plain",))
        told.append((str(message["To"]), str(message["Subject"]), str(body.get_content()) if body else ""))
    return sorted(told)


def link(name: str, text: str) -> str:
    """The path of the mail's link that confirms, leaves, or takes back what is shared."""
    found = re.search(rf"https?://[^/\s]+(/reminders/\S+/{name}/)", text)
    assert found, text
    return found[1]


def join(reader: Client, *addresses: str, language: str = "en") -> None:
    """Leave addresses, and confirm each from its mailbox."""
    for address in addresses:
        ask(reader, address, language=language)
    for _recipient, _subject, text in mails():
        assert reader.post(link("confirm", text)).status_code == 200
