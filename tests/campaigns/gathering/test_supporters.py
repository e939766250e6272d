"""Leaving an address, confirming it, leaving again: over HTTP, with the mails that a real server took."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from accounts.actors import actor_of
from accounts.models import Membership
from accounts.scope import mail_scope, organization_scope
from campaigns.enums import Outcome
from campaigns.gathering.consent import CURRENT, current_text
from campaigns.models import Campaign
from campaigns.transitions.operations import close
from candyplatform.base import clock
from tests.campaigns.gathering.conftest import FORM, PAGE, ask, gather, join, link, mails, supporters
from tests.factories import make_campaign
from tests.support.due_work import sweep_and_work
from tests.support.own_limits import own_limits
from tests.support.smtp import postbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("waves")]
QUERIES_OF_ASKING = 28


def opened() -> EmailMessage:
    """The one mail that waits."""
    with postbox() as box:
        sweep_and_work(kinds=("mail.send",))
    [message] = box.messages
    return message


def test_address_counts_once_it_was_confirmed_from_its_mailbox(reader: Client, campaign: Campaign) -> None:
    ask(reader)
    [asked] = supporters(campaign)
    [(recipient, subject, text)] = mails()

    assert (recipient, subject) == (
        "fan@example.org",
        "Please confirm: your reminder for “A network for the EduCamp”",
    )
    assert current_text() in text
    assert (asked.confirmed_at, asked.consent_version, asked.language) == (None, CURRENT, "en")
    assert clock.now() - asked.asked_at < timedelta(minutes=1)

    reader.get(link("confirm", text))
    assert supporters(campaign)[0].confirmed_at is None, "a mail scanner follows links"

    answer = Client(enforce_csrf_checks=True).post(link("confirm", text))
    [confirmed] = supporters(campaign)
    assert confirmed.confirmed_at
    assert clock.now() - confirmed.confirmed_at < timedelta(minutes=1)
    assert "You are reminded" in answer.content.decode()
    assert answer.cookies == {}


def test_database_holds_the_address_encrypted_only(reader: Client, campaign: Campaign) -> None:
    ask(reader)
    message = opened()

    with organization_scope(campaign.organization_id):
        for table in ("campaigns_supporter", "accounts_journalentry", "base_duework"):
            rows = everything_in(table)
            assert rows, table
            assert "fan@example.org" not in rows, table
    assert [row.address for row in supporters(campaign)] == ["fan@example.org"]
    with mail_scope(UUID(str(message["Message-ID"]).strip("<>").partition("@")[0])):
        assert "Please confirm" in everything_in("accounts_outgoingmail")
        assert "fan@example.org" not in everything_in("accounts_outgoingmail")


def everything_in(table: str) -> str:
    """All that the scope shows of the table, as PostgreSQL writes it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT string_agg(t::text, ' ') FROM {table} t")
        row = cursor.fetchone()
    return str(row[0] or "")


def test_known_address_is_answered_and_mailed_as_an_unknown_one(reader: Client, campaign: Campaign) -> None:
    join(reader, "fan@example.org")
    before = supporters(campaign)[0].confirmed_at

    answers = [reader.post(FORM, {"email": address}) for address in ("fan@example.org", "new@example.org")]

    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    subjects = {recipient: subject for recipient, subject, _text in mails()}
    assert subjects == dict.fromkeys(
        ("fan@example.org", "new@example.org"),
        "Please confirm: your reminder for “A network for the EduCamp”",
    )
    assert supporters(campaign)[0].confirmed_at == before


