"""API tokens: their shape, their life, and that nothing but their hash is kept."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actors import actor_of
from accounts.hashing import digest_of
from accounts.models import ApiToken, JournalEntry, Membership
from accounts.roles import Permission, Role, allows
from accounts.scope import organization_scope, public_scope, token_scope
from accounts.tokens.operations import InvalidToken, IssuedToken, authenticate, issue_token, revoke_token
from accounts.tokens.scopes import TokenScope, granted_by
from accounts.tokens.shape import looks_like_token, new_secret
from candyplatform.base.errors import Forbidden, Invalid, NotFound
from tests.factories import make_member, make_organization

pytestmark = pytest.mark.django_db
READ = ["campaigns:read"]


@pytest.fixture
def owner() -> Membership:
    return make_organization()


def issue(owner: Membership, now: datetime, **wishes: object) -> IssuedToken:
    return issue_token(actor=actor_of(owner), now=now, **{"name": "Shop", "scopes": READ, **wishes})  # type: ignore[arg-type]


def test_token_has_a_shape_that_a_scanner_can_check(owner: Membership, now: datetime) -> None:
    secret = issue(owner, now).secret
    assert (secret[:6], len(secret), secret[-7]) == ("candy_", 47, "_")
    assert looks_like_token(secret)
    other = "a" if secret[10] != "a" else "b"
    assert not looks_like_token(secret[:10] + other + secret[11:])
    assert not looks_like_token(secret + "\n")


def test_checksum_is_the_documented_one() -> None:
    assert looks_like_token("candy_" + "0" * 34 + "_" + base62_crc32(b"candy_" + b"0" * 34))


def base62_crc32(body: bytes) -> str:
    """Written anew from the documentation: bitwise CRC-32, most significant digit first."""
    crc = 0xFFFFFFFF
    for byte in body:
        crc ^= byte
        for _bit in range(8):
            crc = (crc >> 1) ^ (0xEDB88320 if crc & 1 else 0)
    value, text = crc ^ 0xFFFFFFFF, ""
    for _digit in range(6):
        text = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[value % 62] + text
        value //= 62
    return text


def test_only_the_hash_is_kept(owner: Membership, now: datetime) -> None:
    issued = issue(owner, now, name=" Shop ")
    with organization_scope(owner.organization_id):
        row = ApiToken.objects.values("name", "prefix", "digest", "scopes").get()
        entry = JournalEntry.objects.get(verb="token.issued")
    digest = hashlib.sha256(issued.secret.encode()).hexdigest()
    assert row == {"name": "Shop", "prefix": issued.secret[:12], "digest": digest, "scopes": READ}
    assert entry.subject == str(issued.token.id)
    assert entry.details == {"prefix": issued.secret[:12], "scopes": READ}


def test_authenticate_tells_whom_the_secret_speaks_for(owner: Membership, now: datetime) -> None:
    issued = issue(owner, now, scopes=["metrics:read", "campaigns:read"])
    found = authenticate(issued.secret, now=now)
    assert found.organization_id == owner.organization_id
    assert found.scopes == {"campaigns:read", "metrics:read"}
    assert (found.actor.kind, found.actor.role) == ("token", Role.VIEWER)
    assert found.actor.name == f"Shop ({issued.secret[:12]}…)"


def test_token_that_may_write_acts_as_an_editor(owner: Membership, now: datetime) -> None:
    issued = issue(owner, now, scopes=["campaigns:write"])
    assert authenticate(issued.secret, now=now).actor.role == Role.EDITOR


def test_unknown_expired_and_revoked_are_told_apart_by_nobody(owner: Membership, now: datetime) -> None:
    expired = issue(owner, now, expires_at=now + timedelta(hours=1))
    revoked = issue(owner, now)
    revoke_token(token_id=revoked.token.id, actor=actor_of(owner), now=now)
    unknown = new_secret()
    later = now + timedelta(hours=1)
    said = set()
    for secret in (expired.secret, revoked.secret, unknown, "nonsense", ""):
        with pytest.raises(InvalidToken) as caught:
            authenticate(secret, now=later)
        said.add((caught.value.code, str(caught.value)))
    assert len(said) == 1
    assert (
        authenticate(expired.secret, now=later - timedelta(seconds=1)).organization_id
        == owner.organization_id
    )


def test_use_is_noted_at_most_once_a_minute(owner: Membership, now: datetime) -> None:
    issued = issue(owner, now)
    noted = []
    for seconds in (0, 59, 60, 61):
        authenticate(issued.secret, now=now + timedelta(seconds=seconds))
        with organization_scope(owner.organization_id):
            noted.append(ApiToken.objects.get().last_used_at)
    assert noted == [now, now, now + timedelta(seconds=60), now + timedelta(seconds=60)]


def test_authenticate_asks_once_and_leaves_nothing_set(owner: Membership, now: datetime) -> None:
    issued = issue(owner, now)
    authenticate(issued.secret, now=now)
    names = ("role", "app.reader", "app.token", "app.organization")
    with public_scope(), CaptureQueriesContext(connection) as captured:
        before = settings_of_transaction(names)
        assert authenticate(issued.secret, now=now).token_id == issued.token.id
        with pytest.raises(InvalidToken):
            authenticate(new_secret(), now=now)
        assert settings_of_transaction(names) == before == ["candystorm_reader", "public", "", ""]
    assert len(captured) == 4


@pytest.mark.django_db(transaction=True)
def test_authenticate_needs_no_transaction(owner: Membership, now: datetime) -> None:
    issued = issue(owner, now)
    authenticate(issued.secret, now=now)
    with CaptureQueriesContext(connection) as captured:
        authenticate(issued.secret, now=now)
    assert [query["sql"].partition("(")[0] for query in captured] == ["SELECT "]
    assert settings_of_transaction(("role", "app.reader", "app.token")) == ["none", "", ""]


def settings_of_transaction(names: Sequence[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting(name, true), '') FROM unnest(%s::text[]) AS name", [list(names)]
        )
        return [value for (value,) in cursor.fetchall()]


def test_bearer_knows_the_newest_entries_of_its_own_organization(owner: Membership, now: datetime) -> None:
    issued = issue(owner, now)
    stranger = issue(make_organization("Somebody else"), now)
    for _ in range(25):
        issue(owner, now)
    with organization_scope(owner.organization_id):
        newest = list(JournalEntry.objects.order_by("-id").values_list("id", flat=True)[:20])
    assert list(authenticate(issued.secret, now=now).newest) == newest
    assert not set(authenticate(stranger.secret, now=now).newest) & set(newest)


def test_bearer_is_bound_by_the_policies_of_who_asks() -> None:
    """The one question opens nothing that the two scopes do not: it runs as who asks, whoever wrote it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosecdef, proconfig FROM pg_proc WHERE proname = 'accounts_bearer'")
        assert cursor.fetchall() == [(False, None)]


