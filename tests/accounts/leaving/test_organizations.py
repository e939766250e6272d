"""An organization leaves: off the stage at once, erased after its grace, its journal kept."""

from datetime import timedelta
from uuid import UUID

import pytest
from time_machine import travel

from accounts.actors import actor_of
from accounts.leaving import erasing
from accounts.leaving.grace import TooLate
from accounts.leaving.organizations import ask_to_delete_organization, keep_organization
from accounts.models import JournalEntry, Membership, Organization
from accounts.roles import Role
from accounts.scope import listener_scope, organization_scope, public_scope
from accounts.tokens.operations import InvalidToken, authenticate, issue_token
from accounts.tokens.scopes import TokenScope
from campaigns.models import Campaign, Company, CompanyAccount, Post
from candyplatform.base.errors import Forbidden, Invalid
from tests.accounts.leaving.world import (
    all_rows,
    difference,
    full_organization,
    rows_that_say,
    subjects_of_mails,
    unveiled,
)
from tests.factories import NOW, hear, make_campaign, make_member, make_organization, make_user, post_seen
from tests.support.due_work import sweep_and_work
from tests.support.killing import held, kill, somebody_waits, wait_until, worker

pytestmark = pytest.mark.django_db(transaction=True)
AFTER = NOW + timedelta(days=30, minutes=1)
LEFT = {"accounts_organization", "accounts_journalentry"}


def leave(membership: Membership) -> None:
    ask_to_delete_organization(
        organization_id=membership.organization_id,
        short_name=membership.organization.slug,
        actor=actor_of(membership),
        now=NOW,
    )


def erase_all() -> None:
    with travel(AFTER, tick=False):
        while sweep_and_work(kinds=("organization.erase",)):
            pass


def due(kind: str) -> int:
    """How much work of this kind is due in the whole database."""
    with unveiled() as owner:
        row = owner.execute("SELECT count(*) FROM base_duework WHERE kind = %s", [kind]).fetchone()
    return int(row[0]) if row else 0


def tables_with(organization_id: UUID) -> set[str]:
    return set(rows_that_say(str(organization_id)))


def test_organization_is_erased_but_for_its_journal_and_nobody_else_is_touched() -> None:
    mine, other = full_organization(make_user(), "Mine"), full_organization(make_user(), "Theirs")
    with organization_scope(mine.organization_id):
        company = Company.objects.create(name="Own", proposed_by=mine.organization, created_at=NOW)
        CompanyAccount.objects.create(company=company, network="mastodon", handle="own@mastodon.example")
    leave(mine)
    before, theirs = all_rows(), rows_that_say(str(other.organization_id))
    with organization_scope(mine.organization_id):
        entries = JournalEntry.objects.count()
    erase_all()
    assert tables_with(mine.organization_id) <= LEFT
    assert rows_that_say(str(other.organization_id)) == theirs
    assert {name for name, (went, _came) in difference(before, all_rows()).items() if went} == ERASED
    with organization_scope(mine.organization_id):
        left = Organization.objects.get()
        assert (left.name, left.website, left.slug) == ("", "", f"erased-{mine.organization_id.hex}")
        assert (left.is_public, left.is_trusted, left.erasure_due_at, left.erased_at) == (
            False,
            False,
            None,
            AFTER,
        )
        assert JournalEntry.objects.count() == entries + 1
        assert JournalEntry.objects.order_by("-id")[0].verb == "organization.erased"


ERASED = {
    "accounts_apitoken", "accounts_archive", "accounts_archivepart", "accounts_invitation", "accounts_journalorigin",
    "accounts_journalremark", "accounts_membership", "accounts_organization", "accounts_organizationlogo",
    "base_duework", "campaigns_answer", "campaigns_author", "campaigns_campaign", "campaigns_digest",
    "campaigns_company", "campaigns_companyaccount", "campaigns_eventpicture", "campaigns_eventsource", "campaigns_picturefetch", "campaigns_eventtool", "campaigns_feedsubscription", "campaigns_hashtag", "campaigns_hourlymetric", "campaigns_post", "campaigns_report", "campaigns_samplepost", "campaigns_spending",
    "campaigns_saidpost", "campaigns_stepcount", "campaigns_update", "campaigns_webhookdelivery",
    "campaigns_webhookendpoint",
}  # fmt: skip


