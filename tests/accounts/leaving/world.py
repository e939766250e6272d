"""Somebody with every kind of row in two organizations, and the whole database, looked at past its row security."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import psycopg
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.test import Client, RequestFactory
from psycopg import sql

from accounts import mail
from accounts.actors import actor_of
from accounts.members.invitations import invite
from accounts.members.operations import change_role
from accounts.models import (
    Archive,
    ArchivePart,
    Invitation,
    JournalEntry,
    JournalRemark,
    Membership,
    OrganizationLogo,
    User,
)
from accounts.origin import answering
from accounts.roles import Role
from accounts.scope import organization_scope, traces_scope
from accounts.tokens.operations import issue_token
from accounts.tokens.scopes import TokenScope
from campaigns.answers.operations import confirm, notice
from campaigns.enums import Network
from campaigns.listening.spending import claim
from campaigns.models import (
    Answer,
    Campaign,
    Digest,
    EventPicture,
    EventSource,
    EventTool,
    PictureFetch,
    Report,
    SaidPost,
    StepCount,
    Update,
)
from campaigns.webhooks.operations import create_endpoint, send_test
from candyplatform.base.catalog import Stays
from candyplatform.base.work import Job
from candyplatform.data_catalog import DATA_CATALOG
from tests.factories import (
    NOW,
    hear,
    make_campaign,
    make_company,
    make_member,
    make_organization,
    make_user,
    post_seen,
)
from tests.support.database import owner_connection

LEAVER_ID = 987_654_321
ADDRESS, OTHER_ADDRESS, NAME = "leaver@example.org", "Leaver.Second@example.org", "Lea Vanishing"
COMPANY_ID = "https://mastodon.example/users/company"
NEEDLES = (str(LEAVER_ID), ADDRESS, OTHER_ADDRESS, NAME)
Rows = dict[str, Counter[str]]


@dataclass(frozen=True)
class World:
    """Who leaves: an owner of `first` beside another one, an editor in `second`. `stranger` has nothing to do with them."""

    leaver: User
    first: Membership
    second: Membership
    campaign: Campaign
    stranger: Membership


def make_world(now: datetime = NOW) -> World:
    """Everything that the schema can hold of a person."""
    leaver = make_user(ADDRESS, id=LEAVER_ID, name=NAME, is_staff=True)
    stranger = full_organization(make_user("stranger@example.org", name="Sam Staying"), "Elsewhere", now)
    first = full_organization(leaver, "First", now)
    make_member(first.organization, Role.OWNER, now=now)
    other = make_organization("Second", now=now)
    second = make_member(other.organization, Role.EDITOR, leaver, now=now)
    campaign = make_campaign(second, company=make_company(handles={}, now=now), now=now)
    invite(entries=[OTHER_ADDRESS], role=Role.VIEWER, actor=actor_of(stranger), now=now)
    change_role(membership_id=second.pk, role=Role.VIEWER, actor=actor_of(other), now=now)
    change_role(membership_id=second.pk, role=Role.EDITOR, actor=actor_of(other), now=now)
    _platform_rows(leaver, stranger.user, now)
    return World(leaver, first, second, campaign, stranger)


def full_organization(owner: User, name: str, now: datetime = NOW) -> Membership:
    """An organization with a row in every table, all by its owner."""
    before = now - timedelta(days=1)
    membership = make_organization(name, owner, trusted=True, now=now)
    actor = actor_of(membership)
    request = RequestFactory().get(
        "/desk/", REMOTE_ADDR="203.0.113.7", HTTP_USER_AGENT="Mozilla/5.0 Firefox/1"
    )
    with answering(request):
        issue_token(actor=actor, name="Shop", scopes=[TokenScope.READ_CAMPAIGNS], now=now)
    company = make_company(native_ids={"mastodon": COMPANY_ID}, now=now)
    campaign = make_campaign(membership, state="live", company=company, now=now)
    storm(campaign)
    _decide(campaign, membership, now)
    claim(network=Network.X, organizations=[membership.organization_id], price=5_000, budget=5_000, now=now)
    _people_rows(membership, now)
    _supporters_rows(campaign, owner, now)
    issued = create_endpoint(
        url="https://tool.example/hook", event_types=["campaign.closed"], actor=actor, now=now
    )
    send_test(endpoint_id=issued.endpoint.id, actor=actor, now=now)
    with organization_scope(membership.organization_id):
        Digest.objects.create(
            organization_id=membership.organization_id,
            membership=membership,
            campaign=campaign,
            period=now.date(),
            since=now,
            until=now,
        )
        archive = Archive.objects.create(
            organization_id=membership.organization_id,
            user=owner,
            asked_at=before,
            finished_at=before,
            size=2,
        )
        ArchivePart.objects.create(archive=archive, position=0, content=b"PK")
    return membership


def _supporters_rows(campaign: Campaign, owner: User, now: datetime) -> None:
    """What supporters did, and what they were told."""
    mine = {"organization_id": campaign.organization_id, "campaign": campaign}
    with organization_scope(campaign.organization_id):
        StepCount.objects.create(**mine, step="visited", hour=now, count=1)
        SaidPost.objects.create(**mine, network="x", link="https://x.com/i/status/1", said_at=now)
        Report.objects.create(
            **mine, reason="other", words="Look.", address="who@example.org", language="en", filed_at=now
        )
        Update.objects.create(**mine, text={"en": "They called."}, said_at=now, written_by=owner)
        EventSource.objects.create(**mine, url="https://educamp.example/", known_at=now)
        EventPicture.objects.create(
            **mine, picture=b"RIFF", width=320, height=160, digest="0" * 64, is_own=True, changed_at=now
        )
        PictureFetch.objects.create(**mine, url="https://educamp.example/a.jpg", is_own=True, asked_at=now)
        EventTool.objects.create(
            organization_id=campaign.organization_id,
            origin="https://pretix.example",
            token="t",
            connected_at=now,
        )


def _people_rows(owner: Membership, now: datetime) -> None:
    """What hangs on the people of an organization: whom they invited, what was remarked, how they log in."""
    with organization_scope(owner.organization_id):
        entry = JournalEntry.objects.get(verb="token.issued")
        Invitation.objects.create(
            organization_id=owner.organization_id,
            email=f"guest-of-{owner.pk}@example.org",
            role=Role.VIEWER,
            digest=str(owner.pk),
            invited_by=owner.user,
            sent_at=now,
            expires_at=now + timedelta(days=7),
        )
        JournalRemark.objects.create(organization_id=owner.organization_id, entry=entry, text="Welcome.")
        OrganizationLogo.objects.create(
            organization_id=owner.organization_id, picture=b"RIFF", digest="0" * 64, changed_at=now
        )
    Authenticator.objects.create(user=owner.user, type=Authenticator.Type.TOTP, data={"secret": "x"})


def storm(campaign: Campaign) -> None:
    """Supporters ask, the company answers."""
    author = post_seen(1).author
    company = type(author)(
        id=COMPANY_ID, handle="company@mastodon.example", url="https://mastodon.example/@company"
    )
    answer = post_seen(
        70, author=company, uri=f"{COMPANY_ID}/70", url=f"{COMPANY_ID}/70", text="We are on it. #telekomhilf"
    )
    hear(campaign, *[post_seen(number) for number in range(1, 6)], answer, kindness="friendly")


def _decide(campaign: Campaign, membership: Membership, now: datetime) -> None:
    notice(Job(0, str(campaign.id), campaign.organization_id, 1, 1, campaign.id))
    with organization_scope(campaign.organization_id):
        found = Answer.objects.get()
    confirm(answer=found, kind="acknowledged", actor=actor_of(membership), now=now)


def _platform_rows(leaver: User, other: User, now: datetime) -> None:
    before = now - timedelta(days=1)
    second = EmailAddress.objects.create(user=leaver, email=OTHER_ADDRESS, verified=True)
    EmailConfirmation.objects.create(email_address=second, key="k" * 20, created=now)
    group = Group.objects.create(name="Readers")
    leaver.groups.add(group)
    other.groups.add(group)
    leaver.user_permissions.add(Permission.objects.order_by("id")[0])
    kind = ContentType.objects.get_for_model(User)
    for user, subject in ((leaver, other), (other, leaver), (other, other)):
        LogEntry.objects.create(
            user=user,
            content_type=kind,
            object_id=str(subject.pk),
            object_repr=str(subject),
            action_flag=CHANGE,
        )
    for recipient in (ADDRESS.upper(), OTHER_ADDRESS, "stranger@example.org"):
        mail.queue(recipient=recipient, subject="Hello", text=f"Dear {recipient}", now=now)
    for user in (leaver, leaver, other):
        client = Client()
        client.force_login(user)
        key = client.session.session_key
        UserSession.objects.create(user=user, session_key=key, ip="203.0.113.7", user_agent="Mozilla/5.0")
    with traces_scope(leaver.pk, []):
        own = Archive.objects.create(user=leaver, asked_at=before, finished_at=before, size=2)
        ArchivePart.objects.create(archive=own, position=0, content=b"PK")


_IN_HAND = {"base_duework": ["lease", "lease_until", "attempts"]}


@contextmanager
def unveiled() -> Iterator[psycopg.Connection]:
    """The database as its owner would see it without row security; whatever is done here is undone."""
    with (
        owner_connection(settings.DATABASES["default"]["NAME"]) as owner,
        owner.transaction(force_rollback=True),
    ):
        for name in _tables(owner):
            owner.execute(sql.SQL("ALTER TABLE {} NO FORCE ROW LEVEL SECURITY").format(sql.Identifier(name)))
        yield owner


def _tables(owner: psycopg.Connection) -> list[str]:
    rows = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    return [row[0] for row in rows]


def all_rows() -> Rows:
    """Every row of every table, as text; who has which due work in hand is left out."""
    with unveiled() as owner:
        return {name: Counter(_texts(owner, name, "", _IN_HAND.get(name, []))) for name in _tables(owner)}


def rows_that_say(*needles: str) -> dict[str, list[str]]:
    """The rows of every table in any column of which one of the needles stands, but for the columns that erasure leaves."""
    pattern = "|".join(needle.lower().replace(".", r"\.") for needle in needles)
    with unveiled() as owner:
        staying = _staying() | _IN_HAND
        found = {name: _texts(owner, name, pattern, staying.get(name, [])) for name in _tables(owner)}
    return {name: texts for name, texts in found.items() if texts}


def _texts(owner: psycopg.Connection, name: str, pattern: str, without: list[str]) -> list[str]:
    query = sql.SQL(
        # Whom an entry of the journal is about is a number that leads to nobody, as who did it.
        "SELECT said FROM (SELECT (to_jsonb(t) - %s::text[] #- '{{details,person}}')::text AS said FROM {} t) rows "
        "WHERE said ~* %s ORDER BY said"
    )
    return [row[0] for row in owner.execute(query.format(sql.Identifier(name)), [without, pattern])]


def _staying() -> dict[str, list[str]]:
    """By table, what erasure of a person leaves as it is: the catalog says why."""
    return {
        table.model.lower().replace(".", "_"): action.columns.split()
        for table in DATA_CATALOG
        for action in table.erased_person
        if isinstance(action, Stays)
    }


def difference(before: Rows, after: Rows) -> dict[str, tuple[int, int]]:
    """How many rows of each table went, and how many came, where any did."""
    changes: dict[str, tuple[int, int]] = {
        name: ((before[name] - after[name]).total(), (after[name] - before[name]).total()) for name in before
    }
    return {name: change for name, change in changes.items() if change != (0, 0)}


def subjects_of_mails() -> list[str]:
    """What is written on every mail, in the order they were queued."""
    with unveiled() as owner:
        rows = owner.execute("SELECT subject FROM accounts_outgoingmail ORDER BY created_at, subject")
        return [row[0] for row in rows]
