"""The life of an answer: noticed, confirmed or dismissed, and what the clock says."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier
from typing import Any, TypeVar
from uuid import UUID

import pytest
from django.db import connection

from accounts.actors import Actor, actor_of
from accounts.models import JournalEntry, Membership
from accounts.roles import Role
from accounts.scope import organization_scope, public_scope
from campaigns.answers import operations, queries, tasks
from campaigns.answers.operations import DecidedMeanwhile, NotLiveYet
from campaigns.answers.queries import KindTime, ResponseClock
from campaigns.listening.ingest import ingest
from campaigns.listening.routing import Listener
from campaigns.models import Answer, Campaign
from campaigns.networks.contract import AuthorSeen, PostSeen
from campaigns.transitions import operations as transitions
from candyplatform.base import clock, work
from candyplatform.base.errors import Forbidden, Invalid
from tests.factories import (
    NOW,
    STAFF,
    hear,
    make_campaign,
    make_company,
    make_member,
    make_organization,
    post_seen,
)

pytestmark = pytest.mark.django_db

Result = TypeVar("Result")

COMPANY = AuthorSeen(
    id="https://mastodon.example/users/telekomhilft",
    handle="telekomhilft@mastodon.example",
    url="https://mastodon.example/@telekomhilft",
)


def said(number: int = 58, **fields: Any) -> PostSeen:
    """The company's post, so many minutes after the start."""
    text = "We are on it. Details by tomorrow - deal? #telekomhilf"
    return post_seen(number, **{"author": COMPANY, "text": text, **fields})


@pytest.fixture
def membership() -> Membership:
    return make_organization()


@pytest.fixture
def actor(membership: Membership) -> Actor:
    return actor_of(membership)


@pytest.fixture
def campaign(membership: Membership) -> Campaign:
    company = make_company(native_ids={"mastodon": COMPANY.id})
    return make_campaign(membership, state="live", company=company)


def notice() -> None:
    for row in work.lease_due(now=clock.now()):
        if row.kind == "answers.notice":
            tasks.notice_answers(work_id=row.id, lease=str(row.lease))


def within(campaign: Campaign, read: Callable[[], Result]) -> Result:
    with organization_scope(campaign.organization_id):
        return read()


def answers(campaign: Campaign) -> list[Answer]:
    return within(campaign, lambda: list(Answer.objects.filter(campaign=campaign)))


def journaled(organization_id: UUID) -> list[tuple[str, str, dict[str, object]]]:
    with organization_scope(organization_id):
        entries = JournalEntry.objects.filter(verb__regex=r"^(answer|campaign\.answered)").order_by("id")
        return [(entry.verb, entry.actor_kind, entry.details) for entry in entries]


def test_company_post_becomes_one_candidate_however_often_it_is_noticed(campaign: Campaign) -> None:
    hear(campaign, said(58), post_seen(1))
    notice()
    hear(campaign, said(58, favorites=99), post_seen(2))
    notice()

    [answer] = answers(campaign)
    assert (answer.status, answer.kind, answer.said_at) == ("candidate", "", NOW + timedelta(minutes=58))
    assert (answer.text, answer.evidence_url) == (said().text, said().url)
    details = {"answer": answer.id, "said_at": answer.said_at.isoformat()}
    assert journaled(campaign.organization_id) == [("answer.detected", "platform", details)]
    assert within(campaign, lambda: list(queries.candidates(campaign.id))) == [answer]
    assert within(campaign, lambda: queries.response_clock(campaign)).first is None


def test_candidate_follows_its_posts_edit_and_loses_its_words_with_its_deletion(campaign: Campaign) -> None:
    hear(campaign, said(58))
    notice()
    edited = said(58, text="We are on it.", edited_at=NOW + timedelta(hours=2))
    hear(campaign, edited)
    notice()
    assert [answer.text for answer in answers(campaign)] == ["We are on it."]

    delete(campaign, edited)
    notice()
    [answer] = answers(campaign)
    assert (answer.text, answer.evidence_url, answer.status) == ("", said().url, "candidate")


def delete(campaign: Campaign, post: PostSeen) -> None:
    listener = Listener(campaign.id, campaign.organization_id, NOW, frozenset(), frozenset())
    ingest(listener=listener, network=post.network, feed_id=None, posts=[], gone=[post.uri], now=NOW)


def test_post_deleted_before_it_was_noticed_becomes_no_candidate(campaign: Campaign) -> None:
    hear(campaign, said(58))
    delete(campaign, said(58))
    notice()
    assert answers(campaign) == []


