"""Who acted, by the name that this reader may see."""

from uuid import UUID, uuid4

import pytest
from django.utils import translation

from accounts.actors import actor_of
from accounts.audit.people import names_of_members, pseudonym, seen_by_organization, seen_by_staff
from accounts.models import JournalEntry, Membership, User
from accounts.preferences import want_digest
from accounts.roles import Role
from accounts.scope import organization_scope, staff_scope
from tests.accounts.audit.scene import make_journal
from tests.factories import NOW, make_member, make_organization, make_user

pytestmark = pytest.mark.django_db
KEY = UUID("00000000-0000-0000-0000-000000000001")


def who_did(organization_id: UUID, verb: str) -> str:
    """Whom the organization sees behind the only entry of that verb."""
    with organization_scope(organization_id):
        entry = JournalEntry.objects.get(verb=verb)
        return seen_by_organization([entry]).who(entry)


def decline(member: Membership) -> None:
    want_digest(
        membership_id=member.pk,
        organization_id=member.organization_id,
        wanted=False,
        actor=actor_of(member),
        now=NOW,
    )


@pytest.fixture
def owner() -> Membership:
    return make_organization()


@pytest.mark.parametrize(("name", "seen"), [("Ed Editor", "Ed Editor"), ("", "ed@example.org")])
def test_colleague_is_seen_by_name_or_address(name: str, seen: str, owner: Membership) -> None:
    decline(make_member(owner.organization, Role.EDITOR, make_user("ed@example.org", name=name)))
    assert who_did(owner.organization_id, "digest.declined") == seen


def test_new_name_is_seen_at_once(owner: Membership) -> None:
    member = make_member(owner.organization, Role.EDITOR, make_user(name="Ed Editor"))
    decline(member)
    User.objects.filter(pk=member.user_id).update(name="Edna Editor")
    assert who_did(owner.organization_id, "digest.declined") == "Edna Editor"


def leave(member: Membership) -> None:
    with organization_scope(member.organization_id):
        Membership.objects.filter(pk=member.pk).delete()


def test_who_left_keeps_the_name_but_shows_no_address(owner: Membership) -> None:
    named = make_member(owner.organization, Role.EDITOR, make_user(name="Ed Editor"))
    decline(named)
    leave(named)
    assert who_did(owner.organization_id, "digest.declined") == "Ed Editor"
    User.objects.filter(pk=named.user_id).update(name="")
    assert who_did(owner.organization_id, "digest.declined") == pseudonym(
        owner.organization_id, named.user_id
    )


@pytest.mark.django_db(transaction=True)
def test_who_is_gone_is_seen_by_pseudonym(owner: Membership) -> None:
    member = make_member(owner.organization, Role.EDITOR, make_user(name="Ed Editor"))
    decline(member)
    leave(member)
    User.objects.get(pk=member.user_id).delete()
    seen = who_did(owner.organization_id, "digest.declined")
    assert seen == pseudonym(owner.organization_id, member.user_id)
    assert seen.startswith("Former member ")


def test_pseudonym_is_stable_in_one_organization_and_another_elsewhere() -> None:
    assert pseudonym(KEY, 7) == pseudonym(KEY, 7)
    assert len({pseudonym(KEY, 7), pseudonym(KEY, 8), pseudonym(uuid4(), 7)}) == 3
    with translation.override("de"):
        assert pseudonym(KEY, 7).startswith("Ehemaliges Mitglied ")


def test_pseudonym_cannot_be_reckoned_without_the_key(settings: pytest.FixtureRequest) -> None:
    before = pseudonym(KEY, 7)
    settings.SECRET_KEY = "another" * 10  # type: ignore[attr-defined]
    assert pseudonym(KEY, 7) != before


def test_staff_have_no_name_to_an_organization_and_one_to_staff() -> None:
    owner = make_journal()
    assert who_did(owner.organization_id, "organization.trusted") == "Staff of Candystorm"
    with translation.override("de"):
        assert who_did(owner.organization_id, "organization.trusted") == "Das Team von Candystorm"
    with staff_scope():
        entry = JournalEntry.objects.get(verb="organization.trusted")
        assert seen_by_staff([entry]).who(entry) == "Rita Review"


def test_ended_membership_is_named_by_what_the_journal_knows_of_it(owner: Membership) -> None:
    second = make_organization("Second", owner=make_user(name="Sam Second"))
    make_member(second.organization, Role.OWNER)
    leave(second)
    with organization_scope(second.organization_id):
        assert names_of_members([str(second.pk), str(owner.pk)]) == {str(second.pk): "Sam Second"}
    with organization_scope(owner.organization_id):
        assert names_of_members([str(second.pk), str(owner.pk)]) == {str(owner.pk): str(owner.user)}
