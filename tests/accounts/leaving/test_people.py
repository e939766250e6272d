"""A person leaves: asks, thinks it over, is erased."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from time_machine import travel

from accounts.leaving.grace import TooLate
from accounts.leaving.people import LastOwner, ask_to_be_deleted, keep_account
from accounts.models import JournalEntry, Membership, Organization, User
from accounts.roles import Role
from accounts.scope import organization_scope, public_scope
from campaigns.models import Campaign
from tests.accounts.leaving.world import (
    LEAVER_ID,
    NEEDLES,
    all_rows,
    difference,
    make_world,
    rows_that_say,
    subjects_of_mails,
)
from tests.factories import NOW, make_campaign, make_member, make_organization, make_user
from tests.support.due_work import sweep_and_work
from tests.support.killing import held, kill, somebody_waits, wait_until, worker

pytestmark = pytest.mark.django_db(transaction=True)
AFTER = NOW + timedelta(days=30, minutes=1)
KINDS = ("person.erase", "person.remind", "organization.erase", "organization.remind")


def test_person_is_erased_from_every_table_and_nobody_else_is_touched() -> None:
    world = make_world()
    assert set(rows_that_say(*NEEDLES)) >= {"accounts_user", "accounts_membership", "accounts_outgoingmail"}
    ask_to_be_deleted(user=world.leaver, now=NOW)
    before = all_rows()
    with travel(AFTER, tick=False):
        assert sweep_and_work(kinds=("person.erase",)) == 1
    assert rows_that_say(*NEEDLES) == {}
    assert difference(before, all_rows()) == ERASED
    with organization_scope(world.first.organization_id):
        assert JournalEntry.objects.filter(actor_id=LEAVER_ID).exists()
        assert JournalEntry.objects.order_by("-id")[0].verb == "person.erased"


# (rows that went, rows that came): what only lost the person's number went and came.
ERASED = {
    "account_emailaddress": (2, 0),
    "account_emailconfirmation": (1, 0),
    "accounts_apitoken": (1, 1),
    "accounts_archive": (2, 0),
    "accounts_archivepart": (2, 0),
    "accounts_invitation": (2, 1),
    "accounts_journalentry": (0, 3),
    "accounts_journalorigin": (1, 0),
    "accounts_membership": (2, 0),
    "accounts_outgoingmail": (6, 0),
    "accounts_user": (1, 0),
    "accounts_user_groups": (1, 0),
    "accounts_user_user_permissions": (1, 0),
    "base_duework": (2, 0),
    "campaigns_answer": (1, 1),
    "campaigns_campaign": (2, 2),
    "campaigns_digest": (1, 0),
    "campaigns_update": (1, 1),
    "django_admin_log": (2, 0),
    "mfa_authenticator": (1, 0),
}


def test_person_is_erased_though_the_worker_is_killed_in_the_middle() -> None:
    world = make_world()
    ask_to_be_deleted(user=world.leaver, now=NOW)
    before = rows_that_say(*NEEDLES)
    with worker("person.erase") as process, held("django_admin_log"):
        wait_until(somebody_waits, process)
        kill(process)
    assert {name: len(rows) for name, rows in rows_that_say(*NEEDLES).items()} == {
        name: len(rows) for name, rows in before.items()
    }
    with travel(AFTER + timedelta(days=10_000), tick=False):
        assert sweep_and_work(kinds=("person.erase",)) == 1
    assert rows_that_say(*NEEDLES) == {}


def test_request_ends_every_session_of_the_person_and_of_nobody_else() -> None:
    world = make_world()
    assert _logged_in() == {str(LEAVER_ID): 2, str(world.stranger.user_id): 1}
    assert ask_to_be_deleted(user=world.leaver, now=NOW) == NOW + timedelta(days=30)
    assert _logged_in() == {str(world.stranger.user_id): 1}


def _logged_in() -> dict[str, int]:
    found: dict[str, int] = {}
    for session in Session.objects.all():
        key = str(session.get_decoded()[SESSION_KEY])
        found[key] = found.get(key, 0) + 1
    return found


def test_request_is_refused_while_others_would_be_left_without_an_owner() -> None:
    membership = make_organization()
    make_member(membership.organization, Role.EDITOR)
    with pytest.raises(LastOwner):
        ask_to_be_deleted(user=membership.user, now=NOW)
    assert User.objects.get(pk=membership.user_id).erasure_due_at is None
    assert sweep_and_work(kinds=KINDS) == 0


def test_owner_who_is_leaving_as_well_does_not_count() -> None:
    membership = make_organization()
    other = make_member(membership.organization, Role.OWNER)
    make_member(membership.organization, Role.VIEWER)
    ask_to_be_deleted(user=membership.user, now=NOW)
    with pytest.raises(LastOwner):
        ask_to_be_deleted(user=other.user, now=NOW)


def test_organization_that_nobody_else_belongs_to_leaves_with_its_person_and_stays_with_them() -> None:
    membership = make_organization()
    campaign = make_campaign(membership, state="live")
    ask_to_be_deleted(user=membership.user, now=NOW)
    with public_scope():
        assert not Campaign.objects.exists()
    keep_account(user=membership.user, now=NOW + timedelta(days=29))
    with public_scope():
        assert list(Campaign.objects.values_list("id", flat=True)) == [campaign.id]
    assert User.objects.get(pk=membership.user_id).erasure_due_at is None
    with travel(AFTER, tick=False):
        assert sweep_and_work(kinds=KINDS) == 0
    assert User.objects.filter(pk=membership.user_id).exists()


def test_organization_that_nobody_else_belongs_to_is_erased_with_its_person() -> None:
    membership = make_organization()
    make_campaign(membership, state="live")
    ask_to_be_deleted(user=membership.user, now=NOW)
    with travel(AFTER, tick=False):
        while sweep_and_work(kinds=KINDS):
            pass
    with organization_scope(membership.organization_id):
        left = Organization.objects.get()
        assert (left.name, left.is_public, left.erased_at) == ("", False, AFTER)
        assert not Campaign.objects.exists()
        assert not Membership.objects.exists()
    assert not User.objects.filter(pk=membership.user_id).exists()


def test_account_cannot_be_kept_after_its_grace() -> None:
    person = make_user()
    ask_to_be_deleted(user=person, now=NOW)
    with pytest.raises(TooLate):
        keep_account(user=person, now=AFTER)


def test_who_became_the_last_owner_meanwhile_hands_over_to_who_may_do_most() -> None:
    membership = make_organization()
    other_owner = make_member(membership.organization, Role.OWNER)
    make_member(membership.organization, Role.VIEWER)
    editor = make_member(membership.organization, Role.EDITOR, now=NOW + timedelta(days=1))
    make_member(membership.organization, Role.EDITOR, now=NOW + timedelta(days=2))
    ask_to_be_deleted(user=membership.user, now=NOW)
    with organization_scope(membership.organization_id):
        Membership.objects.filter(id=other_owner.pk).delete()
    with travel(AFTER, tick=False):
        assert sweep_and_work(kinds=("person.erase",)) == 1
    with organization_scope(membership.organization_id):
        owners = Membership.objects.filter(role=Role.OWNER)
        assert list(owners.values_list("id", flat=True)) == [editor.pk]


def test_mails_say_so_at_once_and_five_days_before_and_once_each() -> None:
    person = make_user()
    ask_to_be_deleted(user=person, now=NOW)
    ask_to_be_deleted(user=person, now=NOW + timedelta(days=1))
    assert subjects_of_mails() == ["Your account will be deleted"]
    with travel(NOW + timedelta(days=24), tick=False):
        assert sweep_and_work(kinds=("person.remind",)) == 0
    for _ in range(2):
        with travel(NOW + timedelta(days=25), tick=False):
            sweep_and_work(kinds=("person.remind",))
    assert subjects_of_mails() == ["Your account will be deleted", "Your account: 5 days until deletion"]


def test_work_that_comes_early_waits_for_its_moment() -> None:
    person = make_user()
    ask_to_be_deleted(user=person, now=NOW)
    keep_account(user=person, now=NOW + timedelta(days=20))
    ask_to_be_deleted(user=person, now=NOW + timedelta(days=21))
    with travel(AFTER, tick=False):
        assert sweep_and_work(kinds=("person.erase",)) == 0
    assert User.objects.filter(pk=person.pk).exists()