def test_bearer_sees_its_own_row_only(owner: Membership, now: datetime) -> None:
    mine, _other = issue(owner, now), issue(owner, now)
    with token_scope(digest_of(mine.secret)):
        assert [token.id for token in ApiToken.objects.all()] == [mine.token.id]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
def test_only_owners_issue_and_revoke(owner: Membership, now: datetime, role: Role) -> None:
    issued, member = issue(owner, now), make_member(owner.organization, role)
    with pytest.raises(Forbidden):
        issue(member, now)
    with pytest.raises(Forbidden):
        revoke_token(token_id=issued.token.id, actor=actor_of(member), now=now)


def test_revoking_is_journaled_once_and_within_the_organization(owner: Membership, now: datetime) -> None:
    issued, stranger = issue(owner, now), make_organization("Somebody else")
    with pytest.raises(NotFound):
        revoke_token(token_id=issued.token.id, actor=actor_of(stranger), now=now)
    with pytest.raises(NotFound):
        revoke_token(token_id=uuid4(), actor=actor_of(owner), now=now)
    first = revoke_token(token_id=issued.token.id, actor=actor_of(owner), now=now)
    again = revoke_token(token_id=issued.token.id, actor=actor_of(owner), now=now + timedelta(days=1))
    assert first.revoked_at == again.revoked_at == now
    with organization_scope(owner.organization_id):
        assert JournalEntry.objects.filter(verb="token.revoked").count() == 1


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["campaigns:read", "everything"]}, "scopes"),
        ({"expires_at": datetime.fromisoformat("2013-04-22T10:00:00Z")}, "expires_at"),
    ],
)
def test_wishes_that_make_no_token(
    owner: Membership, now: datetime, wish: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        issue(owner, now, **wish)
    assert list(caught.value.fields) == [field]
    with organization_scope(owner.organization_id):
        assert not ApiToken.objects.exists()


def test_scope_of_its_own_alone_grants_what_is_for_owners() -> None:
    owners_own = [permission for permission in Permission if not allows(Role.EDITOR, permission)]
    granted = {
        scope: [permission for permission in owners_own if permission in granted_by([scope])]
        for scope in TokenScope.values
    }
    assert {scope: found for scope, found in granted.items() if found} == {
        "exports:write": [Permission.EXPORT],
        "supporters:addresses": [Permission.READ_ADDRESSES],
    }
