"""What an entry keeps, what stands beside it, and when that goes."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client, RequestFactory

from accounts import journal
from accounts.actors import PLATFORM, Actor, actor_of
from accounts.models import JournalEntry, JournalOrigin, JournalRemark, Membership, User
from accounts.origin import answering
from accounts.roles import Role
from accounts.scope import old_origins_scope, organization_scope, person_scope, staff_scope
from accounts.tokens.operations import authenticate, issue_token
from candyplatform.base import clock
from tests.factories import NOW, PASSWORD, STAFF, make_member, make_organization, make_user
from tests.support.database import owner_connection
from tests.support.due_work import sweep_and_work

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
ADDRESS = "203.0.113.7"


@pytest.fixture
def owner() -> Membership:
    return make_organization(owner=make_user("olga@example.org", name="Olga Owner"))


def come(actor: Actor, organization_id: UUID, *, path: str = "/desk/educamp/") -> JournalEntry:
    """Something done by a request."""
    request = RequestFactory().post(path, headers={"User-Agent": FIREFOX}, REMOTE_ADDR=ADDRESS)
    with answering(request), organization_scope(organization_id):
        return journal.append(
            verb="digest.declined", subject=1, organization_id=organization_id, actor=actor, now=clock.now()
        )


def origins(organization_id: UUID) -> list[tuple[int | None, str | None, str, str]]:
    with organization_scope(organization_id):
        rows = JournalOrigin.objects.order_by("id")
        return [(row.user_id, row.address, row.browser, row.system) for row in rows]


def test_entry_of_a_person_holds_their_number_and_no_name(owner: Membership) -> None:
    for actor in (actor_of(owner), STAFF):
        entry = come(actor, owner.organization_id)
        assert (entry.actor_id, entry.actor_name) == (actor.user_id, "")


def test_database_refuses_a_persons_name(owner: Membership) -> None:
    with (
        organization_scope(owner.organization_id),
        pytest.raises(IntegrityError, match="journal_names_no_person"),
        transaction.atomic(),
    ):
        JournalEntry.objects.create(
            organization_id=owner.organization_id, at=NOW, verb="x.y", actor_kind="member", actor_name="Olga"
        )


def test_entry_of_a_token_holds_its_name(owner: Membership) -> None:
    issued = issue_token(actor=actor_of(owner), name="Shop", scopes=["campaigns:read"], now=NOW)
    actor = authenticate(issued.secret, now=NOW).actor
    entry = come(actor, owner.organization_id, path="/api/v1/campaigns/")
    assert (entry.actor_name, entry.channel) == (f"Shop ({issued.token.prefix}…)", "api")
    assert origins(owner.organization_id) == [(None, ADDRESS, "Firefox", "Linux")]


def test_details_with_an_address_are_refused(owner: Membership) -> None:
    with organization_scope(owner.organization_id), pytest.raises(journal.PersonalDetail):
        journal.append(
            verb="membership.joined",
            subject=1,
            organization_id=owner.organization_id,
            actor=actor_of(owner),
            now=NOW,
            details={"deep": ["anna@example.org"]},
        )


def test_from_where_a_member_came_stands_beside_the_entry(owner: Membership) -> None:
    entry = come(actor_of(owner), owner.organization_id)
    assert entry.channel == "desk"
    assert origins(owner.organization_id) == [(owner.user_id, ADDRESS, "Firefox", "Linux")]


@pytest.mark.parametrize("actor", [STAFF, PLATFORM])
def test_from_where_staff_and_the_platform_came_is_not_told_to_an_organization(
    actor: Actor, owner: Membership
) -> None:
    entry = come(actor, owner.organization_id, path="/admin/")
    assert entry.channel == {"staff": "admin", "platform": "platform"}[actor.kind]
    assert origins(owner.organization_id) == []


def test_what_is_done_without_a_request_comes_from_the_platform(owner: Membership) -> None:
    with organization_scope(owner.organization_id):
        assert set(JournalEntry.objects.values_list("channel", flat=True)) == {"platform"}
    assert origins(owner.organization_id) == []


def test_two_requests_of_one_thread_do_not_mix(owner: Membership) -> None:
    client = Client()
    client.login(email="olga@example.org", password=PASSWORD)
    wishes = {"name": "Olga Owner", "language": "en", "time_zone": "Europe/Paris"}
    address = f"/desk/{owner.organization.slug}/settings/"
    for peer in ("203.0.113.1", "203.0.113.2"):
        zone = {"203.0.113.1": "Europe/Paris", "203.0.113.2": "Europe/Rome"}[peer]
        answer = client.post(address, {**wishes, "wants_digest": "on", "time_zone": zone}, REMOTE_ADDR=peer)
        assert answer.status_code == 302
    assert [row[1] for row in origins(owner.organization_id)] == ["203.0.113.1", "203.0.113.2"]


def test_from_where_is_forgotten_after_ninety_days(owner: Membership) -> None:
    come(actor_of(owner), owner.organization_id)
    assert sweep_and_work(kinds=("journal.tidy",), now=clock.now() + timedelta(hours=23)) == 0
    with time_machine.travel(clock.now() - timedelta(days=91), tick=False):
        come(actor_of(owner), owner.organization_id)
    assert len(origins(owner.organization_id)) == 2
    assert sweep_and_work(kinds=("journal.tidy",), now=clock.now() + timedelta(hours=25)) == 1
    [left] = origins(owner.organization_id)
    assert left[1] == ADDRESS
    with organization_scope(owner.organization_id):
        assert JournalOrigin.objects.get().at > clock.now() - timedelta(minutes=5)
        assert JournalEntry.objects.filter(verb="digest.declined").count() == 2


def test_scope_of_old_origins_sees_no_young_one(owner: Membership) -> None:
    come(actor_of(owner), owner.organization_id)
    with old_origins_scope():
        assert JournalOrigin.objects.count() == 0
        assert JournalOrigin.objects.all().delete() == (0, {})
    assert len(origins(owner.organization_id)) == 1


def test_person_is_forgotten_in_every_organization_and_nobody_else(owner: Membership) -> None:
    second = make_organization("Second", owner=owner.user)
    other = make_organization("Other")
    for membership in (owner, second, other):
        come(actor_of(membership), membership.organization_id)
    journal.forget_origins(user_id=owner.user_id)
    assert [len(origins(membership.organization_id)) for membership in (owner, second, other)] == [0, 0, 1]


def test_person_sees_from_where_they_came_and_nobody_else(owner: Membership) -> None:
    other = make_organization("Other")
    for membership in (owner, other):
        come(actor_of(membership), membership.organization_id)
    with person_scope(owner.user_id):
        assert list(JournalOrigin.objects.values_list("user_id", flat=True)) == [owner.user_id]


@pytest.mark.django_db(transaction=True)
def test_deleting_the_person_takes_their_origins_along_whatever_scope_is_open() -> None:
    owner = make_organization()
    make_member(owner.organization, Role.OWNER)
    entry = come(actor_of(owner), owner.organization_id)
    with organization_scope(owner.organization_id):
        Membership.objects.filter(id=owner.pk).delete()
    User.objects.get(pk=owner.user_id).delete()
    assert origins(owner.organization_id) == []
    with organization_scope(owner.organization_id):
        assert JournalEntry.objects.get(pk=entry.pk).actor_id == owner.user_id


def test_remark_is_read_by_organization_and_staff_and_can_go(owner: Membership) -> None:
    with organization_scope(owner.organization_id):
        entry = journal.append(
            verb="campaign.suspended",
            subject=1,
            organization_id=owner.organization_id,
            actor=STAFF,
            now=NOW,
            remark="Mr. X complained.",
        )
        assert journal.remark_on(entry) == "Mr. X complained."
    with staff_scope():
        assert journal.remark_on(entry) == "Mr. X complained."
    with organization_scope(owner.organization_id):
        JournalRemark.objects.all().delete()
        assert journal.remark_on(entry) == ""
        assert JournalEntry.objects.get(pk=entry.pk).details == {}


CHANGES = [
    "UPDATE accounts_journalentry SET verb = 'nothing.happened'",
    "UPDATE accounts_journalentry SET verb = verb WHERE false",
    "DELETE FROM accounts_journalentry",
    "TRUNCATE accounts_journalentry CASCADE",
    "TRUNCATE accounts_organization CASCADE",
    (
        "INSERT INTO accounts_journalentry (id, organization_id, at, verb, subject, actor_kind, actor_name, channel, details) "
        "SELECT id, organization_id, at, 'x', subject, actor_kind, actor_name, channel, details FROM accounts_journalentry "
        "ON CONFLICT (id) DO UPDATE SET verb = 'x'"
    ),
]


@pytest.mark.parametrize("change", CHANGES)
def test_web_role_cannot_change_an_entry(change: str, owner: Membership) -> None:
    with (
        organization_scope(owner.organization_id),
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
    ):
        cursor.execute(change)


@pytest.mark.parametrize("change", CHANGES)
def test_owner_role_cannot_change_an_entry(change: str) -> None:
    with (
        owner_connection(connection.settings_dict["NAME"]) as database,
        pytest.raises(Exception, match=r"accounts_journalentry is append-only: (UPDATE|DELETE|TRUNCATE)"),
    ):
        database.execute(change)


@pytest.mark.django_db(transaction=True)
def test_entries_keep_their_organization() -> None:
    owner = make_organization()
    with owner_connection(connection.settings_dict["NAME"]) as database:
        database.execute("SELECT set_config('app.organization', %s, false)", [str(owner.organization_id)])
        database.execute("ALTER TABLE accounts_membership DISABLE TRIGGER accounts_membership_keep_an_owner")
        database.execute("DELETE FROM accounts_membership")
        database.execute("ALTER TABLE accounts_membership ENABLE TRIGGER accounts_membership_keep_an_owner")
        with pytest.raises(Exception, match="accounts_journalentry"):
            database.execute("DELETE FROM accounts_organization")
    with organization_scope(owner.organization_id):
        assert JournalEntry.objects.count() == 2
