"""Posts go 90 days after the end; numbers and confirmed answers stay what they were."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from time_machine import travel

from accounts.actors import actor_of
from accounts.models import JournalEntry
from accounts.scope import organization_scope
from campaigns.answers.operations import confirm, notice
from campaigns.enums import CampaignState
from campaigns.listening.ingest import ingest
from campaigns.listening.queries import hourly_series, totals_by_network
from campaigns.listening.routing import Listener
from campaigns.models import Answer, Author, Campaign, Post, SaidPost
from campaigns.retention import operations
from campaigns.transitions import operations as transitions
from candyplatform.base.work import Job
from tests.factories import NOW, STAFF, hear, make_campaign, make_company, make_organization, post_seen
from tests.support.due_work import sweep_and_work
from tests.support.killing import held, kill, somebody_waits, wait_until, worker

pytestmark = pytest.mark.django_db(transaction=True)
COMPANY = "https://mastodon.example/users/company"
CLOSED = NOW + timedelta(days=5)
AFTER = CLOSED + timedelta(days=90, minutes=1)
KIND = ("posts.erase",)


@pytest.fixture
def campaign() -> Campaign:
    """A closed campaign with supporters' posts, a confirmed answer and one that nobody confirmed."""
    membership = make_organization(slug="educamp", trusted=True)
    company = make_company(native_ids={"mastodon": COMPANY})
    campaign = make_campaign(membership, state="live", company=company, slug="netz")
    author = type(post_seen().author)(id=COMPANY, handle="company@mastodon.example", url=COMPANY)
    answers = [
        post_seen(
            number,
            author=author,
            uri=f"{COMPANY}/{number}",
            url=f"{COMPANY}/{number}",
            text=f"Answer {number}",
        )
        for number in (70, 71)
    ]
    hear(campaign, *[post_seen(number) for number in range(1, 8)], *answers, kindness="friendly")
    notice(Job(0, str(campaign.id), campaign.organization_id, 1, 1, uuid4()))
    with organization_scope(campaign.organization_id):
        first = Answer.objects.get(text="Answer 70")
        confirm(answer=first, kind="fulfilled", actor=actor_of(membership), now=NOW + timedelta(hours=2))
        campaign = Campaign.objects.get()
    return transitions.close(campaign=campaign, outcome="fulfilled", actor=actor_of(membership), now=CLOSED)


def erase() -> None:
    with travel(AFTER, tick=False):
        while sweep_and_work(kinds=KIND):
            pass


def rows_left(campaign: Campaign) -> tuple[int, int]:
    with organization_scope(campaign.organization_id):
        return Post.objects.count(), Author.objects.count()


def test_posts_and_authors_stay_for_ninety_days(campaign: Campaign) -> None:
    for days in (0, 89):
        with travel(CLOSED + timedelta(days=days), tick=False):
            sweep_and_work(kinds=KIND)
    assert rows_left(campaign) == (9, 8)
    with organization_scope(campaign.organization_id):
        assert Campaign.objects.get().posts_erased_at is None


def test_links_that_somebody_told_of_go_with_the_posts(campaign: Campaign) -> None:
    with organization_scope(campaign.organization_id):
        SaidPost.objects.create(
            organization_id=campaign.organization_id,
            campaign=campaign,
            network="x",
            link="https://x.com/i/status/1",
            said_at=NOW,
        )
    erase()
    with organization_scope(campaign.organization_id):
        assert not SaidPost.objects.exists()


def test_numbers_and_confirmed_answers_stay_what_they_were(campaign: Campaign) -> None:
    with organization_scope(campaign.organization_id):
        before = totals_by_network(campaign.id), hourly_series(campaign.id)
    erase()
    assert rows_left(campaign) == (0, 0)
    with organization_scope(campaign.organization_id):
        assert (totals_by_network(campaign.id), hourly_series(campaign.id)) == before
        answer = Answer.objects.get()
        assert (answer.post_id, answer.text, answer.evidence_url) == (None, "Answer 70", f"{COMPANY}/70")
        assert (answer.status, answer.said_at) == ("confirmed", NOW + timedelta(minutes=70))
        assert Campaign.objects.get().posts_erased_at == AFTER
        assert JournalEntry.objects.filter(verb="campaign.posts_erased").count() == 1


def test_erasure_goes_batch_by_batch_and_turn_by_turn(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "BATCH", 2)
    monkeypatch.setattr(operations, "BATCHES_A_TURN", 2)
    with travel(AFTER, tick=False):
        assert sweep_and_work(kinds=KIND) == 1
    assert rows_left(campaign) == (5, 8)
    erase()
    assert rows_left(campaign) == (0, 0)


def test_what_is_heard_late_does_not_count_again(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    with organization_scope(campaign.organization_id):
        before = totals_by_network(campaign.id)
    monkeypatch.setattr(operations, "BATCH", 2)
    monkeypatch.setattr(operations, "BATCHES_A_TURN", 1)
    with travel(AFTER, tick=False):
        sweep_and_work(kinds=KIND)
    with organization_scope(campaign.organization_id):
        last = Post.objects.filter(role="supporter").order_by("-id")[0]
    listener = Listener(campaign.id, campaign.organization_id, NOW, frozenset(), frozenset())
    ingest(listener=listener, network="mastodon", feed_id=None, posts=[], gone=[last.uri], now=AFTER)
    with organization_scope(campaign.organization_id):
        assert Post.objects.get(id=last.id).text == ""
        assert totals_by_network(campaign.id) == before


def test_posts_go_though_the_worker_is_killed_in_the_middle(campaign: Campaign) -> None:
    with worker("posts.erase") as process, held("campaigns_author"):
        wait_until(somebody_waits, process)
        kill(process)
    assert rows_left(campaign)[1] == 8
    with travel(AFTER + timedelta(days=10_000), tick=False):
        while sweep_and_work(kinds=KIND):
            pass
    assert rows_left(campaign) == (0, 0)
    with organization_scope(campaign.organization_id):
        assert JournalEntry.objects.filter(verb="campaign.posts_erased").count() == 1
        assert Answer.objects.get().text == "Answer 70"


def test_campaign_suspended_after_its_end_loses_its_posts_in_time(campaign: Campaign) -> None:
    suspended = transitions.suspend(campaign=campaign, reason="A test asks for it.", actor=STAFF, now=CLOSED)
    assert suspended.state == CampaignState.SUSPENDED
    erase()
    assert rows_left(campaign) == (0, 0)


def test_page_and_dashboard_say_where_the_posts_are(campaign: Campaign) -> None:
    told = "Posts are kept for 90 days after the end."
    with organization_scope(campaign.organization_id):
        owner = campaign.organization.memberships.get().user
    desk = Client()
    desk.force_login(owner)
    with travel(CLOSED + timedelta(days=1), tick=False):
        assert told not in Client().get("/educamp/netz/?lang=en").content.decode()
        assert "Liebe Telekom, bitte. #telekomhilf 1" in desk.get("/desk/educamp/netz/").content.decode()
    erase()
    with travel(AFTER + timedelta(days=1), tick=False):
        for page in (Client().get("/educamp/netz/?lang=en"), desk.get("/desk/educamp/netz/")):
            text = page.content.decode()
            assert told in text
            assert "#telekomhilf 1" not in text
            assert "Answer 70" in text