def test_first_confirmed_answer_turns_asking_to_thanking(campaign: Campaign, actor: Actor) -> None:
    hear(campaign, said(58), said(90))
    notice()
    first, second = answers(campaign)

    confirmed = operations.confirm(
        answer=first, kind="acknowledged", actor=actor, now=NOW + timedelta(hours=2)
    )
    operations.confirm(
        answer=second,
        kind="promised",
        promised_for=date(2013, 4, 26),
        actor=actor,
        now=NOW + timedelta(hours=3),
    )

    assert (confirmed.status, confirmed.kind, confirmed.decided_by_id) == (
        "confirmed",
        "acknowledged",
        actor.user_id,
    )
    assert confirmed.decided_at == NOW + timedelta(hours=2)
    moved = within(campaign, lambda: Campaign.objects.get(id=campaign.id))
    assert (moved.state, moved.answered_at) == ("answered", NOW + timedelta(hours=2))
    assert [(verb, details.get("kind")) for verb, _, details in journaled(campaign.organization_id)] == [
        ("answer.detected", None),
        ("answer.detected", None),
        ("answer.confirmed", "acknowledged"),
        ("campaign.answered", None),
        ("answer.confirmed", "promised"),
    ]
    with public_scope():
        assert [answer.kind for answer in queries.confirmed(campaign.id)] == ["acknowledged", "promised"]


def test_response_clock_is_exact(campaign: Campaign, actor: Actor) -> None:
    running = within(campaign, lambda: queries.response_clock(campaign))
    assert running == ResponseClock(started_at=NOW, first=None, kinds=(), is_running=True)
    assert running.elapsed(NOW + timedelta(minutes=7)) == timedelta(minutes=7)

    hear(campaign, said(58), said(90), said(120))
    notice()
    for answer, kind in zip(answers(campaign), ("acknowledged", "promised", "acknowledged"), strict=True):
        operations.confirm(answer=answer, kind=kind, actor=actor, now=NOW + timedelta(hours=5))

    stopped = within(campaign, lambda: queries.response_clock(Campaign.objects.get(id=campaign.id)))
    assert stopped == ResponseClock(
        started_at=NOW,
        first=timedelta(minutes=58),
        kinds=(
            KindTime("acknowledged", "Acknowledged", timedelta(minutes=58)),
            KindTime("promised", "Promised", timedelta(minutes=90)),
        ),
        is_running=False,
    )
    assert stopped.elapsed(NOW + timedelta(days=1)) == timedelta(minutes=58)
    assert stopped.beats_benchmark


def test_response_clock_of_a_draft_stands_still(membership: Membership) -> None:
    draft = make_campaign(membership)
    clock_ = within(draft, lambda: queries.response_clock(draft))
    assert clock_ == ResponseClock(started_at=None, first=None, kinds=(), is_running=False)
    assert clock_.elapsed(NOW) is None
    assert not clock_.beats_benchmark


def test_dismissed_candidate_can_be_confirmed_later(campaign: Campaign, actor: Actor) -> None:
    hear(campaign, said(58))
    notice()
    [candidate] = answers(campaign)
    dismissed = operations.dismiss(answer=candidate, actor=actor, now=NOW)
    assert dismissed.status == "dismissed"
    assert within(campaign, lambda: list(queries.dismissed(campaign.id))) == [candidate]
    with pytest.raises(DecidedMeanwhile):
        operations.dismiss(answer=candidate, actor=actor, now=NOW)
    with pytest.raises(DecidedMeanwhile):
        operations.confirm(answer=candidate, kind="declined", actor=actor, now=NOW)

    assert operations.confirm(answer=dismissed, kind="declined", actor=actor, now=NOW).kind == "declined"
    notice()
    assert [answer.status for answer in answers(campaign)] == ["confirmed"]


def test_recorded_answer_counts_like_a_heard_one(campaign: Campaign, actor: Actor) -> None:
    at = NOW + timedelta(minutes=30)
    answer = operations.record(
        campaign=campaign,
        kind="fulfilled",
        said_at=at,
        text=" It works. ",
        actor=actor,
        now=NOW + timedelta(hours=1),
    )
    assert (answer.status, answer.text, answer.post_id) == ("confirmed", "It works.", None)
    assert within(campaign, lambda: Campaign.objects.get(id=campaign.id)).state == "answered"
    clock_ = within(campaign, lambda: queries.response_clock(campaign))
    assert clock_.kinds == (KindTime("fulfilled", "Fulfilled", timedelta(minutes=30)),)


