"""The world of the suite: two organizations full of data, and everybody who might ask.

Built once a process in a database of its own; each test sees it inside a transaction that is rolled back.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections, transaction
from django.test import Client
from django.test.client import ClientHandler

from accounts.actors import actor_of
from accounts.leaving.organizations import begin_leaving
from accounts.members.invitations import invite
from accounts.models import Membership, OrganizationLogo, User
from accounts.organizations.operations import found_organization
from accounts.roles import Role
from accounts.scope import organization_scope, staff_scope
from campaigns.digests.unsubscribing import _signer
from campaigns.enums import Network
from campaigns.gathering import links
from campaigns.models import Company, ForgottenAuthor, Instance, OptOut
from campaigns.transitions.operations import suspend
from candyplatform.base import clock
from tests.factories import (
    STAFF,
    log_in_with_second_factor,
    make_campaign,
    make_company,
    make_member,
    make_user,
)
from tests.isolation.canaries import FIRST_ID, Canaries
from tests.isolation.tenants import COMPANY_AUTHOR, Tenant, fill, found
from tests.support import database

Row = dict[str, Any]
MINE, THEIRS = "alpha", "beta"
NO_ID = 99_000_000_001
# What tests make themselves is neither organization's by its number.
_LATER_IDS = 51_000_000_000
NO_UUID = UUID("99999999-9999-4999-8999-999999999999")
NO_SLUG = "nobodys-short-name"
# The logo of an organization that published nothing.
SHY_LOGO = "f" * 64
# The owner of ours has proven this one too.
SECOND_ADDRESS = "second@example.org"

# Who asks. `mine_` are members of the organization that asks, `theirs_` of the other one.
ROLES = (
    "anonymous",
    *(f"mine_{role}" for role in Role.values),
    "stranger",
    "both",
    "staff",
    "superuser",
    "token",
    *(f"theirs_{role}" for role in Role.values),
)


@dataclass
class World:
    """Everything there is. `rows`: all rows of every table with row security, as the owner of the tables sees them."""

    mine: Tenant
    theirs: Tenant
    people: dict[str, User]
    cookies: dict[str, str]
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def client(self, role: str) -> Client:
        """A browser (or program) of somebody in that role, as it came back from logging in."""
        if role == "token":
            return self.bearer("all")
        client = self._client()
        if role in self.cookies:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[role]
        return client

    def bearer(self, label: str) -> Client:
        """A program of the asking organization, with the token of that scope."""
        return self._client(headers={"authorization": f"Bearer {self.mine.secrets[label]}"})

    def _client(self, **options: Any) -> Client:
        client = Client(raise_request_exception=False, **options)
        client.handler = self._handler
        return client

    @cached_property
    def _handler(self) -> ClientHandler:
        """One for all clients: the middleware of each would look through all static files first."""
        return ClientHandler(enforce_csrf_checks=False)

    def tenant_of(self, role: str) -> Tenant:
        """Whose addresses are somebody's own."""
        return self.theirs if role.startswith("theirs_") else self.mine

    @cached_property
    def canaries(self) -> Canaries:
        """What belongs to the other organization."""
        return self.canaries_of(self.theirs)

    def canaries_of(self, tenant: Tenant) -> Canaries:
        """What belongs to an organization. A company that staff verified is everybody's."""
        uuids = {
            row["id"]
            for table, rows in self.rows.items()
            for row in rows
            if isinstance(row["id"], str)
            and self.owner_of(table, row) == str(tenant.id)
            and not row.get("verified_at")
        }
        return Canaries(tenant.name, uuids)

    def their_rows(self, table: str) -> list[Row]:
        """The other organization's rows in a table."""
        return [row for row in self.rows[table] if self.owner_of(table, row) == str(self.theirs.id)]

    def owner_of(self, table: str, row: Row) -> str | None:
        """Whose row it is; None when it is the platform's."""
        if table == "accounts_organization":
            return str(row["id"])
        if table == "campaigns_companyaccount":
            return self.owner_of("campaigns_company", self.row("campaigns_company", row["company_id"]))
        if table == "accounts_archivepart":
            return self.owner_of("accounts_archive", self.row("accounts_archive", row["archive_id"]))
        owner = row.get("organization_id") or row.get("proposed_by_id")
        return str(owner) if owner else None

    def row(self, table: str, key: object) -> Row:
        return self._by_id[table][key]

    @cached_property
    def _by_id(self) -> dict[str, dict[object, Row]]:
        return {table: {row["id"]: row for row in rows} for table, rows in self.rows.items()}

    @cached_property
    def untouched(self) -> dict[str, str]:
        """The other organization's fingerprint as it was built."""
        return fingerprint(self)

    @cached_property
    def nobodys(self) -> dict[str, Any]:
        """A value for each name that an organization has one for, which leads nowhere."""
        nobody = f"{self.mine.id.hex}-{NO_ID}"
        none = {
            "code": "ffffffffff",
            "receipt": "ZZZZ-ZZZZ",
            "signed": _signer.sign(nobody),
            "supporters_link": links._signer.sign(nobody),
            "sharers_link": links._signer.sign(nobody),
            "page_url": f"{settings.SITE_URL}/{NO_SLUG}/{NO_SLUG}/",
        }
        return {name: none.get(name, _nobodys(value)) for name, value in self.theirs.values.items()}

    @cached_property
    def foreign(self) -> dict[str, Any]:
        """The other organization's values, as somebody might guess or overhear them.

        A signed link speaks for whoever holds it, so what is tried is a link of ours with a membership or supporter of theirs; and a page of
        theirs that is not published.
        """
        mixed = f"{self.mine.id.hex}-{self.theirs.values['membership']}"
        hidden = self.theirs.campaigns["draft"]
        return self.theirs.values | {
            "signed": _signer.sign(mixed),
            "supporters_link": links._signer.sign(f"{self.mine.id.hex}-{self.theirs.values['supporter']}"),
            "sharers_link": links._signer.sign(f"{self.mine.id.hex}-{self.theirs.values['sharer']}"),
            "page": hidden.slug,
            "page_url": hidden.page_url,
            "code": hidden.short_code,
            "digest_of_logo": SHY_LOGO,
        }


