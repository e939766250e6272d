"""One reminder before the storm hour and one thank-you after the answer: each mail once, whatever is killed on the way."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.actors import PLATFORM, actor_of
from accounts.models import Membership
from accounts.scope import organization_scope
from campaigns.answers import operations as answers
from campaigns.gathering.operations import call_off
from campaigns.gathering.sending import SETTLING
from campaigns.models import Campaign
from campaigns.transitions.operations import mark_answered, reopen, resume, suspend
from tests.campaigns.gathering.conftest import ask, gather, join, link, mails, supporters
from tests.factories import STAFF, hear, post_seen
from tests.support.due_work import sweep_and_work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("waves")]
KINDS = ("reminders.send", "thanks.tell")


def work_at(moment: datetime) -> list[tuple[str, str]]:
    """Do what is due then. Returns recipient and subject of what was mailed."""
    with time_machine.travel(moment, tick=True):
        sweep_and_work(kinds=KINDS)
        return [(recipient, subject) for recipient, subject, _text in mails()]


REMINDED = "The storm hour begins soon: A network for the EduCamp"
THANKED = "Telekom hilft answered: A network for the EduCamp"


def test_reminder_comes_half_an_hour_before_and_once(
    reader: Client, campaign: Campaign, begins: datetime
) -> None:
    join(reader, "a@example.org", "b@example.org")
    ask(reader, "unconfirmed@example.org")
    mails()

    assert work_at(begins - timedelta(minutes=31)) == []
    assert work_at(begins - timedelta(minutes=29)) == [
        ("a@example.org", REMINDED),
        ("b@example.org", REMINDED),
    ]
    assert work_at(begins - timedelta(minutes=20)) == []
    assert [row.reminded_at is not None for row in supporters(campaign)] == [True, True, False]


def test_nobody_is_called_while_the_company_has_heard_enough(
    reader: Client, campaign: Campaign, begins: datetime, settings: Settings
) -> None:
    settings.COMPANY_DAILY_POSTS = 1
    early = begins - timedelta(minutes=29)
    join(reader, "fan@example.org")
    hear(campaign, post_seen(1, posted_at=early), now=early)
    mails()

    assert work_at(early) == []
    assert work_at(begins + timedelta(minutes=10)) == []
    assert work_at(begins + timedelta(days=1)) == []


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        ("en", REMINDED, "This is the one reminder you asked for."),
        ("de", "Gleich ist Sturmstunde: Ein Netz für das EduCamp", "Das ist die eine Erinnerung"),
    ],
)
def test_reminder_speaks_the_language_of_its_reader(
    *, reader: Client, campaign: Campaign, begins: datetime, language: str, subject: str, words: str
) -> None:
    join(reader, "fan@example.org", language=language)

    with time_machine.travel(begins - timedelta(minutes=29), tick=True):
        sweep_and_work(kinds=KINDS)
        [(_recipient, said, text)] = mails()

    assert said == subject
    assert words in text
    assert f"{campaign.page_url}?lang={language}" in text
    assert "/leave/" in text


def test_late_comer_is_reminded_at_once_and_who_was_reminded_is_not_again(
    reader: Client, campaign: Campaign, begins: datetime
) -> None:
    join(reader, "early@example.org")
    work_at(begins - timedelta(minutes=29))

    with time_machine.travel(begins - timedelta(minutes=10), tick=True):
        join(reader, "late@example.org")
    assert work_at(begins - timedelta(minutes=9)) == [("late@example.org", REMINDED)]


def test_storm_hour_that_was_moved_reminds_at_its_new_time(
    reader: Client, campaign: Campaign, membership: Membership, begins: datetime, today: datetime
) -> None:
    join(reader, "fan@example.org")
    later = begins + timedelta(hours=3)
    gather(campaign, membership, later, today)

    assert work_at(begins - timedelta(minutes=29)) == []
    assert work_at(later - timedelta(minutes=29)) == [("fan@example.org", REMINDED)]


def test_storm_hour_that_was_called_off_reminds_nobody(
    reader: Client, campaign: Campaign, membership: Membership, begins: datetime, today: datetime
) -> None:
    join(reader, "fan@example.org")
    call_off(campaign=campaign, actor=actor_of(membership), now=today)

    assert work_at(begins - timedelta(minutes=29)) == []


def test_nobody_is_reminded_after_the_answer(
    reader: Client, campaign: Campaign, membership: Membership, begins: datetime
) -> None:
    join(reader, "fan@example.org")
    answered_at = begins - timedelta(minutes=35)
    mark_answered(campaign=campaign, actor=actor_of(membership), now=answered_at)

    assert work_at(begins - timedelta(minutes=20)) == [("fan@example.org", THANKED)]


def test_suspended_campaign_reminds_when_it_is_back_in_time(
    reader: Client, campaign: Campaign, begins: datetime, today: datetime
) -> None:
    join(reader, "fan@example.org")
    suspended = suspend(campaign=campaign, reason="A test asks for it.", actor=STAFF, now=today)
    assert work_at(begins - timedelta(minutes=29)) == []

    resume(campaign=suspended, actor=STAFF, now=begins - timedelta(minutes=20))
    assert work_at(begins - timedelta(minutes=19)) == [("fan@example.org", REMINDED)]


def test_worker_that_was_away_until_the_storm_hour_was_over_reminds_nobody(
    reader: Client, begins: datetime
) -> None:
    join(reader, "fan@example.org")

    assert work_at(begins + timedelta(minutes=61)) == []


def test_supporters_are_told_once_that_the_company_answered(
    reader: Client, campaign: Campaign, membership: Membership, today: datetime
) -> None:
    join(reader, "a@example.org", "b@example.org")
    answers.record(
        campaign=campaign,
        kind="promised",
        said_at=today,
        text="We are on it.",
        actor=actor_of(membership),
        now=today,
    )

    with time_machine.travel(today + SETTLING + timedelta(seconds=5), tick=True):
        sweep_and_work(kinds=KINDS)
        told = mails()
    assert [(recipient, subject) for recipient, subject, _text in told] == [
        ("a@example.org", THANKED),
        ("b@example.org", THANKED),
    ]
    assert "We are on it." in told[0][2]

    with organization_scope(campaign.organization_id):
        answered = Campaign.objects.get(id=campaign.id)
    again = reopen(campaign=answered, actor=PLATFORM, now=today + timedelta(hours=1))
    mark_answered(campaign=again, actor=PLATFORM, now=today + timedelta(hours=2))
    assert work_at(today + timedelta(hours=3)) == []


def test_supporter_who_confirms_after_the_answer_is_told_too(
    reader: Client, campaign: Campaign, today: datetime
) -> None:
    ask(reader)
    [(_recipient, _subject, text)] = mails()
    mark_answered(campaign=campaign, actor=PLATFORM, now=today)
    assert work_at(today + timedelta(hours=1)) == []

    with time_machine.travel(today + timedelta(hours=2), tick=True):
        reader.post(link("confirm", text))
    assert work_at(today + timedelta(hours=2, minutes=1)) == [("fan@example.org", THANKED)]


def test_answer_that_is_taken_back_at_once_is_told_nobody(
    reader: Client, campaign: Campaign, membership: Membership, today: datetime
) -> None:
    join(reader, "fan@example.org")
    answer = answers.record(
        campaign=campaign, kind="promised", said_at=today, text="Soon", actor=actor_of(membership), now=today
    )
    assert work_at(today + timedelta(minutes=5)) == []

    answers.take_back(answer=answer, actor=actor_of(membership), now=today + timedelta(minutes=6))
    assert work_at(today + timedelta(minutes=11)) == []


def test_each_wave_has_its_own_reminder(
    reader: Client, campaign: Campaign, membership: Membership, begins: datetime, today: datetime
) -> None:
    gather(campaign, membership, begins, today, waves=2)
    ask(reader, "first@example.org", wave="0")
    ask(reader, "second@example.org", wave="1")
    join(reader)

    assert [recipient for recipient, _ in work_at(begins - timedelta(minutes=29))] == ["first@example.org"]
    assert [recipient for recipient, _ in work_at(begins + timedelta(minutes=1))] == ["second@example.org"]