def test_confirming_in_a_closed_campaign_does_not_move_it(membership: Membership, actor: Actor) -> None:
    closed = make_campaign(membership, state="closed")
    operations.record(
        campaign=closed,
        kind="fulfilled",
        said_at=NOW,
        evidence_url="https://example.org/",
        actor=actor,
        now=NOW,
    )
    assert within(closed, lambda: Campaign.objects.get(id=closed.id)).state == "closed"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"kind": "perhaps"}, ["kind"]),
        ({"kind": "declined", "promised_for": date(2013, 4, 26)}, ["promised_for"]),
        ({"promised_for": date(2013, 4, 21)}, ["promised_for"]),
        ({"text": " "}, ["text"]),
        ({"said_at": NOW + timedelta(seconds=1)}, ["said_at"]),
        ({"said_at": NOW - timedelta(seconds=1)}, ["said_at"]),
        ({"evidence_url": "javascript:alert(1)"}, ["evidence_url"]),
    ],
)
def test_recording_says_what_is_wrong(
    campaign: Campaign, actor: Actor, fields: dict[str, object], wrong: list[str]
) -> None:
    given = {"kind": "promised", "said_at": NOW, "text": "We will.", **fields}
    with pytest.raises(Invalid) as raised:
        operations.record(campaign=campaign, actor=actor, now=NOW, **given)  # type: ignore[arg-type]
    assert list(raised.value.fields) == wrong
    assert answers(campaign) == []


def recorded(campaign: Campaign, actor: Actor, kind: str = "promised", hours: int = 0) -> Answer:
    now = NOW + timedelta(hours=hours)
    return operations.record(campaign=campaign, kind=kind, said_at=now, text="Deal.", actor=actor, now=now)


def reloaded(campaign: Campaign) -> Campaign:
    return within(campaign, lambda: Campaign.objects.get(id=campaign.id))


def test_confirmed_answer_is_corrected_and_stays_confirmed_when_it_was(
    campaign: Campaign, actor: Actor
) -> None:
    answer = recorded(campaign, actor, "declined")
    later, day = NOW + timedelta(hours=5), date(2013, 4, 26)
    for _ in range(2):  # saying the same again changes nothing
        corrected = operations.correct(
            answer=answer, kind="promised", promised_for=day, actor=actor, now=later
        )
    assert (corrected.kind, corrected.promised_for, corrected.decided_at) == ("promised", day, NOW)
    details = {"answer": answer.id, "said_at": NOW.isoformat(), "kind": "promised", "before": "declined"}
    assert journaled(campaign.organization_id)[2:] == [("answer.corrected", "member", details)]
    with pytest.raises(Invalid):
        operations.correct(answer=answer, kind="declined", promised_for=day, actor=actor, now=later)
    assert reloaded(campaign).state == "answered"


def test_promise_is_for_the_day_it_was_said_or_later(campaign: Campaign, actor: Actor) -> None:
    hear(campaign, said(58))
    notice()
    [candidate] = answers(campaign)
    yesterday, today = date(2013, 4, 21), date(2013, 4, 22)
    with pytest.raises(Invalid) as raised:
        operations.confirm(answer=candidate, kind="promised", promised_for=yesterday, actor=actor, now=NOW)
    assert list(raised.value.fields) == ["promised_for"]
    kept = operations.confirm(answer=candidate, kind="promised", promised_for=today, actor=actor, now=NOW)
    assert kept.promised_for == today
    with pytest.raises(Invalid):
        operations.correct(answer=kept, kind="promised", promised_for=yesterday, actor=actor, now=NOW)


def test_only_a_confirmed_answer_is_corrected_or_taken_back(campaign: Campaign, actor: Actor) -> None:
    hear(campaign, said(58))
    notice()
    [candidate] = answers(campaign)
    with pytest.raises(DecidedMeanwhile):
        operations.correct(answer=candidate, kind="promised", actor=actor, now=NOW)
    with pytest.raises(DecidedMeanwhile):
        operations.take_back(answer=candidate, actor=actor, now=NOW)
    assert [answer.status for answer in answers(campaign)] == ["candidate"]