def _nobodys(value: object) -> object:
    if isinstance(value, UUID):
        return NO_UUID
    return NO_ID if isinstance(value, int) else NO_SLUG


@contextmanager
def built() -> Iterator[tuple[str, World]]:
    """The world in a database of its own. Yields the database's name, and the world."""
    with database.copy_of(database.template(), "world") as name:
        with database.using(name):
            world = _build()
            _disconnect()
            world.rows = _everything(name)
        yield name, world


def _build() -> World:
    now = clock.now() - timedelta(hours=1)
    start_ids(1_000)
    company = make_company(
        "Common company",
        handles={Network.MASTODON: "common@mastodon.example"},
        native_ids={Network.MASTODON: COMPANY_AUTHOR},
        now=now,
    )
    people = {
        "stranger": make_user("stranger@example.org", name="Stranger", language="en"),
        "both": make_user("both@example.org", name="Both", language="en"),
        "staff": make_user("staff@example.org", name="Staff", language="en", is_staff=True),
        "superuser": make_user(
            "root@example.org", name="Root", language="en", is_staff=True, is_superuser=True
        ),
    }
    platforms = _platforms_own(now)
    # Who published nothing is seen by nobody: an organization of somebody else's.
    shy = found_organization(user=people["stranger"], name="Shy", slug="shy-org", now=now)
    with organization_scope(shy.organization_id):
        OrganizationLogo.objects.create(
            organization_id=shy.organization_id, picture=b"RIFF", digest=SHY_LOGO, changed_at=now
        )
    tenants = []
    for name in (MINE, THEIRS):
        start_ids(FIRST_ID[name])
        tenant = found(name, now)
        fill(tenant, company, now)
        make_member(tenant.members[Role.OWNER].organization, Role.VIEWER, user=people["both"], now=now)
        tenant.values["content_type"] = ContentType.objects.get(model="campaign").pk
        tenant.values |= platforms
        tenants.append(tenant)
    mine, theirs = tenants
    _leave(company, now)
    _invite_elsewhere(shy, mine.members[Role.OWNER].user, now)
    start_ids(_LATER_IDS)
    people |= {f"mine_{role}": member.user for role, member in mine.members.items()}
    people |= {f"theirs_{role}": member.user for role, member in theirs.members.items()}
    return World(mine, theirs, people, {role: _log_in(user) for role, user in people.items()})