def test_known_and_unknown_address_cost_the_same_queries(
    reader: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    join(reader, "fan@example.org")

    for address in ("fan@example.org", "new@example.org"):
        with django_assert_num_queries(QUERIES_OF_ASKING):
            ask(reader, address)


@pytest.mark.parametrize("again", ["fan@example.org", "FAN@example.org", " fan@example.org "])
def test_same_address_is_one_supporter(reader: Client, campaign: Campaign, again: str) -> None:
    ask(reader)
    ask(reader, again)

    assert len(supporters(campaign)) == 1


def test_address_is_known_by_another_hash_in_another_campaign(
    reader: Client, campaign: Campaign, membership: Membership, begins: datetime, today: datetime
) -> None:
    other = make_campaign(membership, state="live", slug="coffee", now=today)
    gather(other, membership, begins, today)
    ask(reader)
    reader.post("/educamp/coffee/reminder/", {"email": "fan@example.org"})

    assert supporters(campaign)[0].digest != supporters(other)[0].digest


def test_supporters_join_the_wave_with_the_fewest_people_or_the_one_they_choose(
    reader: Client, campaign: Campaign, membership: Membership, begins: datetime, today: datetime
) -> None:
    gather(campaign, membership, begins, today, waves=2)
    for number in range(3):
        ask(reader, f"fan{number}@example.org")
    ask(reader, "chosen@example.org", wave="0")

    assert [row.wave.position for row in supporters(campaign) if row.wave] == [0, 1, 0, 0]


def test_one_click_of_a_mail_program_deletes_the_address(reader: Client, campaign: Campaign) -> None:
    ask(reader)
    message = opened()
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = str(message["List-Unsubscribe"]).strip("<>")
    path = address.removeprefix("http://localhost:8000")

    assert reader.get(path).status_code == 200
    assert len(supporters(campaign)) == 1, "a mail scanner follows links"
    for _again in range(2):
        answer = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, answer.cookies) == (200, {})
        assert supporters(campaign) == []
    confirm = path.replace("/leave/", "/confirm/")
    assert reader.post(confirm).status_code == 410


def test_link_that_was_tampered_with_is_not_found(reader: Client, campaign: Campaign) -> None:
    ask(reader)
    [(_recipient, _subject, text)] = mails()
    path = link("leave", text)

    assert reader.post(path.replace("-", "-1", 1)).status_code == 404
    assert len(supporters(campaign)) == 1


@pytest.mark.parametrize(
    "address",
    ["", "fan", "fan@", "fan@example.org, other@example.org", "fan@example.org\nBcc: x@example.org"],
)
def test_what_is_no_address_is_said_and_mails_nobody(
    reader: Client, campaign: Campaign, address: str
) -> None:
    answer = reader.post(FORM, {"email": address})

    assert answer.status_code == 422
    assert supporters(campaign) == []
    assert mails() == []


def test_nobody_is_asked_for_an_address_without_a_storm_hour_to_come(
    reader: Client, campaign: Campaign, membership: Membership
) -> None:
    close(campaign=campaign, outcome=Outcome.FULFILLED, actor=actor_of(membership), now=clock.now())

    answer = reader.post(FORM, {"email": "fan@example.org"})

    assert answer["Location"] == f"{FORM}?lang=en"
    assert 'name="email"' not in reader.get(FORM).content.decode()
    assert supporters(campaign) == []


def test_form_is_limited_by_client_and_by_address(reader: Client, settings: Settings, worker_id: str) -> None:
    with own_limits(settings, worker_id, {"reminder.address": "3/hour", "reminder.account": "2/hour"}):
        answers = [reader.post(FORM, {"email": "fan@example.org"}).status_code for _again in range(3)]
        other = reader.post(FORM, {"email": "other@example.org"}).status_code

    assert (answers, other) == ([303, 303, 429], 429)


@pytest.mark.parametrize(
    ("language", "heading"), [("de", "Schau in dein Postfach"), ("en", "Look into your mailbox")]
)
def test_answer_comes_in_the_pages_language_without_a_cookie(
    reader: Client, language: str, heading: str
) -> None:
    answer = reader.post(f"{FORM}?lang={language}", {"email": "fan@example.org"}, follow=True)

    assert heading in answer.content.decode()
    assert reader.cookies == {}


def test_draft_takes_no_address(reader: Client, membership: Membership, today: datetime) -> None:
    make_campaign(membership, slug="draft", now=today)

    assert reader.post("/educamp/draft/reminder/", {"email": "fan@example.org"}).status_code == 404


def test_page_has_the_form_and_the_text_that_is_agreed_to(reader: Client) -> None:
    page = reader.get(PAGE).content.decode()

    assert f'action="{FORM}?lang=en"' in page
    assert current_text() in page