def test_campaign_asks_again_when_its_last_answer_was_none(campaign: Campaign, actor: Actor) -> None:
    first, second = recorded(campaign, actor, hours=1), recorded(campaign, actor, hours=2)
    later = NOW + timedelta(hours=5)
    operations.take_back(answer=first, actor=actor, now=later)
    assert reloaded(campaign).state == "answered"
    dismissed = operations.take_back(answer=second, actor=actor, now=later)
    assert (dismissed.status, dismissed.kind, dismissed.decided_at) == ("dismissed", "", later)
    asking = reloaded(campaign)
    assert (asking.state, asking.answered_at) == ("live", None)
    assert within(asking, lambda: queries.response_clock(asking)).is_running
    assert [verb for verb, *_ in journaled(campaign.organization_id)][-2:] == [
        "answer.taken_back",
        "answer.taken_back",
    ]
    operations.confirm(answer=dismissed, kind="promised", actor=actor, now=later)
    assert (reloaded(campaign).state, reloaded(campaign).answered_at) == ("answered", later)


def test_answer_taken_back_while_suspended_lets_the_campaign_come_back_asking(
    campaign: Campaign, actor: Actor
) -> None:
    answer = recorded(campaign, actor)
    away = transitions.suspend(
        campaign=reloaded(campaign), reason="Somebody complained.", actor=STAFF, now=NOW
    )
    operations.take_back(answer=answer, actor=actor, now=NOW)
    assert reloaded(campaign).state == "suspended"
    back = transitions.resume(campaign=away, actor=STAFF, now=NOW)
    assert (back.state, back.answered_at) == ("live", None)


@pytest.mark.parametrize("state", ["draft", "in_review", "scheduled"])
def test_answer_is_not_recorded_before_the_start(membership: Membership, actor: Actor, state: str) -> None:
    waiting = make_campaign(membership, state=state)
    with pytest.raises(NotLiveYet):
        operations.record(campaign=waiting, kind="promised", said_at=NOW, text="Deal.", actor=actor, now=NOW)
    assert answers(waiting) == []


def test_answer_of_the_first_minute_is_recorded_to_the_minute(membership: Membership, actor: Actor) -> None:
    campaign = make_campaign(membership, state="live", now=NOW + timedelta(seconds=40))
    later = NOW + timedelta(hours=1)
    operations.record(campaign=campaign, kind="promised", said_at=NOW, text="Deal.", actor=actor, now=later)
    assert within(campaign, lambda: queries.response_clock(campaign)).first == timedelta()


def test_viewer_may_not_decide(campaign: Campaign, membership: Membership) -> None:
    hear(campaign, said(58))
    notice()
    [answer] = answers(campaign)
    viewer = actor_of(make_member(membership.organization, Role.VIEWER))
    with pytest.raises(Forbidden):
        operations.confirm(answer=answer, kind="promised", actor=viewer, now=NOW)
    with pytest.raises(Forbidden):
        operations.dismiss(answer=answer, actor=viewer, now=NOW)
    with pytest.raises(Forbidden):
        operations.correct(answer=answer, kind="promised", actor=viewer, now=NOW)
    with pytest.raises(Forbidden):
        operations.take_back(answer=answer, actor=viewer, now=NOW)
    with pytest.raises(Forbidden):
        operations.record(campaign=campaign, kind="promised", said_at=NOW, text="x", actor=viewer, now=NOW)


def at_once(*steps: Callable[[], Answer]) -> list[str]:
    """Run each step in its own connection, all at the same moment. Returns how they ended, in order."""
    gate = Barrier(len(steps))

    def take(step: Callable[[], Answer]) -> str:
        gate.wait()
        try:
            return step().kind
        except DecidedMeanwhile as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(take, steps))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_confirm_at_once_one_is_told(campaign: Campaign, actor: Actor) -> None:
    hear(campaign, said(58))
    notice()
    [answer] = answers(campaign)

    def confirm(kind: str, at: datetime = NOW) -> Callable[[], Answer]:
        return lambda: operations.confirm(answer=answer, kind=kind, actor=actor, now=at)

    ended = at_once(confirm("promised"), confirm("declined"))

    [kept] = answers(campaign)
    assert sorted(ended) == ["decided_meanwhile", kept.kind]
    verbs = [verb for verb, *_ in journaled(campaign.organization_id)]
    assert verbs == ["answer.detected", "answer.confirmed", "campaign.answered"]


@pytest.mark.django_db(transaction=True)
def test_two_answers_confirmed_at_once_move_the_campaign_once(campaign: Campaign, actor: Actor) -> None:
    hear(campaign, said(58), said(90))
    notice()
    first, second = answers(campaign)
    ended = at_once(
        lambda: operations.confirm(answer=first, kind="acknowledged", actor=actor, now=NOW),
        lambda: operations.confirm(answer=second, kind="promised", actor=actor, now=NOW),
    )
    assert ended == ["acknowledged", "promised"]
    verbs = [verb for verb, *_ in journaled(campaign.organization_id)]
    assert verbs.count("campaign.answered") == 1