def test_organization_is_erased_though_the_worker_is_killed_in_the_middle() -> None:
    membership = full_organization(make_user(), "Mine")
    leave(membership)
    with worker("organization.erase") as process, held("accounts_apitoken"):
        wait_until(somebody_waits, process)
        kill(process)
    with organization_scope(membership.organization_id):
        assert not Campaign.objects.exists()
        assert Membership.objects.exists()
        assert Organization.objects.get().erased_at is None
    with travel(AFTER + timedelta(days=10_000), tick=False):
        while sweep_and_work(kinds=("organization.erase",)):
            pass
    assert tables_with(membership.organization_id) <= LEFT


def test_erasure_goes_batch_by_batch_and_turn_by_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    membership = make_organization()
    hear(make_campaign(membership, state="live"), *[post_seen(number) for number in range(1, 8)])
    leave(membership)
    monkeypatch.setattr(erasing, "BATCH", 2)
    monkeypatch.setattr("accounts.leaving.organizations.BATCHES_A_TURN", 3)
    with travel(AFTER, tick=False):
        assert sweep_and_work(kinds=("organization.erase",)) == 1
    with organization_scope(membership.organization_id):
        assert Post.objects.count() == 1
    erase_all()
    assert tables_with(membership.organization_id) <= LEFT


def test_leaving_hides_campaigns_at_once_and_keeping_brings_them_back() -> None:
    membership, other = make_organization("Mine"), make_organization("Theirs")
    campaigns = [make_campaign(membership, state="live"), make_campaign(other, state="live")]
    hear(campaigns[0], post_seen(1), kindness="friendly")
    leave(membership)
    for scope in (public_scope, listener_scope):
        with scope():
            assert list(Campaign.objects.values_list("id", flat=True)) == [campaigns[1].id]
            assert not Post.objects.exists()
    keep_organization(
        organization_id=membership.organization_id, actor=actor_of(membership), now=NOW + timedelta(days=3)
    )
    with public_scope():
        assert Campaign.objects.count() == 2
        assert Post.objects.count() == 1
    erase_all()
    with public_scope():
        assert Campaign.objects.count() == 2


def test_listening_stops_with_leaving_and_goes_on_with_staying() -> None:
    membership = make_organization()
    make_campaign(membership, state="live")
    asked = due("feed.fetch")
    assert asked > 0
    leave(membership)
    with travel(NOW + timedelta(minutes=1), tick=False):
        assert sweep_and_work(kinds=("feed.fetch",)) == asked
    assert due("feed.fetch") == 0
    keep_organization(organization_id=membership.organization_id, actor=actor_of(membership), now=NOW)
    with travel(NOW + timedelta(minutes=2), tick=False):
        assert sweep_and_work(kinds=("feeds.reopen",)) == 1
    assert due("feed.fetch") == asked


def test_tokens_of_a_leaving_organization_open_nothing_from_that_moment() -> None:
    membership = make_organization()
    secret = issue_token(
        actor=actor_of(membership), name="Shop", scopes=[TokenScope.READ_CAMPAIGNS], now=NOW
    ).secret
    leave(membership)
    with pytest.raises(InvalidToken):
        authenticate(secret, now=NOW)


def test_owners_are_mailed_at_once_and_five_days_before() -> None:
    membership = make_organization("EduCamp")
    make_member(membership.organization, Role.OWNER)
    make_member(membership.organization, Role.EDITOR)
    leave(membership)
    for _ in range(2):
        with travel(NOW + timedelta(days=25), tick=False):
            sweep_and_work(kinds=("organization.remind",))
    assert subjects_of_mails() == ["EduCamp will be deleted"] * 2 + ["EduCamp: 5 days until deletion"] * 2


def test_only_an_owner_who_types_its_name_deletes_it() -> None:
    membership = make_organization()
    editor = make_member(membership.organization, Role.EDITOR)
    with pytest.raises(Forbidden):
        leave(editor)
    with pytest.raises(Invalid) as refused:
        ask_to_delete_organization(
            organization_id=membership.organization_id,
            short_name="educamp",
            actor=actor_of(membership),
            now=NOW,
        )
    assert set(refused.value.fields) == {"short_name"}
    leave(membership)
    with pytest.raises(Forbidden):
        keep_organization(organization_id=membership.organization_id, actor=actor_of(editor), now=NOW)
    with pytest.raises(TooLate):
        keep_organization(organization_id=membership.organization_id, actor=actor_of(membership), now=AFTER)
