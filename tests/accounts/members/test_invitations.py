"""The life of an invitation."""

import hashlib
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.db import IntegrityError, connection, transaction

from accounts.actors import actor_of
from accounts.members.errors import InvitationGone, TooManyInvitations, WrongAddress
from accounts.members.invitations import A_DAY, KEPT, accept, decline, invite, resend, revoke
from accounts.members.queries import invitations_for
from accounts.models import Invitation, Membership, User
from accounts.scope import invitation_scope, organization_scope, person_scope
from candyplatform.base.errors import Invalid
from tests.accounts.members.support import (
    GUEST,
    journal_of,
    mails_queued,
    roles_in,
    secrets_mailed,
    seen,
    send,
    stranger,
)
from tests.factories import NOW, make_member, make_organization, make_user
from tests.support.due_work import sweep_and_work

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(minutes=5)


def opened(owner: Membership) -> Invitation:
    """An invitation to the guest, as its link shows it."""
    send(owner)
    shown = seen(secrets_mailed()[-1])
    assert shown is not None
    return shown


def invitations_left(owner: Membership) -> int:
    with organization_scope(owner.organization_id):
        return Invitation.objects.count()


def test_invitation_is_mailed_and_keeps_only_the_hash_of_its_secret(owner: Membership) -> None:
    (invitation,) = send(owner, days=1)
    (secret,) = set(secrets_mailed())
    with organization_scope(owner.organization_id):
        row = Invitation.objects.values(
            "email", "role", "digest", "invited_by", "sent_at", "expires_at"
        ).get()
    assert row == {
        "email": GUEST,
        "role": "editor",
        "digest": hashlib.sha256(secret.encode()).hexdigest(),
        "invited_by": owner.user_id,
        "sent_at": NOW,
        "expires_at": NOW + timedelta(days=1),
    }
    assert journal_of(owner)[-1] == ("invitation.sent", {"role": "editor"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM base_duework WHERE key LIKE %s", [f"%{secret}%"])
        assert cursor.fetchone() == (0,)
    assert invitation.email == GUEST


@pytest.mark.parametrize("has_account", [True, False])
def test_inviter_learns_not_whether_there_is_an_account(owner: Membership, has_account: bool) -> None:
    if has_account:
        stranger()
    outcome = invite(entries=[GUEST], role="viewer", actor=actor_of(owner), now=NOW)
    assert ([sent.email for sent in outcome.sent], outcome.refused) == ([GUEST], [])
    assert journal_of(owner)[-1] == ("invitation.sent", {"role": "viewer"})


def test_mail_speaks_the_invited_persons_language_else_the_inviters(owner: Membership) -> None:
    stranger()
    send(owner, GUEST, "unknown@example.org")
    assert [(mail.recipient, mail.subject) for mail in mails_queued()] == [
        (GUEST, "EduCamp Hamburg lädt dich ein"),
        ("unknown@example.org", "EduCamp Hamburg invites you"),
    ]


def test_many_are_invited_at_once_and_what_cannot_be_is_told_line_by_line(owner: Membership) -> None:
    make_member(owner.organization, "viewer", make_user("here@example.org"))
    send(owner, "asked@example.org")
    entries = [
        "Ada <Ada@Example.org>",
        "nonsense",
        "here@example.org",
        "asked@example.org",
        "ADA@example.org",
    ]
    outcome = invite(entries=entries, role="viewer", actor=actor_of(owner), now=NOW)
    assert [invitation.email for invitation in outcome.sent] == ["ada@example.org"]
    assert [(refused.entry, str(refused.reason)) for refused in outcome.refused] == [
        ("nonsense", "This is no mail address."),
        ("here@example.org", "This person belongs to the organization already."),
        (
            "asked@example.org",
            "This address is invited already: you can send the mail again, in the list of those invited.",
        ),
    ]


@pytest.mark.parametrize(
    ("wishes", "field"),
    [
        ({"entries": []}, "emails"),
        ({"entries": [f"a{number}@example.org" for number in range(21)]}, "emails"),
        ({"role": "king"}, "role"),
        ({"days": 3}, "days"),
    ],
)
def test_wishes_that_invite_nobody(owner: Membership, wishes: dict[str, object], field: str) -> None:
    given = {"entries": [GUEST], "role": "viewer", "actor": actor_of(owner), "now": NOW} | wishes
    with pytest.raises(Invalid) as caught:
        invite(**given)  # type: ignore[arg-type]
    assert (list(caught.value.fields), invitations_left(owner), mails_queued()) == ([field], 0, [])


def test_day_has_room_for_so_many_mails_only(owner: Membership) -> None:
    for start in range(0, A_DAY, 20):
        send(owner, *[f"a{number}@example.org" for number in range(start, start + 20)])
    outcome = invite(entries=[GUEST], role="viewer", actor=actor_of(owner), now=NOW)
    assert (outcome.sent, [one.reason for one in outcome.refused]) == ([], [TooManyInvitations.message])
    with organization_scope(owner.organization_id):
        invitation = Invitation.objects.first()
    assert invitation is not None
    with pytest.raises(TooManyInvitations):
        resend(invitation_id=invitation.id, actor=actor_of(owner), now=NOW)
    tomorrow = NOW + timedelta(days=1)
    assert resend(invitation_id=invitation.id, actor=actor_of(owner), now=tomorrow).sent_at == tomorrow


def test_database_keeps_one_invitation_an_address_in_lower_case(owner: Membership) -> None:
    send(owner)
    for email in (GUEST, GUEST.upper()):
        with (
            organization_scope(owner.organization_id),
            pytest.raises(IntegrityError, match="invitation_"),
            transaction.atomic(),
        ):
            Invitation.objects.create(
                organization_id=owner.organization_id,
                email=email,
                role="viewer",
                digest=email,
                sent_at=NOW,
                expires_at=SOON,
            )


def test_accepting_makes_a_member_and_tells_the_owners(owner: Membership) -> None:
    invitation, guest = opened(owner), stranger()
    membership = accept(invitation=invitation, user=guest, now=SOON)
    assert (membership.role, membership.joined_at) == ("editor", SOON)
    assert [verb for verb, _ in journal_of(owner)][-2:] == ["invitation.accepted", "membership.joined"]
    assert invitations_left(owner) == 0
    told = mails_queued()[-1]
    assert (told.recipient, told.subject) == ("owner@example.org", "Greta joined EduCamp Hamburg")
    with pytest.raises(InvitationGone):
        accept(invitation=invitation, user=guest, now=SOON)
    assert roles_in(owner) == {"owner@example.org": "owner", GUEST: "editor"}


@pytest.mark.parametrize("email", ["GUEST@example.org", "Guest@Example.Org"])
def test_case_of_the_address_does_not_matter(owner: Membership, email: str) -> None:
    invitation, guest = opened(owner), make_user(email)
    assert [shown.id for shown in invitations_for(guest, now=SOON)] == [invitation.id]
    assert accept(invitation=invitation, user=guest, now=SOON).user_id == guest.pk


def test_second_address_of_a_person_is_theirs_too(owner: Membership) -> None:
    guest = make_user("other@example.org")
    EmailAddress.objects.create(user=guest, email=GUEST, verified=True)
    assert accept(invitation=opened(owner), user=guest, now=SOON).user_id == guest.pk


def unverified() -> User:
    user = make_user("other@example.org")
    EmailAddress.objects.create(user=user, email=GUEST, verified=False)
    return user


def unverified_login() -> User:
    user = make_user(GUEST)
    EmailAddress.objects.update(verified=False)
    return user


@pytest.mark.parametrize("person", [lambda: make_user("other@example.org"), unverified, unverified_login])
def test_forwarded_link_lets_nobody_else_in(owner: Membership, person: type[User]) -> None:
    invitation, user = opened(owner), person()
    with pytest.raises(WrongAddress):
        accept(invitation=invitation, user=user, now=SOON)
    assert invitations_for(user, now=SOON) == []
    assert (list(roles_in(owner)), invitations_left(owner)) == (["owner@example.org"], 1)


def test_expired_link_opens_nothing(owner: Membership) -> None:
    invitation, guest = opened(owner), stranger()
    late = invitation.expires_at
    with pytest.raises(InvitationGone):
        accept(invitation=invitation, user=guest, now=late)
    with pytest.raises(InvitationGone):
        decline(invitation=invitation, now=late)
    assert (invitations_for(guest, now=late), roles_in(owner)) == ([], {"owner@example.org": "owner"})
    assert accept(invitation=invitation, user=guest, now=late - timedelta(seconds=1)).user_id == guest.pk


def test_expired_invitation_is_no_hindrance_to_a_new_one(owner: Membership) -> None:
    (old,) = send(owner)
    outcome = invite(entries=[GUEST], role="viewer", actor=actor_of(owner), now=old.expires_at)
    assert ([new.role for new in outcome.sent], invitations_left(owner)) == (["viewer"], 1)


def test_revoked_link_opens_nothing(owner: Membership) -> None:
    invitation = opened(owner)
    revoke(invitation_id=invitation.id, actor=actor_of(owner), now=SOON)
    assert seen(secrets_mailed()[0]) is None
    with pytest.raises(InvitationGone):
        accept(invitation=invitation, user=stranger(), now=SOON)
    with pytest.raises(InvitationGone):
        revoke(invitation_id=invitation.id, actor=actor_of(owner), now=SOON)
    assert journal_of(owner)[-1] == ("invitation.revoked", {"role": "editor"})


def test_resent_link_replaces_the_old_one(owner: Membership) -> None:
    old = opened(owner)
    late = NOW + timedelta(days=8)
    resend(invitation_id=old.id, actor=actor_of(owner), now=late)
    first, second = secrets_mailed()
    assert first != second
    assert (seen(first), seen(second) is not None) == (None, True)
    for act in (
        lambda: accept(invitation=old, user=stranger(), now=late),
        lambda: decline(invitation=old, now=late),
    ):
        with pytest.raises(InvitationGone):
            act()
    new = seen(second)
    assert new is not None
    assert (new.id, new.expires_at) == (old.id, late + timedelta(days=7))
    assert accept(invitation=new, user=User.objects.get(email=GUEST), now=late).role == "editor"


def test_declined_invitation_is_gone_and_says_nothing_of_who_it_was(owner: Membership) -> None:
    decline(invitation=opened(owner), now=SOON)
    assert (invitations_left(owner), list(roles_in(owner))) == (0, ["owner@example.org"])
    with organization_scope(owner.organization_id):
        entry = owner.organization.journal.first()
    assert entry is not None
    assert (entry.verb, entry.actor_kind, entry.actor_id, entry.actor_name) == (
        "invitation.declined",
        "guest",
        None,
        "",
    )


def test_member_by_another_address_stays_what_they_are(owner: Membership) -> None:
    guest = make_user("other@example.org")
    EmailAddress.objects.create(user=guest, email=GUEST, verified=True)
    member = make_member(owner.organization, "viewer", guest)
    membership = accept(invitation=opened(owner), user=guest, now=SOON)
    assert (membership.pk, membership.role, invitations_left(owner)) == (member.pk, "viewer", 0)
    assert len(mails_queued()) == 1  # the invitation alone


def test_link_shows_one_invitation_and_one_organization(owner: Membership) -> None:
    elsewhere = make_organization("Elsewhere")
    send(elsewhere)
    invitation = opened(owner)
    with invitation_scope(invitation.digest), connection.cursor() as cursor:
        for table, count in (
            ("accounts_invitation", 1),
            ("accounts_organization", 1),
            ("accounts_membership", 0),
            ("accounts_journalentry", 0),
            ("campaigns_campaign", 0),
        ):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert (table, cursor.fetchone()) == (table, (count,))
        cursor.execute("UPDATE accounts_invitation SET role = 'owner'")
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM accounts_invitation")
        assert cursor.rowcount == 0
    with invitation_scope(""):
        assert not Invitation.objects.exists()


def test_person_sees_the_invitations_to_proven_addresses_only(owner: Membership) -> None:
    send(owner, GUEST, "else@example.org")
    guest = stranger()
    with person_scope(guest.pk), connection.cursor() as cursor:
        cursor.execute("SELECT email FROM accounts_invitation")
        assert cursor.fetchall() == [(GUEST,)]
        cursor.execute("SELECT slug FROM accounts_organization")
        assert cursor.fetchall() == [("educamp",)]
        cursor.execute("UPDATE accounts_invitation SET role = 'owner'")
        assert cursor.rowcount == 0


def test_expired_invitation_is_forgotten_in_time(owner: Membership) -> None:
    (invitation,) = send(owner, days=1)
    again = NOW + timedelta(days=2)
    resend(invitation_id=invitation.id, actor=actor_of(owner), now=again)
    kinds = ("invitation.forget",)
    with time_machine.travel(NOW + timedelta(days=1) + KEPT, tick=False):
        assert (sweep_and_work(kinds=kinds), invitations_left(owner)) == (1, 1)
    with time_machine.travel(again + timedelta(days=1) + KEPT - timedelta(seconds=1), tick=False):
        assert (sweep_and_work(kinds=kinds), invitations_left(owner)) == (0, 1)
    with time_machine.travel(again + timedelta(days=1) + KEPT, tick=False):
        assert (sweep_and_work(kinds=kinds), invitations_left(owner)) == (1, 0)


def test_organization_that_is_left_out_of_the_answer_changes_nothing(owner: Membership) -> None:
    """An invitation is what a read path showed: one with another organization's id opens nothing there."""
    invitation, elsewhere = opened(owner), make_organization("Elsewhere")
    invitation.organization_id = elsewhere.organization_id
    with pytest.raises(InvitationGone):
        accept(invitation=invitation, user=stranger(), now=SOON)
    assert len(roles_in(elsewhere)) == 1
