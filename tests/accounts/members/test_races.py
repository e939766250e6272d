"""Two people at the same moment, each over a connection of their own."""

import threading
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection

from accounts.actors import actor_of
from accounts.members.invitations import accept
from accounts.members.operations import change_role, leave, transfer_ownership
from accounts.models import Membership
from accounts.roles import Role
from accounts.scope import organization_scope
from candyplatform.base.errors import DomainError
from tests.accounts.members.support import GUEST, journal_of, roles_in, secrets_mailed, seen, send, stranger
from tests.factories import NOW, make_member

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What came of each act, sorted: "done", or the code of its error. All begin together, in threads of their own."""
    start, said = threading.Barrier(len(acts)), list[str]()

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
            said.append("done")
        except DomainError as error:
            said.append(error.code)
        except DatabaseError as error:
            said.append(str(error).splitlines()[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(said)


@pytest.fixture
def second(owner: Membership) -> Membership:
    return make_member(owner.organization, Role.OWNER, stranger())


def owners(owner: Membership) -> int:
    return list(roles_in(owner).values()).count("owner")


@pytest.mark.parametrize("turn", range(5))
def test_two_owners_who_demote_each_other_leave_one(owner: Membership, second: Membership, turn: int) -> None:
    first, other = actor_of(owner), actor_of(second)
    said = at_once(
        lambda: change_role(membership_id=second.pk, role="viewer", actor=first, now=NOW),
        lambda: change_role(membership_id=owner.pk, role="viewer", actor=other, now=NOW),
    )
    assert (said, owners(owner)) == (["done", "forbidden"], 1)


@pytest.mark.parametrize("turn", range(5))
def test_two_owners_who_leave_leave_one(owner: Membership, second: Membership, turn: int) -> None:
    said = at_once(
        lambda: leave(actor=actor_of(owner), now=NOW), lambda: leave(actor=actor_of(second), now=NOW)
    )
    assert (said, owners(owner)) == (["done", "last_owner"], 1)


def test_two_owners_who_hand_over_to_each_other_leave_one(owner: Membership, second: Membership) -> None:
    first, other = actor_of(owner), actor_of(second)
    said = at_once(
        lambda: transfer_ownership(membership_id=second.pk, actor=first, now=NOW),
        lambda: transfer_ownership(membership_id=owner.pk, actor=other, now=NOW),
    )
    # The second is an owner still, and hands it back to the first.
    assert (said, owners(owner)) == (["done", "done"], 1)


@pytest.mark.parametrize("turn", range(5))
def test_database_keeps_one_of_two_owners_who_are_taken_at_once(
    owner: Membership, second: Membership, turn: int
) -> None:
    """Without the lock of the operations: the trigger alone."""

    def demote(member: Membership) -> None:
        with organization_scope(member.organization_id):
            Membership.objects.filter(id=member.pk).update(role="viewer")

    said = at_once(lambda: demote(owner), lambda: demote(second))
    assert (said, owners(owner)) == (["an organization keeps an owner", "done"], 1)


@pytest.mark.parametrize("turn", range(5))
def test_two_accepts_make_one_membership(owner: Membership, turn: int) -> None:
    send(owner)
    guest, invitation = stranger(), seen(secrets_mailed()[0])
    assert invitation is not None
    said = at_once(*[lambda: accept(invitation=invitation, user=guest, now=NOW)] * 2)
    assert said == ["done", "invitation_gone"]
    assert roles_in(owner) == {"owner@example.org": "owner", GUEST: "editor"}
    joined = [verb for verb, _ in journal_of(owner) if verb == "membership.joined"]
    assert len(joined) == 2  # the founder, and the guest once
