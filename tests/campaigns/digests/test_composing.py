"""From a planned digest to a mail: once, whole, and honest about quiet days."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine

from accounts.actors import actor_of
from accounts.models import OutgoingMail
from accounts.preferences import want_digest
from accounts.scope import mail_scope, organization_scope
from campaigns.enums import Kindness, Network
from campaigns.listening.ingest import ingest
from campaigns.listening.routing import Listener
from campaigns.models import Campaign, Post
from campaigns.transitions import operations as transitions
from candyplatform.base import work
from tests.campaigns.digests.storm import MORNING, company_says, digests, due, hear_posts, storm, work_at
from tests.factories import NOW, post_seen
from tests.support.due_work import sweep_and_work
from tests.support.smtp import postbox

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def letter(mail_id: UUID | None) -> OutgoingMail:
    assert mail_id is not None
    with mail_scope(mail_id):
        return OutgoingMail.objects.get()


def delete_post(campaign: Campaign, number: int) -> None:
    listener = Listener(
        campaign.id,
        campaign.organization_id,
        campaign.live_at or NOW,
        frozenset(),
        frozenset({"telekomhilf"}),
    )
    gone = [post_seen(number).uri]
    ingest(listener=listener, network=Network.MASTODON, feed_id=None, posts=[], gone=gone, now=MORNING)


def test_compose_queues_one_mail_and_remembers_the_numbers() -> None:
    membership, campaign = storm()
    hear_posts(campaign, 1, 2, 3)

    work_at(MORNING)

    [digest] = digests(membership)
    assert digest.composed_at == MORNING
    assert digest.totals == {"posts": 3, "people": 3, "favorites": 6, "reposts": 0, "replies": 0}
    mail = letter(digest.mail_id)
    assert (mail.recipient, mail.subject) == ("anna@example.org", "A network for the EduCamp: 3 new posts")
    assert due("mail.send") == [MORNING]
    assert due("digest.compose") == []


def test_compose_tells_the_change_since_the_last_digest() -> None:
    membership, campaign = storm()
    hear_posts(campaign, 1, 2)
    work_at(MORNING)
    hear_posts(campaign, 3, at=MORNING)
    # Heard late: posted before the last digest, counted after it.
    hear_posts(campaign, 4, at=NOW)

    work_at(MORNING + DAY)

    mail = letter(digests(membership)[1].mail_id)
    assert mail.subject == "A network for the EduCamp: 2 new posts"
    assert "* Posts: 4 (+2)" in mail.text


def test_compose_tells_of_deleted_posts() -> None:
    membership, campaign = storm()
    hear_posts(campaign, 1, 2)
    work_at(MORNING)
    delete_post(campaign, 2)

    work_at(MORNING + DAY)

    assert "* Posts: 1 (−1)" in letter(digests(membership)[1].mail_id).text  # noqa: RUF001 - a minus sign


def test_compose_tells_the_first_quiet_day_and_then_keeps_silent() -> None:
    membership, campaign = storm()
    hear_posts(campaign, 1)
    for days in range(4):
        work_at(MORNING + days * DAY)
    hear_posts(campaign, 2, at=MORNING + 3 * DAY)
    work_at(MORNING + 4 * DAY)

    told = [digest.mail_id for digest in digests(membership)]
    assert [mail_id is not None for mail_id in told] == [True, True, False, False, True]
    assert letter(told[1]).subject == "A network for the EduCamp: a quiet day"
    assert "nothing moved since Apr 23, 08:00" in letter(told[1]).text
    assert letter(told[4]).subject == "A network for the EduCamp: 1 new post"


def test_compose_writes_the_first_digest_even_when_nobody_posted() -> None:
    membership, _campaign = storm()

    for days in range(3):
        work_at(MORNING + days * DAY)

    told = [digest.mail_id for digest in digests(membership)]
    assert [mail_id is not None for mail_id in told] == [True, False, False]
    mail = letter(told[0])
    assert mail.subject == "A network for the EduCamp: a quiet start"
    assert "A quiet start: no posts yet." in mail.text
    assert "last time" not in mail.text + mail.html
    assert mail.images == []
    assert "cid:" not in mail.html


def test_compose_reminds_of_an_answer_to_confirm_for_three_days() -> None:
    membership, campaign = storm()
    work_at(MORNING)
    company_says(campaign, at=MORNING + timedelta(hours=1), confirmed=False)

    for days in range(1, 6):
        work_at(MORNING + days * DAY)

    told = [digest.mail_id for digest in digests(membership)]
    # The deadline's own reminders come after it; the last day is theirs.
    assert [mail_id is not None for mail_id in told[:4]] == [True, True, True, True]
    assert letter(told[1]).subject == "A network for the EduCamp: an answer to confirm"
    assert "Look at the answer: http://localhost:8000/desk/" in letter(told[1]).text


def test_compose_tells_a_confirmed_answer() -> None:
    membership, campaign = storm()
    company_says(campaign, at=NOW + timedelta(minutes=58), confirmed=True)

    work_at(MORNING)

    mail = letter(digests(membership)[0].mail_id)
    assert mail.subject == "A network for the EduCamp: Telekom hilft answered"
    assert "> We are on it. Details by tomorrow - deal?" in mail.text
    assert "Telekom hilft: Promised, Apr 22, 12:58 (after 58 minutes)" in mail.text
    assert "https://x.example/Telekom_hilft/1" in mail.text


@pytest.mark.parametrize(
    ("took", "words"),
    [
        (timedelta(seconds=93), "faster than Telekom in 2013."),
        (timedelta(minutes=58), "as fast as Telekom in 2013."),
        (timedelta(minutes=61), "after 1 hour 1 minute."),
    ],
)
def test_compose_compares_the_first_answer_with_telekoms_hour(took: timedelta, words: str) -> None:
    membership, campaign = storm()
    company_says(campaign, at=NOW + took, confirmed=True)

    work_at(MORNING)

    text = letter(digests(membership)[0].mail_id).text
    [line] = [line for line in text.splitlines() if line.startswith("The first answer came")]
    assert line.endswith(words), line


def test_compose_after_the_end_says_nothing_of_listening_that_stopped() -> None:
    membership, campaign = storm()
    hear_posts(campaign, 1, 2)
    transitions.close(
        campaign=campaign, outcome="fulfilled", actor=actor_of(membership), now=NOW + timedelta(hours=1)
    )

    work_at(MORNING)

    lines = letter(digests(membership)[0].mail_id).text.splitlines()
    assert "* Mastodon: 2" in lines
    assert [line for line in lines if line.startswith("* X")] == [
        "* X (Off until the operator sets a token.)"
    ]


def test_compose_shows_friendly_posts_only() -> None:
    membership, campaign = storm()
    hear_posts(campaign, 1)
    with organization_scope(campaign.organization_id):
        Post.objects.update(kindness=Kindness.FLAGGED, text="You crooks")
    hear_posts(campaign, 2)

    work_at(MORNING)

    mail = letter(digests(membership)[0].mail_id)
    assert "You crooks" not in mail.text + mail.html
    assert "Liebe Telekom, bitte. #telekomhilf 2" in mail.text


def test_compose_again_writes_no_second_mail() -> None:
    membership, campaign = storm()
    hear_posts(campaign, 1)
    work_at(MORNING)
    [first] = digests(membership)

    with time_machine.travel(MORNING, tick=False), organization_scope(campaign.organization_id):
        work.put(
            kind="digest.compose", key=first.pk, due_at=MORNING, organization_id=campaign.organization_id
        )
    work_at(MORNING + timedelta(minutes=1))

    [again] = digests(membership)
    assert (again.mail_id, again.composed_at) == (first.mail_id, first.composed_at)
    assert len(due("mail.send")) == 1


def test_compose_after_they_stopped_it_writes_nothing() -> None:
    membership, _campaign = storm()
    work_at(MORNING, "digest.plan")
    want_digest(
        membership_id=membership.pk,
        organization_id=membership.organization_id,
        wanted=False,
        actor=actor_of(membership),
        now=MORNING,
    )

    later = MORNING + timedelta(minutes=1)
    work_at(later)

    [digest] = digests(membership)
    assert (digest.mail_id, digest.composed_at) == (None, later)


def test_worker_that_dies_between_compose_and_send_leaves_the_same_mail_to_the_next() -> None:
    membership, campaign = storm()
    hear_posts(campaign, 1)
    work_at(MORNING)
    [digest] = digests(membership)
    taken = MORNING + timedelta(minutes=1)
    [leased] = [found for found in work.lease_due(now=taken) if found.kind == "mail.send"]
    assert work.begin(work_id=leased.id, lease=leased.lease, now=taken) is not None  # and dies
    hear_posts(campaign, 2)

    later = MORNING + timedelta(minutes=5)
    with postbox() as box, time_machine.travel(later, tick=False):
        sweep_and_work(kinds=("digest.plan", "digest.compose", "mail.send"))
        sweep_and_work(kinds=("digest.plan", "digest.compose", "mail.send"))

    [message] = box.messages
    assert message["Message-ID"] == f"<{digest.mail_id}@localhost>"
    assert message["Subject"] == "A network for the EduCamp: 1 new post"
    assert len(digests(membership)) == 1
