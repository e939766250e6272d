"""Reports of a page, and what staff decide about them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.db import connection

from accounts.actors import Actor, actor_of
from accounts.models import JournalEntry, Membership, OutgoingMail
from accounts.scope import mail_scope, organization_scope, public_scope, staff_scope
from campaigns.models import Campaign, Post, Report
from campaigns.models.report import LONGEST_WORDS, RECEIPT_PATTERN
from campaigns.moderation.reports import (
    DecidedAlready,
    NoSuchPost,
    dismiss_report,
    file_report,
    hide_reported_post,
    reported_post,
    uphold_report,
)
from candyplatform.base import work
from candyplatform.base.errors import Forbidden, Invalid, NotFound
from candyplatform.base.models import DueWork
from candyplatform.base.rls import transaction_settings
from tests.factories import NOW, STAFF, hear, make_campaign, make_organization, post_seen
from tests.support.due_work import sweep_and_work
from tests.support.smtp import Postbox, postbox

pytestmark = pytest.mark.django_db
WORDS, ADDRESS = "My neighbor is named here.", "reporter@example.org"


@pytest.fixture
def membership() -> Membership:
    return make_organization(slug="educamp")


@pytest.fixture
def campaign(membership: Membership) -> Campaign:
    return make_campaign(membership, state="live", slug="internet")


def report(campaign: Campaign, *, now: datetime = NOW, **fields: Any) -> Report:
    said = {"reason": "private_person", "words": WORDS, "language": "en", "address": ADDRESS} | fields
    return file_report(campaign=campaign, now=now, **said)


def entries(campaign: Campaign, start: str = "report.") -> list[JournalEntry]:
    with organization_scope(campaign.organization_id):
        return list(JournalEntry.objects.filter(verb__startswith=start).order_by("id"))


def again(found: Report) -> Report | None:
    with organization_scope(found.organization_id):
        return Report.objects.select_related("campaign").filter(id=found.id).first()


def state_of(campaign: Campaign) -> str:
    with organization_scope(campaign.organization_id):
        return Campaign.objects.get(id=campaign.id).state


def forget_due_at(found: Report) -> datetime:
    with transaction_settings({"app.reader": "sweeper"}):
        return DueWork.objects.get(kind="report.forget", key=str(found.id)).due_at


def test_report_is_kept_as_it_was_written(campaign: Campaign) -> None:
    filed = report(campaign, words=f"  {WORDS}\n", post_url="https://mastodon.example/@ada/12")
    kept = again(filed)
    assert kept
    assert (kept.reason, kept.words, kept.post_url) == (
        "private_person",
        WORDS,
        "https://mastodon.example/@ada/12",
    )
    assert (kept.address, kept.language, kept.filed_at, kept.decision) == (ADDRESS, "en", NOW, "")


def test_receipts_are_short_and_each_another_one(campaign: Campaign) -> None:
    receipts = {report(campaign).receipt for _number in range(20)}
    assert len(receipts) == 20
    with organization_scope(campaign.organization_id):
        assert Report.objects.filter(receipt__regex=f"^{RECEIPT_PATTERN}$").count() == 20


def test_database_holds_neither_words_nor_address_in_the_clear(campaign: Campaign) -> None:
    report(campaign, post_url="https://mastodon.example/@ada/12")
    with organization_scope(campaign.organization_id), connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(r)::text FROM campaigns_report r")
        [(row,)] = cursor.fetchall()
    assert [said for said in (WORDS, ADDRESS, "mastodon.example") if said in row] == []


def test_journal_tells_the_reason_and_no_word_of_the_report(campaign: Campaign) -> None:
    filed = report(campaign)
    [entry] = entries(campaign)
    assert (entry.verb, entry.subject, entry.actor_kind) == ("report.filed", str(campaign.id), "platform")
    assert entry.details == {"report": str(filed.id), "reason": "private_person"}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"reason": "because"}, "reason"),
        ({"words": " \n"}, "words"),
        ({"words": "x" * (LONGEST_WORDS + 1)}, "words"),
        ({"post_url": "my post"}, "post_url"),
        ({"post_url": "javascript:alert(1)"}, "post_url"),
        ({"post_url": f"https://mastodon.example/{'x' * 500}"}, "post_url"),
    ],
)
def test_report_that_cannot_be_used_says_what_to_mend(
    campaign: Campaign, said: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as raised:
        report(campaign, **said)
    assert list(raised.value.fields) == [field]
    assert entries(campaign) == []


@pytest.mark.parametrize("state", ["draft", "in_review"])
def test_what_is_not_public_is_not_there_to_be_reported(membership: Membership, state: str) -> None:
    hidden = make_campaign(membership, state=state)
    with pytest.raises(NotFound):
        report(hidden)
    assert entries(hidden) == []


def test_public_reads_no_report_and_staff_read_all_of_what_they_look_after(campaign: Campaign) -> None:
    elsewhere = report(make_campaign(make_organization("Elsewhere"), state="live"))
    here = report(campaign)
    with public_scope():
        assert list(Report.objects.all()) == []
    with staff_scope():
        assert {found.id for found in Report.objects.all()} == {here.id, elsewhere.id}
    with organization_scope(campaign.organization_id):
        assert [found.id for found in Report.objects.all()] == [here.id]


def test_dismissed_report_leaves_the_page_as_it_is(campaign: Campaign) -> None:
    decided = dismiss_report(report=report(campaign), grounds=" It is a company. ", actor=STAFF, now=NOW)
    assert (decided.decision, decided.grounds, decided.decided_at) == ("dismissed", "It is a company.", NOW)
    assert state_of(campaign) == "live"
    assert [(entry.verb, entry.actor_kind) for entry in entries(campaign)] == [
        ("report.filed", "platform"),
        ("report.dismissed", "staff"),
    ]
    assert "company" not in str(entries(campaign)[1].details)


def test_upheld_report_takes_the_page_off_the_stage_for_the_same_grounds(campaign: Campaign) -> None:
    decided = uphold_report(report=report(campaign), grounds="It names somebody.", actor=STAFF, now=NOW)
    assert (decided.decision, decided.grounds) == ("upheld", "It names somebody.")
    with organization_scope(campaign.organization_id):
        suspended = Campaign.objects.get(id=campaign.id)
    assert (suspended.state, suspended.review_note) == ("suspended", "It names somebody.")
    assert [entry.verb for entry in entries(campaign)] == ["report.filed", "report.upheld"]
    assert len(entries(campaign, "campaign.suspended")) == 1


def test_second_report_of_a_suspended_page_is_upheld_as_well(campaign: Campaign) -> None:
    first, second = report(campaign), report(campaign)
    uphold_report(report=first, grounds="It names somebody.", actor=STAFF, now=NOW)
    assert uphold_report(report=second, grounds="Yes.", actor=STAFF, now=NOW).decision == "upheld"
    assert len(entries(campaign, "campaign.suspended")) == 1


@pytest.mark.parametrize("ending", ["", "?utm_source=page", "/embed"])
def test_reported_post_is_hidden_and_the_page_stays(campaign: Campaign, ending: str) -> None:
    hear(campaign, post_seen(1), post_seen(2), kindness="friendly")
    filed = report(campaign, post_url=f"https://mastodon.example/@fan1/1{ending}")
    decided = hide_reported_post(report=filed, grounds="It names somebody.", actor=STAFF, now=NOW)
    assert (decided.decision, decided.grounds, state_of(campaign)) == (
        "post_hidden",
        "It names somebody.",
        "live",
    )
    with organization_scope(campaign.organization_id):
        assert dict(Post.objects.values_list("native_id", "kindness")) == {"1": "hidden", "2": "friendly"}
    assert [entry.verb for entry in entries(campaign)] == ["report.filed", "report.post_hidden"]
    assert [entry.actor_kind for entry in entries(campaign, "post.hidden")] == ["staff"]


def test_post_of_another_campaign_is_nobodys_to_hide(campaign: Campaign) -> None:
    elsewhere = make_campaign(make_organization("Elsewhere"), state="live")
    (post,) = hear(elsewhere, post_seen(1), kindness="friendly")
    filed = report(campaign, post_url=post.url)
    assert reported_post(filed) is None
    with pytest.raises(NoSuchPost):
        hide_reported_post(report=filed, grounds="It names somebody.", actor=STAFF, now=NOW)
    found = again(filed)
    assert found
    assert found.decision == ""
    with organization_scope(elsewhere.organization_id):
        assert Post.objects.get().kindness == "friendly"


def test_report_is_decided_once(campaign: Campaign) -> None:
    filed = report(campaign)
    dismiss_report(report=filed, grounds="It is a company.", actor=STAFF, now=NOW)
    with pytest.raises(DecidedAlready):
        uphold_report(report=filed, grounds="It names somebody.", actor=STAFF, now=NOW)
    assert state_of(campaign) == "live"
    assert [entry.verb for entry in entries(campaign)] == ["report.filed", "report.dismissed"]


@pytest.mark.parametrize("decide", [dismiss_report, hide_reported_post, uphold_report])
def test_decision_needs_grounds_and_staff(campaign: Campaign, membership: Membership, decide: Any) -> None:
    filed = report(campaign)
    member: Actor = actor_of(membership)
    with pytest.raises(Invalid) as raised:
        decide(report=filed, grounds=" ", actor=STAFF, now=NOW)
    assert list(raised.value.fields) == ["grounds"]
    with pytest.raises(Forbidden):
        decide(report=filed, grounds="No.", actor=member, now=NOW)
    assert len(entries(campaign)) == 1


def test_report_goes_ninety_days_after_the_decision(campaign: Campaign) -> None:
    filed = report(campaign)
    decided_at = NOW + timedelta(days=3)
    dismiss_report(report=filed, grounds="It is a company.", actor=STAFF, now=decided_at)
    assert forget_due_at(filed) == decided_at + timedelta(days=90)
    forget_at(decided_at + timedelta(days=89))
    assert again(filed)
    forget_at(decided_at + timedelta(days=90, minutes=1))
    assert again(filed) is None


def test_report_that_nobody_decides_about_goes_after_a_year(campaign: Campaign) -> None:
    filed = report(campaign)
    forget_at(NOW + timedelta(days=364))
    assert again(filed)
    forget_at(NOW + timedelta(days=365, minutes=1))
    assert again(filed) is None


def forget_at(moment: datetime) -> None:
    with time_machine.travel(moment, tick=True):
        sweep_and_work(kinds=("report.forget",))


def test_forgetting_twice_is_forgetting_once(campaign: Campaign) -> None:
    filed = report(campaign)
    forget_at(NOW + timedelta(days=366))
    with organization_scope(campaign.organization_id):
        work.put(kind="report.forget", key=filed.id, due_at=NOW, organization_id=campaign.organization_id)
    forget_at(NOW + timedelta(days=367))
    with transaction_settings({"app.reader": "sweeper"}):
        assert not DueWork.objects.filter(kind="report.forget").exists()


def mails(box: Postbox) -> list[tuple[str, str, str]]:
    """Send what waits: recipient, subject and text of each mail."""
    sweep_and_work(kinds=("mail.send",))
    told = []
    for message in box.messages:
        body = message.get_body(("plain",))
        told.append((str(message["To"]), str(message["Subject"]), str(body.get_content()) if body else ""))
    return told


@pytest.mark.parametrize(
    ("language", "decide", "subject", "said"),
    [
        ("en", dismiss_report, "Your report {}: we have decided", "The page stays as it is"),
        ("de", uphold_report, "Deine Meldung {}: Wir haben entschieden", "Du hast recht."),
        (
            "de",
            hide_reported_post,
            "Deine Meldung {}: Wir haben entschieden",
            "Du hast bei diesem Beitrag recht.",
        ),
    ],
)
def test_decision_is_mailed_once_to_who_reported_in_their_language(
    campaign: Campaign, language: str, decide: Any, subject: str, said: str
) -> None:
    (post,) = hear(campaign, post_seen(1))
    filed = report(campaign, language=language, post_url=post.url)
    decide(report=filed, grounds="Because <it> is so.", actor=STAFF, now=NOW)
    with postbox() as box:
        [(recipient, told, text)] = mails(box)
        html = box.messages[0].get_body(("html",))
    assert (recipient, told) == (ADDRESS, subject.format(filed.receipt))
    assert (said in text, "Because <it> is so." in text, WORDS in text) == (True, True, False)
    assert html
    assert "Because &lt;it&gt; is so." in str(html.get_content())
    assert (filed.receipt in text) == (decide is not uphold_report)


def test_address_goes_with_the_decision(campaign: Campaign) -> None:
    filed = report(campaign)
    dismiss_report(report=filed, grounds="It is a company.", actor=STAFF, now=NOW)
    with postbox() as box:
        assert len(mails(box)) == 1
    kept = again(filed)
    assert kept
    assert (kept.address, kept.words) == (None, WORDS)
    with mail_scope(UUID(box.messages[0]["Message-ID"].strip("<>").partition("@")[0])):
        assert OutgoingMail.objects.get().recipient == ""


def test_nobody_is_mailed_who_left_no_address(campaign: Campaign) -> None:
    dismiss_report(report=report(campaign, address=""), grounds="It is a company.", actor=STAFF, now=NOW)
    with postbox() as box:
        assert mails(box) == []