def _leave(company: Company, now: datetime) -> None:
    """An organization that is about to be deleted, with a campaign that pages showed until then, and one that staff had taken off."""
    leaving = found_organization(
        user=make_user("leaving@example.org"), name="Leaving", slug="leaving-org", now=now
    )
    make_campaign(leaving, state="live", company=company, slug="leaving-storm", now=now)
    taken_off = make_campaign(leaving, state="live", company=company, slug="leaving-too", now=now)
    suspend(campaign=taken_off, reason="Unkind", actor=STAFF, now=now)
    begin_leaving(
        organization_id=leaving.organization_id,
        actor=actor_of(leaving),
        due_at=now + timedelta(days=30),
        now=now,
    )


def _invite_elsewhere(by: Membership, person: User, now: datetime) -> None:
    """An organization that nobody else knows invites a person at both of their addresses."""
    EmailAddress.objects.create(user=person, email=SECOND_ADDRESS, verified=True)
    invite(entries=[person.email, SECOND_ADDRESS], role=Role.VIEWER, actor=actor_of(by), now=now)


def _platforms_own(now: datetime) -> dict[str, int]:
    """What only staff see: a server that is asked, and a request to be forgotten. The hash it left is known everywhere."""
    server = Instance.objects.create(origin="https://mastodon.example")
    with staff_scope():
        request = OptOut.objects.create(network=Network.MASTODON, asked_at=now, done_at=now)
        ForgottenAuthor.objects.create(opt_out=request, digest="0" * 64)
    return {"instance": server.pk, "opt_out": request.pk}


def start_ids(first: int) -> None:
    """Every sequence goes on from here."""
    with database.owner_connection(connection.settings_dict["NAME"]) as owner:
        found = owner.execute("SELECT sequencename FROM pg_sequences WHERE data_type = 'bigint'::regtype")
        for (name,) in found.fetchall():
            owner.execute(f'ALTER SEQUENCE "{name}" RESTART WITH {first}')


def _log_in(user: User) -> str:
    client = Client()
    if user.is_staff:
        log_in_with_second_factor(client, user)
    else:
        client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _disconnect() -> None:
    """Nobody may be in the database while its tables are altered."""
    for alias in connections:
        connections[alias].close()


def _everything(name: str) -> dict[str, list[Row]]:
    """All rows of the tables with row security, which is let go for the length of a transaction."""
    with database.owner_connection(name) as owner, owner.transaction(force_rollback=True):
        tables = [row[0] for row in owner.execute(SECURED).fetchall()]
        for table in tables:
            owner.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        return {
            table: [row[0] for row in owner.execute(f"SELECT to_jsonb(t) FROM {table} t").fetchall()]
            for table in tables
        }


SECURED = """
    SELECT relname FROM pg_class
    WHERE relrowsecurity AND relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace ORDER BY relname
"""


@contextmanager
def passing() -> Iterator[None]:
    """Whatever happens in the block is undone at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def fingerprint(world: World) -> dict[str, str]:
    """One value for all that the other organization has in each table, its people included."""
    mine = {
        table: "organization_id = %(organization)s"
        for table in world.rows
        if _has(world, table, "organization_id")
    }
    mine |= {
        "accounts_organization": "id = %(organization)s",
        "campaigns_company": "proposed_by_id = %(organization)s",
        "campaigns_companyaccount": "company_id IN (SELECT id FROM campaigns_company WHERE proposed_by_id = %(organization)s)",
        "accounts_archivepart": "archive_id IN (SELECT id FROM accounts_archive WHERE organization_id = %(organization)s)",
        "accounts_user": "id = ANY(%(people)s)",
        "account_emailaddress": "user_id = ANY(%(people)s)",
    }
    sums = [
        f"SELECT '{table}', coalesce(md5(string_agg(t::text, '|' ORDER BY t.id)), '') FROM {table} t WHERE {rows}"
        for table, rows in sorted(mine.items())
    ]
    given: dict[str, Any] = {
        "organization": world.theirs.id,
        "people": [member.user_id for member in world.theirs.members.values()],
    }
    with organization_scope(world.theirs.id), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(sums), given)
        return dict(cursor.fetchall())


def _has(world: World, table: str, column: str) -> bool:
    return bool(world.rows[table]) and column in world.rows[table][0]


def values_of(world: World) -> Mapping[str, Mapping[str, Any]]:
    """The three sets of values that a request is made of."""
    return {"mine": world.mine.values, "theirs": world.foreign, "nobodys": world.nobodys}
