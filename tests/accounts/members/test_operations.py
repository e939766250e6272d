"""Roles, ownership, leaving: what becomes of them, and who is told."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection

from accounts.actors import actor_of
from accounts.members.errors import LastOwner, NoSuchMember
from accounts.members.operations import change_role, leave, remove, transfer_ownership
from accounts.models import Membership
from accounts.queries import membership_in
from accounts.roles import Role
from accounts.scope import organization_scope
from accounts.tokens.operations import authenticate, issue_token
from candyplatform.base.errors import Invalid
from tests.accounts.members.support import journal_of, mails_queued, roles_in, stranger
from tests.factories import NOW, make_member, make_organization

pytestmark = pytest.mark.django_db


def test_role_is_changed_journaled_and_told_in_the_persons_language(owner: Membership) -> None:
    member = make_member(owner.organization, Role.VIEWER, stranger())
    change_role(membership_id=member.pk, role="editor", actor=actor_of(owner), now=NOW)
    assert roles_in(owner) == {"owner@example.org": "owner", "guest@example.org": "editor"}
    assert journal_of(owner)[-1] == (
        "membership.role_changed",
        {"from": "viewer", "to": "editor", "person": member.user_id},
    )
    (mail,) = mails_queued()
    assert (mail.recipient, mail.subject) == (
        "guest@example.org",
        "EduCamp Hamburg: Deine Rolle ist jetzt Redaktion",
    )
    assert "Kampagnen schreiben" in mail.text
    assert "http" in mail.html


def test_same_role_again_changes_and_tells_nothing(owner: Membership) -> None:
    member = make_member(owner.organization, Role.VIEWER)
    before = journal_of(owner)
    change_role(membership_id=member.pk, role="viewer", actor=actor_of(owner), now=NOW)
    assert (journal_of(owner), mails_queued()) == (before, [])


def test_role_that_there_is_not_is_refused(owner: Membership) -> None:
    with pytest.raises(Invalid) as caught:
        change_role(membership_id=owner.pk, role="king", actor=actor_of(owner), now=NOW)
    assert list(caught.value.fields) == ["role"]


def test_removed_member_sees_nothing_and_is_told(owner: Membership) -> None:
    member = make_member(owner.organization, Role.EDITOR, stranger())
    remove(membership_id=member.pk, actor=actor_of(owner), now=NOW)
    assert membership_in(member.user, "educamp") is None
    assert journal_of(owner)[-1] == ("membership.removed", {"role": "editor", "person": member.user_id})
    (mail,) = mails_queued()
    assert (mail.recipient, mail.subject) == (
        "guest@example.org",
        "Du gehörst nicht mehr zu EduCamp Hamburg",
    )
    with pytest.raises(NoSuchMember):
        remove(membership_id=member.pk, actor=actor_of(owner), now=NOW)


def test_token_outlives_the_membership_of_who_made_it(owner: Membership) -> None:
    second = make_member(owner.organization, Role.OWNER)
    issued = issue_token(actor=actor_of(second), name="Shop", scopes=["metrics:read"], now=NOW)
    remove(membership_id=second.pk, actor=actor_of(owner), now=NOW)
    assert authenticate(issued.secret, now=NOW + timedelta(days=1)).token_id == issued.token.id
    assert issued.token.created_by_id == second.user_id


def test_who_is_inactive_is_not_written_to(owner: Membership) -> None:
    member = make_member(owner.organization, Role.EDITOR, stranger())
    member.user.is_active = False
    member.user.save()
    remove(membership_id=member.pk, actor=actor_of(owner), now=NOW)
    assert mails_queued() == []


def test_leaving_is_journaled_and_told_to_nobody(owner: Membership) -> None:
    member = make_member(owner.organization, Role.EDITOR, stranger())
    leave(actor=actor_of(member), now=NOW)
    assert roles_in(owner) == {"owner@example.org": "owner"}
    assert journal_of(owner)[-1] == ("membership.left", {"role": "editor", "person": member.user_id})
    assert mails_queued() == []


def test_last_owner_can_neither_leave_nor_be_demoted_nor_removed(owner: Membership) -> None:
    make_member(owner.organization, Role.EDITOR)
    acts = [
        lambda: leave(actor=actor_of(owner), now=NOW),
        lambda: change_role(membership_id=owner.pk, role="editor", actor=actor_of(owner), now=NOW),
        lambda: remove(membership_id=owner.pk, actor=actor_of(owner), now=NOW),
    ]
    for act in acts:
        with pytest.raises(LastOwner):
            act()  # type: ignore[no-untyped-call]
    assert roles_in(owner)["owner@example.org"] == "owner"


def test_owner_of_two_may_leave(owner: Membership) -> None:
    make_member(owner.organization, Role.OWNER, stranger())
    leave(actor=actor_of(owner), now=NOW)
    assert roles_in(owner) == {"guest@example.org": "owner"}


def test_ownership_is_handed_over_in_one_step(owner: Membership) -> None:
    heir = make_member(owner.organization, Role.VIEWER, stranger())
    transfer_ownership(membership_id=heir.pk, actor=actor_of(owner), now=NOW)
    assert roles_in(owner) == {"owner@example.org": "editor", "guest@example.org": "owner"}
    assert [verb for verb, _ in journal_of(owner)][-2:] == ["membership.role_changed"] * 2
    assert [mail.recipient for mail in mails_queued()] == ["guest@example.org"]


def test_ownership_is_not_handed_to_oneself(owner: Membership) -> None:
    with pytest.raises(Invalid):
        transfer_ownership(membership_id=owner.pk, actor=actor_of(owner), now=NOW)
    assert roles_in(owner) == {"owner@example.org": "owner"}


def run_and_check(statement: str, membership_id: int) -> None:
    """As at the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(statement, [membership_id])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM accounts_membership WHERE id = %s",
        "UPDATE accounts_membership SET role = 'viewer' WHERE id = %s",
    ],
)
def test_database_keeps_an_owner_whatever_code_forgets(owner: Membership, statement: str) -> None:
    with pytest.raises(DatabaseError, match="keeps an owner"), organization_scope(owner.organization_id):
        run_and_check(statement, owner.pk)
    assert roles_in(owner) == {"owner@example.org": "owner"}


def test_database_lets_an_owner_go_where_another_stays(owner: Membership) -> None:
    make_member(owner.organization, Role.OWNER)
    make_organization("Elsewhere")
    with organization_scope(owner.organization_id), connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_membership WHERE id = %s", [owner.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT current_setting('app.organization')")
        assert cursor.fetchone() == (str(owner.organization_id),)
